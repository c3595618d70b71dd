package com.example.update;

import static io.doip4j.vehicle.stub.MessageMatcher.request;
import static io.doip4j.vehicle.stub.MessageMatcher.response;
import static io.doip4j.vehicle.stub.Times.atLeast;
import static io.doip4j.vehicle.stub.Times.never;
import static io.doip4j.vehicle.stub.Times.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server was asked, and what it said. */
@DoipServerTest
class VerificationTest {
    @BeforeEach
    void ecuCanCheckItsPreconditions(DoipServerHandle server) {
        server.ecu(0x1001).when("31 01 02 03").thenRespond("71 01 02 03 00");
    }

    @Test
    void asksNoMoreThanIsNeeded(Vehicle vehicle, DoipServerHandle server) {
        vehicle.identify(0x1001);

        server.verify(request("22 F1 90"), never());
        server.verify(request("22 F1 87").from(Vehicle.TESTER).to(0x1001), times(1));
        server.verify(request("22 F1 ??"), times(3));
        server.verify(response("62 *").from(0x1001), atLeast(3));
    }

    @Test
    void checksInTheExtendedSession(Vehicle vehicle, DoipServerHandle server) {
        vehicle.isReadyForUpdate(0x1001);

        server.recorder().verifyInOrder(request("10 03"), request("31 01 02 03"), request("10 01"));
        assertThat(server.requests().get(0).userData()).isEqualTo(Bytes.hex("10 03"));
    }

    @Test
    void waitsForWhatAnotherThreadDoes(Vehicle vehicle, DoipServerHandle server) {
        CompletableFuture<Boolean> ready = CompletableFuture.supplyAsync(() -> vehicle.isReadyForUpdate(0x1001));

        server.recorder().verifyWithin(Duration.ofSeconds(10), request("31 *").to(0x1001), times(1));

        assertThat(ready.join()).isTrue();
    }

    @Test
    void saysWhatCameClose(Vehicle vehicle, DoipServerHandle server) {
        vehicle.identify(0x1001);

        assertThatThrownBy(() -> server.verify(request("22 F1 88").to(0x1001)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Wanted at least 1 request \"22 F1 88\" to 0x1001, but there were 0.")
                .hasMessageContaining("22 F1 87");
    }
}
