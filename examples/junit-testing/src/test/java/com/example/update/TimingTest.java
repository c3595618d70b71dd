package com.example.update;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.client.DoipConnection;
import io.doip4j.client.uds.UdsTimeoutException;
import io.doip4j.core.Bytes;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import io.doip4j.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time passes when the test says so, for the server and for a tester that is given the same clock. */
@DoipServerTest(virtualTime = true)
class TimingTest {
    private static final int ECU = 0x1001;

    private Vehicle vehicle;

    @BeforeEach
    void connect(DoipServerHandle server, VirtualClock clock) {
        vehicle = Vehicle.connect(DoipConnection.builder(server.tcpAddress()).timers(clock));
    }

    @AfterEach
    void close() {
        vehicle.close();
    }

    @Test
    void sessionEndsAfterFiveSeconds(DoipTester tester, VirtualClock clock) {
        tester.activateRouting(0x0E81);
        tester.request("10 03");

        clock.advance(Duration.ofSeconds(5));

        assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
    }

    @Test
    void waitsForAMinuteWhenTheEcuSaysSo(DoipServerHandle server, VirtualClock clock) {
        server.ecu(ECU)
                .when("31 01 02 03")
                .thenPending(Duration.ofMinutes(1), Duration.ofSeconds(4))
                .thenRespond("71 01 02 03 00");

        assertThat(vehicle.isReadyForUpdate(ECU)).isTrue();

        assertThat(clock.elapsed()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void isStillWaitingAfterHalfAMinute(DoipServerHandle server, VirtualClock clock) {
        server.ecu(ECU)
                .when("31 01 02 03")
                .thenPending(Duration.ofMinutes(1), Duration.ofSeconds(4))
                .thenRespond("71 01 02 03 00");

        CompletableFuture<Boolean> ready = supplyAsync(() -> vehicle.isReadyForUpdate(ECU), clock.executor());

        clock.advance(Duration.ofSeconds(30));
        assertThat(ready).isNotDone();
        assertThat(clock.await(ready, Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void asksAgainWhenTheEcuIsBusy(DoipServerHandle server, VirtualClock clock) {
        server.ecu(ECU).when("22 F1 87").thenNrc(0x21).times(3);

        assertThat(vehicle.identify(ECU).partNumber()).isEqualTo("DOIP4J-BODY");

        assertThat(clock.elapsed()).as("three pauses").isGreaterThanOrEqualTo(Duration.ofMillis(750));
    }

    @Test
    void givesAnEcuUpThatIsSilent(DoipServerHandle server) {
        server.ecu(ECU).when("22 *").thenNothing();

        assertThatThrownBy(() -> vehicle.identify(ECU)).isInstanceOf(UdsTimeoutException.class);
    }
}
