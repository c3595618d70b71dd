package io.doip4j.it.fault;

import static io.doip4j.it.fault.Bench.ack;
import static io.doip4j.it.fault.Bench.frame;
import static io.doip4j.it.fault.Bench.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.PayloadType;
import io.doip4j.it.fault.Bench.End;
import io.doip4j.vehicle.fault.ActiveFault;
import io.doip4j.vehicle.fault.DoipFaults;
import io.doip4j.vehicle.fault.Fault;
import io.doip4j.vehicle.fault.FaultSwitch;
import io.doip4j.vehicle.fault.UdsFaults;
import io.doip4j.vehicle.fault.WireFaults;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bytes that arrive when a fault strikes the request {@code 22 F1 90}, its acknowledge (A) or its response (R), and that
 * nothing else arrives. Afterwards the same request is answered as ever.
 */
class StruckRequestIT {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final String DATA = Bench.RESPONSE;

    static Stream<Arguments> wire() {
        return Stream.of(
                arguments(WireFaults.lost(), "A", End.OPEN),
                arguments(WireFaults.late(SHORT), "A R", End.OPEN),
                arguments(WireFaults.overtaken(SHORT), "A R", End.OPEN),
                arguments(WireFaults.duplicated(), "A R R", End.OPEN),
                arguments(WireFaults.headerNack(0x04), "A " + frame(0x0000, "04"), End.OPEN),
                arguments(WireFaults.protocolVersion(0x01), "A 01 FE 80 01 00 00 00 08 10 01 0E 80 " + DATA, End.OPEN),
                arguments(WireFaults.wrongInverseVersion(), "A 03 FD 80 01 00 00 00 08 10 01 0E 80 " + DATA, End.OPEN),
                arguments(WireFaults.payloadType(0x0ABC), "A " + frame(0x0ABC, "10 01 0E 80 " + DATA), End.OPEN),
                arguments(WireFaults.lengthTooLong(3), "A 03 FC 80 01 00 00 00 0B 10 01 0E 80 " + DATA, End.OPEN),
                arguments(
                        WireFaults.lengthTooLong(Integer.MAX_VALUE),
                        "A 03 FC 80 01 80 00 00 07 10 01 0E 80 " + DATA,
                        End.OPEN),
                arguments(WireFaults.lengthTooShort(3), "A 03 FC 80 01 00 00 00 05 10 01 0E 80 " + DATA, End.OPEN),
                arguments(WireFaults.lengthTooShort(99), "A 03 FC 80 01 00 00 00 00 10 01 0E 80 " + DATA, End.OPEN),
                arguments(WireFaults.payloadCut(3), "A " + frame(0x8001, "10 01 0E"), End.OPEN),
                arguments(WireFaults.payloadCut(0), "A " + frame(0x8001, ""), End.OPEN),
                arguments(WireFaults.payloadCut(99), "A R", End.OPEN),
                arguments(WireFaults.payloadExtended(Bytes.hex("DE AD")), "A " + response(DATA + " DE AD"), End.OPEN),
                arguments(
                        WireFaults.precededBy(0x4242, Bytes.hex("01 02")),
                        "A " + frame(0x4242, "01 02") + " R",
                        End.OPEN),
                arguments(WireFaults.split(3, SHORT), "A R", End.OPEN),
                arguments(WireFaults.byteByByte(Duration.ofMillis(1)), "A R", End.OPEN),
                arguments(WireFaults.coalesced(SHORT), "A R", End.OPEN),
                arguments(WireFaults.garbageBefore(Bytes.hex("DE AD BE EF")), "A DE AD BE EF R", End.OPEN),
                arguments(WireFaults.garbageInstead(Bytes.hex("DE AD BE EF")), "A DE AD BE EF", End.OPEN),
                arguments(WireFaults.truncated(9), "A 03 FC 80 01 00 00 00 08 10", End.FIN),
                arguments(WireFaults.truncated(99), "A R", End.FIN),
                arguments(WireFaults.closedInstead(), "A", End.FIN),
                arguments(WireFaults.closedAfter(), "A R", End.FIN),
                arguments(WireFaults.resetInstead(), "A", End.RST),
                arguments(WireFaults.resetAfter(), "A R", End.RST));
    }

    @ParameterizedTest
    @MethodSource("wire")
    void responseIsStruckOnTheWire(Fault fault, String arrives, End end) {
        strikes(fault, PayloadType.DIAGNOSTIC_MESSAGE, arrives, end);
    }

    static Stream<Arguments> acknowledges() {
        String other = "03 FC 80 02 00 00 00 05 ";
        return Stream.of(
                arguments(DoipFaults.ackMissing(), "R"),
                arguments(DoipFaults.ackLate(SHORT), "A R"),
                arguments(DoipFaults.ackTwice(), "A A R"),
                arguments(DoipFaults.ackAfterResponse(), "R A"),
                arguments(DoipFaults.ackFrom(0x1002), other + "10 02 0E 80 00 R"),
                arguments(DoipFaults.ackTo(0x0E81), other + "10 01 0E 81 00 R"),
                arguments(DoipFaults.ackUnswapped(), other + "0E 80 10 01 00 R"),
                arguments(DoipFaults.ackEcho(Bytes.hex("2E F1")), frame(0x8002, "10 01 0E 80 00 2E F1") + " R"),
                arguments(DoipFaults.ackCode(0x05), other + "10 01 0E 80 05 R"),
                arguments(DoipFaults.ackTurnedNack(0x06), frame(0x8003, "10 01 0E 80 06") + " R"),
                arguments(DoipFaults.nack(0x05), frame(0x8003, "10 01 0E 80 05")),
                arguments(DoipFaults.aliveCheckBefore(), frame(0x0007, "") + " A R"),
                arguments(WireFaults.overtaken(SHORT), "R A"),
                arguments(WireFaults.late(SHORT), "A R"));
    }

    @ParameterizedTest
    @MethodSource("acknowledges")
    void acknowledgeIsStruck(Fault fault, String arrives) {
        boolean onWire = arrives.equals("A R") || arrives.equals("R A");
        strikes(fault, onWire ? PayloadType.DIAGNOSTIC_ACK : null, arrives, End.OPEN);
    }

    static Stream<Arguments> uds() {
        String pending = response("7F 22 78");
        return Stream.of(
                arguments(UdsFaults.busy(), "A " + response("7F 22 21")),
                arguments(UdsFaults.refused(0x31), "A " + response("7F 22 31")),
                arguments(UdsFaults.noAnswer(), "A"),
                arguments(UdsFaults.slow(SHORT), "A R"),
                arguments(UdsFaults.pendingStorm(3, SHORT), "A " + pending + pending + pending + " R"),
                arguments(UdsFaults.pendingWithoutEnd(2, Duration.ZERO), "A " + pending + pending),
                arguments(UdsFaults.responseMissing(), "A"),
                arguments(UdsFaults.responseLate(SHORT), "A R"),
                arguments(UdsFaults.responseTwice(), "A R R"),
                arguments(UdsFaults.responseNrc(0x10), "A " + response("7F 22 10")),
                arguments(UdsFaults.responseToService(0x2E), "A " + response("6E F1 90 41")),
                arguments(UdsFaults.wrongEcho(), "A " + response("62 F1 91 41")),
                arguments(UdsFaults.responseCut(2), "A " + response("62 F1")),
                arguments(UdsFaults.responseCut(0), "A " + response("")),
                arguments(UdsFaults.responseExtended(Bytes.hex("00 00")), "A " + response(DATA + " 00 00")),
                arguments(UdsFaults.responseFrom(0x1002), "A " + frame(0x8001, "10 02 0E 80 " + DATA)),
                arguments(UdsFaults.responseTo(0x0E81), "A " + frame(0x8001, "10 01 0E 81 " + DATA)),
                arguments(
                        UdsFaults.otherEcuBefore(0x1002, Bytes.hex("62 F1 90 42")),
                        "A " + frame(0x8001, "10 02 0E 80 62 F1 90 42") + " R"),
                arguments(UdsFaults.unsolicitedBefore(Bytes.hex("50 03")), "A " + response("50 03") + " R"),
                arguments(UdsFaults.pendingAfterResponse(), "A R" + pending));
    }

    @ParameterizedTest
    @MethodSource("uds")
    void ecuIsAtFault(Fault fault, String arrives) {
        strikes(fault, null, arrives, End.OPEN);
    }

    private static void strikes(Fault fault, @Nullable PayloadType type, String arrives, End end) {
        try (Bench bench = new Bench().active()) {
            FaultSwitch described =
                    bench.faults.on(fault).toTester(Bench.TESTER).forTarget(Bench.ECU);
            ActiveFault struck = (type == null ? described : described.ofType(type)).once();
            // On other connections and ECUs it has no effect.
            bench.ask(Bench.GATEWAY, "3E 00");
            bench.tester.receiveRaw(
                    Bytes.hex(ack()).length() + Bytes.hex(response("7E 00")).length());
            bench.ask().expect(arrives, end);
            assertThat(struck.count()).isEqualTo(1);
            assertThat(struck.isOver()).isTrue();

            if (end == End.OPEN) {
                bench.ask().expect("A R", End.OPEN);
            } else {
                bench.tester.connect();
                bench.active().ask().expect("A R", End.OPEN);
            }
        }
    }
}
