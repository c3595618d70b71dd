package io.doip4j.it.fault;

import static io.doip4j.it.fault.Bench.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.it.fault.Bench.End;
import io.doip4j.testkit.DoipTester;
import io.doip4j.vehicle.fault.ActiveFault;
import io.doip4j.vehicle.fault.DoipFaults;
import io.doip4j.vehicle.fault.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of routing activation and of alive checks, as they arrive. */
class ActivationFaultsIT {
    private static final String ACTIVE = frame(0x0006, "0E 80 10 00 10 00 00 00 00");

    private static String response(int code) {
        return frame(0x0006, String.format("0E 80 10 00 %02X 00 00 00 00", code));
    }

    private static void askForRouting(Bench bench) {
        bench.tester.send(new RoutingActivationRequest(LogicalAddress.of(Bench.TESTER), ActivationType.DEFAULT));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(DoipFaults.activationDenied(0x06), response(0x06), End.FIN),
                arguments(DoipFaults.activationDenied(0xE5), response(0xE5), End.FIN),
                arguments(DoipFaults.activationCode(0x07), response(0x07), End.OPEN),
                arguments(DoipFaults.activationPending(), response(0x11), End.OPEN),
                arguments(DoipFaults.activationLate(Duration.ofMillis(20)), ACTIVE, End.OPEN),
                arguments(DoipFaults.activationTester(0x0E81), frame(0x0006, "0E 81 10 00 10 00 00 00 00"), End.OPEN),
                arguments(DoipFaults.activationEntity(0x2000), frame(0x0006, "0E 80 20 00 10 00 00 00 00"), End.OPEN),
                arguments(
                        DoipFaults.activationManufacturerData(Bytes.hex("01 02 03 04")),
                        frame(0x0006, "0E 80 10 00 10 00 00 00 00 01 02 03 04"),
                        End.OPEN));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void responseIsStruck(Fault fault, String arrives, End end) {
        try (Bench bench = new Bench()) {
            ActiveFault struck = bench.faults.on(fault).toTester(Bench.TESTER).once();
            bench.tester.connect();
            askForRouting(bench);
            bench.expect(arrives, end);

            assertThat(struck.count()).isEqualTo(1);
            bench.tester.connect();
            askForRouting(bench);
            bench.expect(ACTIVE, End.OPEN);
        }
    }

    @Test
    void confirmationIsAwaitedAsOftenAsWanted() {
        try (Bench bench = new Bench()) {
            bench.faults.on(DoipFaults.activationPending()).forNext(2);
            bench.tester.connect();
            askForRouting(bench);
            askForRouting(bench);
            askForRouting(bench);

            bench.expect(response(0x11) + response(0x11) + ACTIVE, End.OPEN);
        }
    }

    @Test
    void requestThatIsIgnoredIsAsIfItHadNotCome() {
        try (Bench bench = new Bench(builder -> builder.initialInactivity(Duration.ofMillis(200)))) {
            bench.faults.on(DoipFaults.activationUnanswered()).once();
            bench.tester.connect();
            askForRouting(bench);
            bench.tester.expectClosed();

            bench.tester.connect();
            askForRouting(bench);
            bench.expect(ACTIVE, End.OPEN);
        }
    }

    @Test
    void testerThatIsNotAskedIsThoughtToBeDead() {
        try (Bench bench = new Bench(builder -> builder.aliveCheck(Duration.ofMillis(100))).active();
                DoipTester other = DoipTester.of(bench.server)) {
            ActiveFault missing =
                    bench.faults.on(DoipFaults.aliveCheckMissing()).once();
            assertThat(other.activateRouting(Bench.TESTER).code().value()).isEqualTo(0x10);

            bench.tester.expectClosed();
            assertThat(missing.count()).isEqualTo(1);
        }
    }

    @Test
    void additionalAliveCheckMayBeAnswered() {
        try (Bench bench = new Bench().active()) {
            bench.faults.on(DoipFaults.aliveCheckBefore()).once();
            bench.ask();
            Bytes check = Bytes.hex(frame(0x0007, ""));
            assertThat(bench.tester.receiveRaw(check.length())).isEqualTo(check);
            bench.tester.sendRaw(Bytes.hex(frame(0x0008, "0E 80")));

            bench.expect("A R", End.OPEN);
        }
    }
}
