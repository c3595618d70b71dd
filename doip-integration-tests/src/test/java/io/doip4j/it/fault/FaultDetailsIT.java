package io.doip4j.it.fault;

import static io.doip4j.it.fault.Bench.ack;
import static io.doip4j.it.fault.Bench.frame;
import static io.doip4j.it.fault.Bench.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.PayloadType;
import io.doip4j.it.fault.Bench.End;
import io.doip4j.testkit.DoipTester;
import io.doip4j.vehicle.fault.ActiveFault;
import io.doip4j.vehicle.fault.DoipFaults;
import io.doip4j.vehicle.fault.Fault;
import io.doip4j.vehicle.fault.UdsFaults;
import io.doip4j.vehicle.fault.WireFaults;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the bytes alone do not show: segments, times, what an ECU does meanwhile, several faults and testers. */
class FaultDetailsIT {
    private static final Duration SHORT = Duration.ofMillis(20);

    private static Bytes hex(String digits) {
        return Bytes.hex(digits);
    }

    private static long millisSince(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }

    @Test
    void messageIsSplitIntoNearlyEqualPartsAndNothingGetsBetween() {
        try (Bench bench = new Bench().active()) {
            bench.faults
                    .on(WireFaults.split(3, SHORT))
                    .ofType(PayloadType.DIAGNOSTIC_ACK)
                    .once();
            long begin = System.nanoTime();
            bench.ask().expect("A R", End.OPEN);

            assertThat(millisSince(begin)).isGreaterThanOrEqualTo(39);
            assertThat(bench.segments(3))
                    .containsExactly(hex("03 FC 80 02"), hex("00 00 00 05"), hex("10 01 0E 80 00"));
            assertThat(bench.segment()).isEqualTo(hex(response(Bench.RESPONSE)));
        }
    }

    @Test
    void everyByteIsASegment() {
        try (Bench bench = new Bench().active()) {
            bench.faults
                    .on(WireFaults.byteByByte(Duration.ZERO))
                    .ofType(PayloadType.DIAGNOSTIC_ACK)
                    .once();
            bench.ask().expect("A R", End.OPEN);

            assertThat(bench.segments(13))
                    .allSatisfy(segment -> assertThat(segment.length()).isEqualTo(1));
            assertThat(bench.segment()).isEqualTo(hex(response(Bench.RESPONSE)));
        }
    }

    @Test
    void longMessageIsNotCutIntoAMillionSegments() {
        Bytes large = Bytes.wrap(new byte[1_000_000]);
        try (Bench bench = new Bench().active()) {
            bench.stubs.ecu(Bench.ECU).when("22 01").thenRespond(large);
            bench.faults
                    .on(WireFaults.byteByByte(Duration.ZERO))
                    .ofType(PayloadType.DIAGNOSTIC_MESSAGE)
                    .once();
            bench.ask(Bench.ECU, "22 01");
            bench.tester.receive();

            assertThat(((DiagnosticMessage) bench.tester.receive()).userData()).isEqualTo(large);
            bench.segment(); // the acknowledge
            assertThat(bench.segments(4096))
                    .allSatisfy(segment -> assertThat(segment.length()).isEqualTo(1));
            assertThat(bench.segment().length()).isGreaterThan(1);
        }
    }

    @Test
    void acknowledgeAndALaterResponseLeaveInOneSegment() {
        try (Bench bench = new Bench().active()) {
            bench.stubs.ecu(Bench.ECU).when("22 02").thenAfter(SHORT).thenRespond("62 02");
            bench.faults
                    .on(WireFaults.coalesced(Duration.ofMillis(100)))
                    .ofType(PayloadType.DIAGNOSTIC_ACK)
                    .once();
            bench.ask(Bench.ECU, "22 02").expect("A " + response("62 02"), End.OPEN);

            assertThat(bench.segment()).isEqualTo(hex(ack() + response("62 02")));
        }
    }

    @Test
    void lateMessagesAreLate() {
        for (Fault late : List.of(
                DoipFaults.ackLate(SHORT),
                UdsFaults.slow(SHORT),
                UdsFaults.responseLate(SHORT),
                WireFaults.late(SHORT))) {
            try (Bench bench = new Bench().active()) {
                bench.faults.on(late).once();
                long begin = System.nanoTime();
                bench.ask().expect("A R", End.OPEN);
                assertThat(millisSince(begin)).as("%s", late).isGreaterThanOrEqualTo(19);
            }
        }
    }

    @Test
    void slowEcuIsBusyAndALateResponseIsOvertaken() {
        String busy = response("7F 3E 21");
        Duration time = Duration.ofMillis(300);
        try (Bench bench = new Bench().active()) {
            bench.faults.on(UdsFaults.slow(time)).once();
            bench.ask().ask(Bench.ECU, "3E 00").expect("A A " + busy + " R", End.OPEN);

            bench.faults.on(UdsFaults.pendingStorm(1, time)).once();
            bench.ask().ask(Bench.ECU, "3E 00").expect("A " + response("7F 22 78") + " A " + busy + " R", End.OPEN);

            bench.faults.on(UdsFaults.responseLate(time)).once();
            bench.ask().ask(Bench.ECU, "3E 00").expect("A A " + response("7E 00") + " R", End.OPEN);
        }
    }

    @Test
    void whatStrikesRequestsComesBeforeStubsAndServices() {
        try (Bench bench = new Bench().active()) {
            bench.faults.on(UdsFaults.busy()).forTarget(Bench.ECU).forNext(2);
            bench.ask().expect("A " + response("7F 22 21"), End.OPEN);
            assertThat(bench.answer.count()).isZero();
            bench.faults.clear();
            bench.faults.on(DoipFaults.nack(0x05)).once();
            bench.ask().expect(frame(0x8003, "10 01 0E 80 05"), End.OPEN);
            assertThat(bench.answer.count()).isZero();
            bench.faults.on(DoipFaults.ackTurnedNack(0x05)).once();
            bench.faults.on(UdsFaults.responseMissing()).forTarget(Bench.ECU).once();
            bench.ask().expect(frame(0x8003, "10 01 0E 80 05"), End.OPEN);
            assertThat(bench.answer.count()).isEqualTo(1);
        }
    }

    @Test
    void negativeResponsesAreStruckToo() {
        try (Bench bench = new Bench().active()) {
            bench.faults.on(UdsFaults.responseToService(0x2E)).once();
            bench.ask(Bench.ECU, "22 00 01").expect("A " + response("7F 2E 31"), End.OPEN);
            bench.faults.on(UdsFaults.responseNrc(0x72)).once();
            bench.ask(Bench.ECU, "22 00 01").expect("A " + response("7F 22 72"), End.OPEN);
            bench.faults.on(UdsFaults.pendingAfterResponse()).once();
            bench.ask(Bench.ECU, "22 00 01").expect("A " + response("7F 22 31") + response("7F 22 78"), End.OPEN);
            ActiveFault echo =
                    bench.faults.on(UdsFaults.wrongEcho()).forTarget(Bench.ECU).once();
            bench.ask(Bench.ECU, "22 00 01").expect("A " + response("7F 22 31"), End.OPEN);
            assertThat(echo.count()).as("a negative response repeats nothing").isZero();
            bench.ask(Bench.ECU, "3E 00").expect("A " + response("7E 01"), End.OPEN);
        }
    }

    @Test
    void pendingIsNoResponseToBeStruck() {
        try (Bench bench = new Bench().active()) {
            bench.stubs.ecu(Bench.ECU).when("31 01").thenPending(SHORT, SHORT).thenRespond("71 01");
            bench.faults.on(UdsFaults.responseMissing()).forTarget(Bench.ECU).once();
            bench.ask(Bench.ECU, "31 01").expect("A " + response("7F 31 78"), End.OPEN);
        }
    }

    @Test
    void faultOfOneTesterIsNotThatOfAnother() {
        try (Bench bench = new Bench().active();
                DoipTester other = DoipTester.of(bench.server)) {
            other.activateRouting(0x0E81);
            bench.faults.on(UdsFaults.busy()).toTester(0x0E81).always();
            bench.faults.on(DoipFaults.ackTwice()).toTester(Bench.TESTER).always();

            assertThat(other.request(Bench.ECU, Bench.REQUEST)).isEqualTo(hex("7F 22 21"));
            bench.ask();
            assertThat(bench.tester.receiveRaw(26)).isEqualTo(hex(ack() + ack()));
        }
    }

    @Test
    void groupIsStruckByItsAddress() {
        try (Bench bench = new Bench().active()) {
            bench.faults.on(UdsFaults.refused(0x10)).forTarget(Bench.GROUP).once();
            bench.ask().expect("A R", End.OPEN);
            bench.ask(Bench.GROUP, Bench.REQUEST)
                    .expect(frame(0x8002, "E4 00 0E 80 00") + response("7F 22 10"), End.OPEN);
        }
    }

    @Test
    void halfOpenConnectionIsSilentWhileOthersWork() {
        try (Bench bench = new Bench().active();
                DoipTester other = DoipTester.of(bench.server)) {
            ActiveFault halfOpen = bench.faults
                    .on(WireFaults.halfOpen())
                    .toTester(Bench.TESTER)
                    .once();
            bench.ask().ask(Bench.GATEWAY, "3E 00");
            bench.tester.expectSilence(Duration.ofMillis(50));
            assertThat(other.activateRouting(0x0E81).code().value()).isEqualTo(0x10);
            assertThat(other.request("3E 00")).isEqualTo(hex("7E 00"));
            assertThat(halfOpen.count()).isEqualTo(1);
            halfOpen.off();

            bench.ask().expect("A R", End.OPEN);
        }
    }

    @Test
    void faultsAreSwitchedWhileRequestsAreUnderWay() {
        try (Bench bench = new Bench().active()) {
            ActiveFault twice = bench.faults
                    .on(UdsFaults.responseTwice())
                    .forTarget(Bench.ECU)
                    .always();
            bench.ask().expect("A R R", End.OPEN);
            bench.ask().expect("A R R", End.OPEN);
            twice.off();
            bench.ask().expect("A R", End.OPEN);
            assertThat(twice.count()).isEqualTo(2);
        }
    }

    @Test
    void ecuIsFreeAsSoonAsItsFaultIsSwitchedOff() {
        Duration day = Duration.ofDays(1);
        for (Fault fault :
                List.of(UdsFaults.slow(day), UdsFaults.pendingStorm(9, day), UdsFaults.pendingWithoutEnd(9, day))) {
            try (Bench bench = new Bench().active()) {
                ActiveFault slow = bench.faults.on(fault).forTarget(Bench.ECU).once();
                String pending = fault.toString().startsWith("slow") ? "" : response("7F 22 78");
                bench.ask().expect("A " + pending, End.OPEN);
                bench.ask().expect("A " + response("7F 22 21"), End.OPEN);
                slow.off();
                bench.ask().expect("A R", End.OPEN);

                bench.faults.on(fault).forTarget(Bench.ECU).once();
                bench.ask().expect("A " + pending, End.OPEN);
                bench.faults.clear();
                bench.ask().expect("A R", End.OPEN);
            }
        }
    }
}
