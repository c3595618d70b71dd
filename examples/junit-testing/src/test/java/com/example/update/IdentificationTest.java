package com.example.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.client.VehicleDiscovery;
import io.doip4j.client.uds.UdsNegativeResponseException;
import io.doip4j.testkit.DoipPort;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** The server of a test without further words: the demo vehicle. */
@DoipServerTest
class IdentificationTest {
    @Test
    void findsTheVehicle(@DoipPort int port) {
        VehicleDiscovery search =
                VehicleDiscovery.at(InetAddress.getLoopbackAddress()).port(port);

        try (Vehicle vehicle = Vehicle.find(search)) {
            assertThat(vehicle.identify(0x1000))
                    .isEqualTo(new EcuIdentity(0x1000, "DOIP4J-GATEWAY", "GW00000001", "0100"));
        }
    }

    @Test
    void identifiesAnEcuBehindTheGateway(Vehicle vehicle) {
        assertThat(vehicle.identify(0x1001)).isEqualTo(new EcuIdentity(0x1001, "DOIP4J-BODY", "BC00000001", "0100"));
    }

    @Test
    void saysWhichNegativeResponseThereWas(Vehicle vehicle, DoipServerHandle server) {
        server.ecu(0x1001).when("22 F1 8C").thenNrc(0x22);

        assertThatThrownBy(() -> vehicle.identify(0x1001))
                .isInstanceOf(UdsNegativeResponseException.class)
                .hasMessageContaining("0x22");
    }
}
