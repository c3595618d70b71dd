package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.C;
import static io.doip4j.server.internal.protocol.Wire.D;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.spi.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A newcomer wants a place, and all (MCTS = 2) are taken. */
class AliveCheckOfAllSocketsTest {
    private final TestEntity entity = new TestEntity();
    private final TestConnection a = entity.activate(A);
    private final TestConnection b = entity.activate(B);
    private final TestConnection c = entity.connect();

    private void isAccepted(TestConnection connection, int source) {
        assertThat(connection.take()).containsExactly(Wire.activationResponse(source, 0x10));
        assertThat(connection.isOpen()).isTrue();
    }

    private void isRefused(TestConnection connection, int source) {
        assertThat(connection.take()).containsExactly(Wire.activationResponse(source, 0x01));
        assertThat(connection.closed()).isEqualTo(CloseReason.ACTIVATION_DENIED);
    }

    @Test
    @Tag("T61")
    void newcomerIsRefusedWhenAllAnswer() {
        c.receive(Wire.activation(C));
        assertThat(a.link.takeSentFirst()).containsExactly(Wire.ALIVE_CHECK);
        assertThat(b.link.takeSentFirst()).containsExactly(Wire.ALIVE_CHECK);

        a.receive(Wire.alive(A));
        assertThat(c.take()).isEmpty();
        b.receive(Wire.alive(B));

        isRefused(c, C);
        assertThat(a.isOpen()).isTrue();
        assertThat(b.isOpen()).isTrue();
        entity.advanceMillis(1000);
        assertThat(a.isOpen()).isTrue();
        assertThat(b.isOpen()).isTrue();
    }

    @Test
    @Tag("T62")
    void silentOneIsClosedAndMakesPlace() {
        c.receive(Wire.activation(C));
        a.receive(Wire.alive(A));
        entity.advanceMillis(499);
        assertThat(c.take()).isEmpty();
        assertThat(b.isOpen()).isTrue();

        entity.advanceMillis(1);

        assertThat(b.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        isAccepted(c, C);
        assertThat(a.isOpen()).isTrue();
        assertThat(entity.entity.registeredSockets()).isEqualTo(2);
    }

    @Test
    @Tag("T63")
    void allSilentOnesAreClosed() {
        c.receive(Wire.activation(C));
        entity.advanceMillis(500);

        assertThat(a.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        assertThat(b.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        isAccepted(c, C);
        assertThat(entity.entity.registeredSockets()).isEqualTo(1);
    }

    @Test
    @Tag("T64")
    void unregisteredSocketsDoNotCount() {
        b.lose();
        List<TestConnection> idle = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            idle.add(entity.connect());
        }

        c.receive(Wire.activation(C));

        isAccepted(c, C);
        assertThat(a.aliveChecks()).isZero();
        assertThat(idle).allMatch(TestConnection::isOpen);
    }

    @Test
    @Tag("T65")
    void onlyRegisteredSocketsAreChecked() {
        TestConnection idle = entity.connect();
        c.receive(Wire.activation(C));

        assertThat(idle.aliveChecks()).isZero();
        assertThat(c.aliveChecks()).isZero();
        assertThat(a.aliveChecks()).isEqualTo(1);
        assertThat(b.aliveChecks()).isEqualTo(1);
        entity.advanceMillis(500);
        assertThat(idle.isOpen()).isTrue();
    }

    @Test
    @Tag("T67")
    void newcomerThatLeavesEndsTheCheckQuietly() {
        c.receive(Wire.activation(C));
        c.lose();
        entity.advanceMillis(10_000);

        assertThat(a.isOpen()).isTrue();
        assertThat(b.isOpen()).isTrue();
        assertThat(c.take()).isEmpty();
    }

    @Test
    void checkedSocketThatIsLostMakesPlaceAtOnce() {
        c.receive(Wire.activation(C));
        a.receive(Wire.alive(A));
        b.lose();

        isAccepted(c, C);
        entity.advanceMillis(1000);
        assertThat(a.isOpen()).isTrue();
    }

    @Test
    void socketThatHasAnsweredAndIsLostMakesPlaceAtOnce() {
        c.receive(Wire.activation(C));
        a.receive(Wire.alive(A));
        a.lose();

        isAccepted(c, C);
    }

    @Test
    @Tag("T69")
    void answerWithAForeignAddressClosesTheSocketAndMakesPlace() {
        c.receive(Wire.activation(C));
        a.receive(Wire.alive(B));

        assertThat(a.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        isAccepted(c, C);
        assertThat(b.isOpen()).isTrue();
    }

    @Test
    void secondAnswerOfOneSocketDoesNotCountForAnother() {
        c.receive(Wire.activation(C));
        a.receive(Wire.alive(A)).receive(Wire.alive(A));

        assertThat(c.take()).isEmpty();
        entity.advanceMillis(500);
        assertThat(b.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        isAccepted(c, C);
    }

    @Test
    @Tag("T68")
    void twoNewcomersAreHandledOneAfterTheOtherWithoutDoubleAssignment() {
        TestConnection d = entity.connect();
        c.receive(Wire.activation(C));
        d.receive(Wire.activation(D));
        assertThat(a.aliveChecks()).isEqualTo(1);

        a.receive(Wire.alive(A));
        entity.advanceMillis(500);
        isAccepted(c, C);
        assertThat(d.take()).isEmpty();
        assertThat(a.aliveChecks()).isEqualTo(1);
        assertThat(c.aliveChecks()).isEqualTo(1);

        a.receive(Wire.alive(A));
        c.receive(Wire.alive(C));
        isRefused(d, D);
        assertThat(entity.entity.registeredSockets()).isEqualTo(2);
    }

    @Test
    @Tag("T68")
    void twoNewcomersBothGetThePlacesOfTwoSilentOnes() {
        TestConnection d = entity.connect();
        c.receive(Wire.activation(C));
        d.receive(Wire.activation(D));
        entity.advanceMillis(500);

        isAccepted(c, C);
        isAccepted(d, D);
        assertThat(entity.entity.registeredSockets()).isEqualTo(2);
        assertThat(entity.entity.activeConnections()).isEqualTo(2);
    }

    @Test
    void freshlyRegisteredSocketIsNotCheckedWhenOtherPlacesAreBeingFreed() {
        TestConnection d = entity.connect();
        c.receive(Wire.activation(C));
        d.receive(Wire.activation(D));
        entity.advanceMillis(500);

        assertThat(c.aliveChecks()).isZero();
    }

    @Test
    void newcomerWithARegisteredAddressIsDecidedByTheCheckOfThatAddress() {
        c.receive(Wire.activation(A));

        assertThat(a.aliveChecks()).isEqualTo(1);
        assertThat(b.aliveChecks()).isZero();
        a.receive(Wire.alive(A));
        assertThat(c.take()).containsExactly(Wire.activationResponse(A, 0x03));
    }

    @Test
    void newcomerForTheAddressOfTheOneBeingDecidedWaits() {
        TestConnection sameAddress = entity.connect();
        c.receive(Wire.activation(C));
        sameAddress.receive(Wire.activation(C));
        entity.advanceMillis(500);
        isAccepted(c, C);
        assertThat(sameAddress.take()).isEmpty();

        c.receive(Wire.alive(C));
        assertThat(sameAddress.take()).containsExactly(Wire.activationResponse(C, 0x03));
    }
}
