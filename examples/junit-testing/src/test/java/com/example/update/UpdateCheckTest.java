package com.example.update;

import static io.doip4j.vehicle.stub.MessageMatcher.request;
import static io.doip4j.vehicle.stub.Times.never;
import static io.doip4j.vehicle.stub.Times.times;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.update.Finding.Verdict;
import io.doip4j.core.Bytes;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.uds.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stubs tell an ECU what to answer; the recorder knows what it was asked. */
@DoipServerTest
class UpdateCheckTest {
    private static final int ECU = 0x1001;

    private final UpdateCheck check = new UpdateCheck(new Catalogue(Map.of("DOIP4J-BODY", "0200")));

    private Verdict verdict(Vehicle vehicle) {
        return check.inspect(vehicle, ECU).get(0).verdict();
    }

    @BeforeEach
    void ecuIsReadyAndHasNoFaults(DoipServerHandle server) {
        server.ecu(ECU).when("19 02 08").thenRespond("59 02 FF");
        server.ecu(ECU).when("31 01 02 03").inSession(Session.EXTENDED).thenRespond("71 01 02 03 00");
    }

    @Test
    void updatesAnEcuThatIsReady(Vehicle vehicle, DoipServerHandle server) {
        assertThat(verdict(vehicle)).isEqualTo(Verdict.UPDATE_NOW);

        server.recorder()
                .verifyInOrder(
                        request("10 03").to(ECU),
                        request("31 01 02 03"),
                        request("10 01").to(ECU));
    }

    @Test
    void leavesAnEcuAloneThatHasTheNewestSoftware(Vehicle vehicle, DoipServerHandle server) {
        server.ecu(ECU).when("22 F1 95").thenRespond(Bytes.hex("62 F1 95").plus(Bytes.ascii("0200")));

        assertThat(verdict(vehicle)).isEqualTo(Verdict.UP_TO_DATE);

        server.verify(request("22 F1 95").from(Vehicle.TESTER).to(ECU), times(1));
        server.verify(request("10 *").to(ECU), never());
    }

    @Test
    void doesNotUpdateAnEcuWithFaults(Vehicle vehicle, DoipServerHandle server) {
        server.ecu(ECU).when("19 02 <mask>").thenRespond("59 02 FF 9A 1B 2C <mask>");

        assertThat(check.inspect(vehicle, ECU))
                .containsExactly(new Finding(ECU, Verdict.NOT_READY, "faults [0x9A1B2C]"));
    }

    @Test
    void goesBackToTheDefaultSessionWhenTheRoutineIsRefused(Vehicle vehicle, DoipServerHandle server) {
        server.ecu(ECU).when("31 01 *").thenNrc(0x22).once();

        assertThat(verdict(vehicle)).isEqualTo(Verdict.NO_ANSWER);

        server.verify(request("10 01").to(ECU));
    }

    @Test
    void looksAtTheOtherEcusWhenOneIsMissing(Vehicle vehicle) {
        List<Finding> findings = check.inspect(vehicle, 0x1234, ECU);

        assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.NO_ANSWER, Verdict.UPDATE_NOW);
        assertThat(findings.get(0).reason()).contains("0x1234");
    }
}
