package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.C;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.CloseReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The source address of a newcomer is registered on another socket. */
class AliveCheckOfOneAddressTest {
    private final TestEntity entity = new TestEntity();
    private final TestConnection holder = entity.activate(A);
    private final TestConnection newcomer = entity.connect();

    private void newcomerIsAccepted() {
        assertThat(newcomer.take()).containsExactly(Wire.activationResponse(A, 0x10));
        assertThat(newcomer.isOpen()).isTrue();
        assertThat(entity.entity.registeredSockets()).isEqualTo(1);
    }

    private void newcomerIsRefused() {
        assertThat(newcomer.take()).containsExactly(Wire.activationResponse(A, 0x03));
        assertThat(newcomer.closed()).isEqualTo(CloseReason.ACTIVATION_DENIED);
        assertThat(entity.entity.registeredSockets()).isEqualTo(1);
    }

    @Test
    @Tag("T58")
    void holderThatAnswersKeepsTheAddress() {
        newcomer.receive(Wire.activation(A));
        assertThat(holder.link.takeSentFirst()).containsExactly(Wire.ALIVE_CHECK);
        assertThat(newcomer.take()).isEmpty();

        entity.advanceMillis(499);
        holder.receive(Wire.alive(A));

        newcomerIsRefused();
        assertThat(holder.isOpen()).isTrue();
        holder.receive(Wire.diagnostic(A, ENTITY, "3E 00"));
        assertThat(holder.take()).containsExactly(Wire.ack(A, ENTITY));
    }

    @Test
    @Tag("T58")
    void answeredCheckClosesNobodyLater() {
        newcomer.receive(Wire.activation(A));
        holder.receive(Wire.alive(A));
        entity.advanceMillis(10_000);

        assertThat(holder.isOpen()).isTrue();
        newcomerIsRefused();
    }

    @Test
    @Tag("T59")
    void silentHolderIsClosedAfterHalfASecondSharp() {
        newcomer.receive(Wire.activation(A));
        entity.advanceMillis(499);
        assertThat(holder.isOpen()).isTrue();
        assertThat(newcomer.take()).isEmpty();

        entity.advanceMillis(1);
        assertThat(holder.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        assertThat(holder.take()).isEmpty();
        newcomerIsAccepted();
    }

    @Test
    @Tag("T60")
    void holderThatDoesNotReadIsClosedLikeASilentOne() {
        holder.congested(true);
        newcomer.receive(Wire.activation(A));
        assertThat(holder.link.takeSentFirst()).containsExactly(Wire.ALIVE_CHECK);
        entity.advanceMillis(500);

        assertThat(holder.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        newcomerIsAccepted();
    }

    @Test
    @Tag("T60")
    void holderThatIsLostMakesPlaceAtOnce() {
        newcomer.receive(Wire.activation(A));
        entity.advanceMillis(100);
        holder.lose();

        newcomerIsAccepted();
    }

    @Test
    void otherTrafficOfTheHolderIsNoAnswer() {
        newcomer.receive(Wire.activation(A));
        entity.advanceMillis(100);
        holder.receive(Wire.diagnostic(A, ENTITY, "3E 00"));
        holder.receive(Wire.activation(A));
        holder.receive(Wire.message(0x4001, ""));
        assertThat(holder.take())
                .containsExactly(Wire.ack(A, ENTITY), Wire.activationResponse(A, 0x10), Wire.headerNack(0x01));
        entity.advanceMillis(400);

        assertThat(holder.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        newcomerIsAccepted();
    }

    @Test
    @Tag("T69")
    void answerWithAForeignAddressClosesTheHolderWithoutAnswer() {
        newcomer.receive(Wire.activation(A));
        holder.receive(Wire.alive(B));

        assertThat(holder.take()).isEmpty();
        assertThat(holder.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        newcomerIsAccepted();
    }

    @Test
    void holderThatIsClosedForAnotherReasonMakesPlaceAtOnce() {
        newcomer.receive(Wire.activation(A));
        holder.receive(Wire.activation(B));

        assertThat(holder.take()).containsExactly(Wire.activationResponse(B, 0x02));
        newcomerIsAccepted();
    }

    @Test
    @Tag("T67")
    void newcomerThatLeavesEndsTheCheckQuietly() {
        newcomer.receive(Wire.activation(A));
        entity.advanceMillis(100);
        newcomer.lose();
        entity.advanceMillis(10_000);

        assertThat(newcomer.take()).isEmpty();
        assertThat(holder.isOpen()).isTrue();
    }

    @Test
    @Tag("T67")
    void nextNewcomerIsArbitratedAfresh() {
        TestConnection next = entity.connect();
        newcomer.receive(Wire.activation(A));
        entity.advanceMillis(400);
        newcomer.lose();
        assertThat(holder.aliveChecks()).isEqualTo(1);

        next.receive(Wire.activation(A));
        assertThat(holder.aliveChecks()).isEqualTo(1);
        entity.advanceMillis(499);
        assertThat(holder.isOpen()).isTrue();
        entity.advanceMillis(1);

        assertThat(holder.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        assertThat(next.take()).containsExactly(Wire.activationResponse(A, 0x10));
    }

    @Test
    @Tag("T68")
    void twoNewcomersForOneAddressAreHandledOneAfterTheOther() {
        TestConnection second = entity.connect();
        newcomer.receive(Wire.activation(A));
        second.receive(Wire.activation(A));
        assertThat(holder.aliveChecks()).isEqualTo(1);

        entity.advanceMillis(500);
        newcomerIsAccepted();
        assertThat(newcomer.aliveChecks()).isEqualTo(1);
        assertThat(second.take()).isEmpty();

        newcomer.receive(Wire.alive(A));
        assertThat(second.take()).containsExactly(Wire.activationResponse(A, 0x03));
        assertThat(newcomer.isOpen()).isTrue();
        assertThat(entity.entity.registeredSockets()).isEqualTo(1);
    }

    @Test
    @Tag("T68")
    void waitingNewcomerThatLeavesIsForgotten() {
        TestConnection second = entity.connect();
        newcomer.receive(Wire.activation(A));
        second.receive(Wire.activation(A));
        second.lose();
        entity.advanceMillis(500);

        newcomerIsAccepted();
        assertThat(newcomer.aliveChecks()).isZero();
        assertThat(second.take()).isEmpty();
    }

    @Test
    void waitingNewcomerIsNotClosedByTheInitialTimer() {
        TestConnection[] waiting = new TestConnection[6];
        newcomer.receive(Wire.activation(A));
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = entity.connect().receive(Wire.activation(A));
        }
        entity.advanceMillis(2999);
        assertThat(waiting[5].isOpen()).isTrue();
        assertThat(waiting[5].take()).isEmpty();

        entity.advanceMillis(501);
        assertThat(waiting[5].take()).containsExactly(Wire.activationResponse(A, 0x10));
        assertThat(waiting[5].isOpen()).isTrue();
    }

    @Test
    void unrelatedNewcomerIsRegisteredAtOnce() {
        newcomer.receive(Wire.activation(A));
        TestConnection unrelated = entity.activate(B);

        assertThat(unrelated.isOpen()).isTrue();
        assertThat(newcomer.take()).isEmpty();
        entity.advanceMillis(500);
        assertThat(newcomer.take()).containsExactly(Wire.activationResponse(A, 0x10));
        assertThat(entity.entity.registeredSockets()).isEqualTo(2);
    }

    @Test
    void unrelatedNewcomerWithoutPlaceWaitsForItsTurn() {
        TestConnection other = entity.activate(B);
        TestConnection unrelated = entity.connect();
        newcomer.receive(Wire.activation(A));
        unrelated.receive(Wire.activation(C));
        assertThat(other.aliveChecks()).isZero();

        holder.receive(Wire.alive(A));
        newcomerIsRefusedButTwoAreRegistered();
        assertThat(other.aliveChecks()).isEqualTo(1);
        assertThat(holder.aliveChecks()).isEqualTo(2);

        entity.advanceMillis(100);
        holder.receive(Wire.alive(A));
        other.receive(Wire.alive(B));
        assertThat(unrelated.take()).containsExactly(Wire.activationResponse(C, 0x01));
    }

    private void newcomerIsRefusedButTwoAreRegistered() {
        assertThat(newcomer.take()).containsExactly(Wire.activationResponse(A, 0x03));
        assertThat(entity.entity.registeredSockets()).isEqualTo(2);
    }

    @Test
    @Tag("T75")
    void inputBehindTheRequestIsKeptUntilTheDecision() {
        newcomer.receive(Wire.activation(A), Wire.diagnostic(A, ENTITY, "22 F1 90"));
        newcomer.receive(Wire.diagnostic(A, ENTITY, "22 F1 86"));
        assertThat(newcomer.machine.acceptsInput()).isFalse();
        assertThat(entity.ecu.deliveries).isEmpty();

        entity.advanceMillis(500);

        assertThat(newcomer.take())
                .containsExactly(Wire.activationResponse(A, 0x10), Wire.ack(A, ENTITY), Wire.ack(A, ENTITY));
        assertThat(entity.ecu.deliveries)
                .extracting(delivery -> delivery.message().userData())
                .containsExactly(Bytes.hex("22 F1 90"), Bytes.hex("22 F1 86"));
    }

    @Test
    void inputBehindARefusedRequestIsDropped() {
        newcomer.receive(Wire.activation(A), Wire.diagnostic(A, ENTITY, "22 F1 90"));
        holder.receive(Wire.alive(A));

        newcomerIsRefused();
        assertThat(entity.ecu.deliveries).isEmpty();
    }

    @Test
    void generalInactivityOfTheNewcomerCountsFromItsRegistration() {
        newcomer.receive(Wire.activation(A));
        entity.advanceMillis(500);
        newcomerIsAccepted();

        entity.advanceMillis(299_999);
        assertThat(newcomer.isOpen()).isTrue();
        entity.advanceMillis(1);
        assertThat(newcomer.closed()).isEqualTo(CloseReason.GENERAL_INACTIVITY);
    }
}
