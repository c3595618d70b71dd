package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.GROUP;
import static io.doip4j.client.uds.Clients.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.client.DoipException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** 3E 80 every 2 s (ISO 14229-2, S3_client). */
class KeepAliveTest {
    private final FakeLink link = new FakeLink();
    private final UdsClient ecu = Clients.of(link);

    @Test
    void sendsEveryTwoSecondsUntilItIsClosed() {
        try (KeepAlive alive = ecu.keepAlive()) {
            link.advanceMillis(1_999);
            assertThat(link.takeSent()).isEmpty();
            link.advanceMillis(4_001);
            assertThat(link.takeSent()).containsExactly("1000: 3E 80", "1000: 3E 80", "1000: 3E 80");
            assertThat(alive.failure()).isEmpty();
        }
        link.advanceMillis(10_000);

        assertThat(link.takeSent()).isEmpty();
        assertThat(link.armed()).isZero();
    }

    @Test
    void aTargetThatWorksOnARequestIsLeftAlone() {
        try (KeepAlive alive = ecu.keepAlive()) {
            ecu.requestAsync(hex("31 01 FF 00"));
            link.message(ECU, "7F 31 78");
            link.takeSent();
            link.advanceMillis(6_000);
            assertThat(link.takeSent()).isEmpty();

            link.message(ECU, "71 01 FF 00");
            link.advanceMillis(2_000);
            assertThat(link.takeSent()).containsExactly("1000: 3E 80");
            assertThat(alive.failure()).isEmpty();
        }
    }

    @Test
    void aGroupIsKeptAliveAlsoWhileItAnswers() {
        try (KeepAlive alive = ecu.functional(GROUP).keepAlive(Duration.ofMillis(500))) {
            ecu.functional(GROUP).requestAsync(hex("22 F1 90"));
            link.takeSent();

            link.advanceMillis(1_000);

            assertThat(link.takeSent()).containsExactly("E400: 3E 80", "E400: 3E 80");
            assertThat(alive.failure()).isEmpty();
        }
    }

    @Test
    void itGoesOnWhenTheConnectionIsBack() {
        DoipException gone = new DoipException("no connection");
        try (KeepAlive alive = ecu.keepAlive();
                KeepAlive aliveGroup = ecu.functional(GROUP).keepAlive()) {
            link.refuseAll(gone);
            link.advanceMillis(4_000);
            assertThat(alive.failure()).containsSame(gone);
            assertThat(aliveGroup.failure()).containsSame(gone);

            link.refuseAll(null);
            link.takeSent();
            link.advanceMillis(2_000);

            assertThat(link.takeSent()).containsExactlyInAnyOrder("1000: 3E 80", "E400: 3E 80");
            assertThat(alive.failure()).isEmpty();
            assertThat(aliveGroup.failure()).isEmpty();
        }
    }

    @Test
    void itEndsWithTheClient() {
        KeepAlive alive = ecu.keepAlive();

        ecu.close();
        link.advanceMillis(10_000);

        assertThat(link.takeSent()).isEmpty();
        assertThat(link.armed()).isZero();
        alive.close();
    }

    @Test
    void aPeriodIsMoreThanZero() {
        assertThatThrownBy(() -> ecu.keepAlive(Duration.ZERO)).hasMessage("period is zero, must be more");
    }
}
