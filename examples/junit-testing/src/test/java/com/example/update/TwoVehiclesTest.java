package com.example.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.update.Finding.Verdict;
import io.doip4j.testkit.DoipInstance;
import io.doip4j.testkit.DoipServerExtension;
import io.doip4j.vehicle.DemoVehicle;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several servers, each in a field: a static one for the class, another one for every test. */
class TwoVehiclesTest {
    @RegisterExtension
    static final DoipServerExtension car = DoipServerExtension.builder()
            .vehicle(DemoVehicle.create().withVin("TESTCAR0000000001"))
            .build();

    @RegisterExtension
    final DoipServerExtension trailer = DoipServerExtension.builder()
            .vehicle(DemoVehicle.create().withLogicalAddress(0x2000))
            .configure(server -> server.maxSockets(1))
            .build();

    @Test
    void looksAtOneAfterTheOther(@DoipInstance("car") Vehicle first, @DoipInstance("trailer") Vehicle second) {
        UpdateCheck check = new UpdateCheck(new Catalogue(Map.of()));
        trailer.server().ecu(0x2001).when("22 F1 95").thenNrc(0x31);

        assertThat(check.inspect(first, 0x1001)).extracting(Finding::verdict).containsExactly(Verdict.UP_TO_DATE);
        assertThat(check.inspect(second, 0x2001)).extracting(Finding::verdict).containsExactly(Verdict.NO_ANSWER);
    }
}
