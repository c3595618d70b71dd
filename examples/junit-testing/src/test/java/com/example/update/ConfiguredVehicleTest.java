package com.example.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.ConfigureServer;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.management.TesterPresent;
import io.doip4j.uds.spi.DtcDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is not as in the demo vehicle is said with the builder of production code. */
@DoipServerTest(logicalAddress = 0x2000, vin = "TESTVIN0000000001")
class ConfiguredVehicleTest {
    private static final int HEADLAMP = 0x1011;

    @ConfigureServer
    static void addHeadlamp(DoipServerBuilder server) {
        server.initialInactivity(Duration.ofSeconds(10))
                .ecu(EcuDefinition.builder(HEADLAMP)
                        .data(0xF187, Bytes.ascii("HEADLAMP"))
                        .data(0xF18C, Bytes.ascii("HL42"))
                        .data(0xF195, Bytes.ascii("0007"))
                        .dtc(DtcDefinition.of(0x9A1B2C).initialStatus(0x2F).build())
                        .build());
    }

    @Test
    void identifiesTheHeadlamp(Vehicle vehicle) {
        assertThat(vehicle.identify(HEADLAMP)).isEqualTo(new EcuIdentity(HEADLAMP, "HEADLAMP", "HL42", "0007"));
    }

    @Test
    void readsAndClearsFaults(Vehicle vehicle) {
        assertThat(vehicle.faults(HEADLAMP)).containsExactly(Dtc.of(0x9A1B2C));

        vehicle.clearFaults(HEADLAMP);

        assertThat(vehicle.faults(HEADLAMP)).isEmpty();
    }

    /** These services and no others: what else is on the class path does not matter. */
    @Nested
    @DoipServerTest(services = TesterPresent.class)
    class VehicleWithOneService {
        @Test
        void knowsNoOther(DoipTester tester) {
            tester.activateRouting(0x0E80);

            assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
            assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("7F 22 11"));
        }
    }
}
