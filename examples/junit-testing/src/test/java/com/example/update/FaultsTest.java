package com.example.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.client.DiagnosticNackException;
import io.doip4j.client.DoipConnection;
import io.doip4j.client.RoutingActivationDeniedException;
import io.doip4j.core.message.PayloadType;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.vehicle.fault.ActiveFault;
import io.doip4j.vehicle.fault.DoipFaults;
import io.doip4j.vehicle.fault.Faults;
import io.doip4j.vehicle.fault.UdsFaults;
import io.doip4j.vehicle.fault.WireFaults;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A vehicle that misbehaves. */
@DoipServerTest
class FaultsTest {
    private static final int ECU = 0x1001;
    private static final EcuIdentity IDENTITY = new EcuIdentity(ECU, "DOIP4J-BODY", "BC00000001", "0100");

    @Test
    void readsOnWhenTheConnectionIsReset(Vehicle vehicle, Faults faults) {
        faults.on(WireFaults.resetInstead())
                .ofType(PayloadType.DIAGNOSTIC_MESSAGE)
                .once();

        assertThat(vehicle.identify(ECU)).isEqualTo(IDENTITY);
    }

    @Test
    void asksAgainWhenAnEcuIsBusy(Vehicle vehicle, Faults faults) {
        ActiveFault busy = faults.on(UdsFaults.busy()).forTarget(ECU).forNext(2);

        assertThat(vehicle.identify(ECU)).isEqualTo(IDENTITY);
        assertThat(busy.count()).isEqualTo(2);
    }

    @Test
    void doesNotMindHowBytesArrive(Vehicle vehicle, Faults faults) {
        faults.on(WireFaults.byteByByte(Duration.ZERO)).always();

        assertThat(vehicle.identify(ECU)).isEqualTo(IDENTITY);
    }

    @Test
    void saysThatAnEcuIsNotReachable(Vehicle vehicle, Faults faults) {
        faults.on(DoipFaults.nack(0x06)).forTarget(ECU).always();

        assertThatThrownBy(() -> vehicle.identify(ECU))
                .isInstanceOf(DiagnosticNackException.class)
                .hasMessageContaining("0x06");
    }

    @Test
    void saysThatRoutingIsDenied(DoipServerHandle server) {
        server.faults().on(DoipFaults.activationDenied(0x05)).once();

        assertThatThrownBy(() -> Vehicle.connect(DoipConnection.builder(server.tcpAddress())))
                .isInstanceOf(RoutingActivationDeniedException.class);
    }
}
