package com.example.update;

import static io.doip4j.vehicle.stub.MessageMatcher.request;
import static io.doip4j.vehicle.stub.Times.never;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.ConfigureServer;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.InjectDoip;
import io.doip4j.testkit.ServerScope;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.DtcDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One server for all tests of the class. Before each of them it is as new. */
@DoipServerTest(scope = ServerScope.CLASS)
class SharedVehicleTest {
    private static final int HEADLAMP = 0x1011;
    private static final Dtc BULB = Dtc.of(0x9A1B2C);

    @InjectDoip
    Vehicle vehicle;

    @ConfigureServer
    static void addHeadlamp(DoipServerBuilder server) {
        server.ecu(EcuDefinition.builder(HEADLAMP)
                .dtc(DtcDefinition.of(BULB.value()).initialStatus(0x2F).build())
                .build());
    }

    @Test
    void clearsFaults() {
        vehicle.clearFaults(HEADLAMP);

        assertThat(vehicle.faults(HEADLAMP)).isEmpty();
    }

    @Test
    void findsThemInTheNextTestAgain(DoipServerHandle server) {
        assertThat(vehicle.faults(HEADLAMP)).containsExactly(BULB);
        server.verify(request("14 *"), never());
    }

    @Nested
    class WithAnotherFault {
        @BeforeEach
        void reportsIt(DoipServerHandle server) {
            server.ecu(HEADLAMP).when("19 *").thenRespond("59 02 FF 12 34 56 09");
        }

        @Test
        void readsThatOne() {
            assertThat(vehicle.faults(HEADLAMP)).containsExactly(Dtc.of(0x123456));
        }
    }
}
