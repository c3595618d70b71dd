package com.example.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.client.uds.UdsClient;
import io.doip4j.client.uds.UdsNegativeResponseException;
import io.doip4j.core.Bytes;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.VirtualClock;
import io.doip4j.uds.Session;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients of doip-client come connected, with routing activated, and are closed after the test. */
@DoipServerTest
class ClientTest {
    @Test
    void talksToTheGateway(UdsClient gateway) {
        assertThat(gateway.data().read(0xF190)).isEqualTo(Bytes.ascii("WVWZZZ1JZXW000001"));
    }

    @Test
    void twoTestersTalkToOneEcu(DoipServerHandle server) {
        UdsClient workshop = server.connect(0x0E80, 0x1001);
        UdsClient insurance = server.connect(0x0E81, 0x1001);
        server.ecu(0x1001).when("22 F1 90").from(0x0E81).thenNrc(0x33);

        assertThat(workshop.data().read(0xF190)).isEqualTo(Bytes.ascii("WVWZZZ1JZXW000001"));
        assertThatThrownBy(() -> insurance.data().read(0xF190)).isInstanceOf(UdsNegativeResponseException.class);
    }

    @Test
    @DoipServerTest(virtualTime = true)
    void keepsTheSession(UdsClient gateway, VirtualClock clock) {
        gateway.session(Session.EXTENDED);
        gateway.keepAlive();

        clock.advance(Duration.ofMinutes(1));

        assertThat(gateway.data().read(0xF186)).isEqualTo(Bytes.of(0x03));
    }
}
