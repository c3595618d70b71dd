package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.Interception;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Interceptions that keep everything else waiting, and that are made of several: nothing gets between their parts. */
class HeldInterceptionTest {
    private static final Bytes REQUEST = Wire.diagnostic(A, ENTITY, "22 F1 90");
    private static final Bytes ACK = Wire.ack(A, ENTITY);
    private static final Bytes ANSWER = Wire.message(0x8001, "10 00 0E 80 62 F1 90");
    private static final Bytes X = Bytes.hex("01");
    private static final Bytes Y = Bytes.hex("02");
    private static final Bytes Z = Bytes.hex("03");

    private static TestEntity with(Predicate<DoipMessage> which, Interception decision) {
        TestEntity entity = new TestEntity(config -> config.observers = InterceptionTest.interceptors(
                InterceptionTest.sending(message -> which.test(message) ? decision : Interception.pass())));
        entity.ecu.immediateAnswer = "62 F1 90";
        return entity;
    }

    private static TestEntity ofAcks(Interception decision) {
        return with(DiagnosticAck.class::isInstance, decision);
    }

    private static Duration millis(long time) {
        return Duration.ofMillis(time);
    }

    @Test
    void whatFollowsAHeldMessageWaitsForIt() {
        TestEntity entity = ofAcks(Interception.hold(millis(100), Interception.pass()));
        TestConnection connection = entity.activate(A).receive(REQUEST);
        entity.advanceMillis(99);
        assertThat(connection.take()).isEmpty();
        entity.advanceMillis(1);

        assertThat(connection.take()).containsExactly(ACK, ANSWER);
        assertThat(entity.activate(Wire.B)
                        .receive(Wire.diagnostic(Wire.B, ENTITY, "3E 00"))
                        .take())
                .as("another connection is held for itself")
                .isEmpty();
    }

    @Test
    void heldMessagesFollowEachOtherEachWithItsOwnTime() {
        TestEntity entity = ofAcks(Interception.hold(millis(100), Interception.pass()));
        TestConnection connection = entity.activate(A).receive(REQUEST, REQUEST);
        entity.advanceMillis(100);
        assertThat(connection.take()).containsExactly(ACK, ANSWER);
        entity.advanceMillis(100);
        assertThat(connection.take()).containsExactly(ACK, ANSWER);
    }

    @Test
    void messageInPartsIsNotBrokenByOthers() {
        TestEntity entity = ofAcks(Interception.sequence(
                Interception.raw(X),
                Interception.hold(millis(10), Interception.raw(Y)),
                Interception.hold(millis(20), Interception.raw(Z))));
        TestConnection connection = entity.activate(A).receive(REQUEST, Wire.message(0x0009, ""));
        assertThat(connection.take()).containsExactly(X);
        entity.advanceMillis(10);
        assertThat(connection.take()).containsExactly(Y);
        entity.advanceMillis(19);
        assertThat(connection.take()).isEmpty();
        entity.advanceMillis(1);

        assertThat(connection.take()).containsExactly(Z, ANSWER, Wire.message(0x0000, "01"));
    }

    @Test
    void partsInsideAHeldOneComeBeforeWhatWaits() {
        TestEntity entity = ofAcks(Interception.hold(
                millis(10),
                Interception.sequence(
                        Interception.hold(millis(10), Interception.raw(X)),
                        Interception.raw(Y),
                        Interception.hold(millis(10), Interception.pass()))));
        TestConnection connection = entity.activate(A).receive(REQUEST);
        entity.advanceMillis(20);
        assertThat(connection.take()).containsExactly(X, Y);
        entity.advanceMillis(10);
        assertThat(connection.take()).containsExactly(ACK, ANSWER);
    }

    @Test
    void delayedStepOfASequenceIsOvertakenAndEachSeesTheMessage() {
        TestEntity entity = ofAcks(Interception.sequence(
                Interception.delay(millis(10), Interception.raw(X)),
                Interception.pass(),
                Interception.pass(),
                Interception.drop(),
                Interception.delay(millis(5), Interception.pass())));
        TestConnection connection = entity.activate(A).receive(REQUEST);

        assertThat(connection.take()).containsExactly(ACK, ACK, ANSWER);
        entity.advanceMillis(10);
        assertThat(connection.take()).containsExactly(ACK, X);
    }

    @Test
    void nothingFollowsAnEndInASequence() {
        for (Interception end : List.of(Interception.close(), Interception.reset())) {
            TestConnection connection = ofAcks(Interception.sequence(Interception.pass(), end, Interception.raw(X)))
                    .activate(A)
                    .receive(REQUEST);

            assertThat(connection.take()).as("%s", end).containsExactly(ACK);
        }
    }

    @Test
    void endWaitsForWhatIsHeld() {
        TestEntity entity =
                with(RoutingActivationResponse.class::isInstance, Interception.hold(millis(100), Interception.pass()));
        TestConnection connection = entity.connect().receive(Wire.activation(ENTITY));
        entity.advanceMillis(99);
        assertThat(connection.closed()).isNull();
        entity.advanceMillis(1);

        assertThat(connection.take()).hasSize(1);
        assertThat(connection.closed()).isEqualTo(CloseReason.ACTIVATION_DENIED);
    }

    @Test
    void whatIsToHappenAfterTheOutputWaitsForWhatIsHeld() {
        TestEntity entity = ofAcks(Interception.hold(millis(100), Interception.pass()));
        TestConnection connection = entity.activate(A).receive(REQUEST);
        List<String> story = new ArrayList<>();
        connection.machine.afterFlush(() -> story.add("left"));
        connection.link.flush();
        assertThat(story).isEmpty();
        entity.advanceMillis(100);
        connection.link.flush();

        assertThat(story).containsExactly("left");
    }

    @Test
    void connectionThatIsLostHoldsNothing() {
        TestEntity entity = ofAcks(Interception.hold(millis(100), Interception.pass()));
        TestConnection connection = entity.activate(A).receive(REQUEST);
        List<String> story = new ArrayList<>();
        connection.machine.afterFlush(() -> story.add("never left"));
        connection.lose();
        connection.link.closed = CloseReason.PEER;
        entity.advanceMillis(100);
        connection.link.flush();

        assertThat(connection.take()).isEmpty();
        assertThat(story).containsExactly("never left");
        assertThat(entity.time.timers().size()).isZero();
    }

    @Test
    void inputStopsWhenTooMuchWaitsAndGoesOnAfterwards() {
        TestEntity entity = ofAcks(Interception.hold(millis(100), Interception.pass()));
        TestConnection connection = entity.activate(A);
        for (int i = 0; i < 200; i++) {
            connection.receive(Wire.message(0x0009, ""));
        }
        assertThat(connection.take()).as("nothing is held").hasSize(200);

        connection.receive(REQUEST);
        for (int i = 0; i < 200; i++) {
            connection.receive(Wire.message(0x0009, ""));
        }
        assertThat(connection.kept().length()).isPositive();
        entity.advanceMillis(100);
        assertThat(connection.take()).hasSize(202);
        assertThat(connection.kept()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void whoIsSentTooMuchWhileNothingMayLeaveIsDisconnected() {
        TestEntity entity = ofAcks(Interception.hold(Duration.ofDays(1), Interception.pass()));
        TestConnection connection = entity.activate(A).receive(REQUEST);
        DiagnosticMessage unasked =
                new DiagnosticMessage(LogicalAddress.of(ENTITY), LogicalAddress.of(A), Bytes.hex("62 01"));
        for (int i = 0; i < 5000; i++) {
            connection.machine.reply(ProtocolVersion.ISO_2019, unasked);
        }

        assertThat(connection.link.aborted).isEqualTo(CloseReason.OUTPUT_OVERFLOW);
    }

    @Test
    void datagramsAreDelayedInsteadAndSequencesWork() {
        Interception decision = Interception.sequence(
                Interception.hold(millis(10), Interception.pass()), Interception.raw(X), Interception.close());
        DiscoveryFixture entity = new DiscoveryFixture(config ->
                config.observers = InterceptionTest.interceptors(InterceptionTest.sending(
                        message -> message instanceof EntityStatusResponse ? decision : Interception.pass())));
        entity.receive(Wire.message(0x4001, ""));
        assertThat(entity.take()).containsExactly(X);
        entity.time.advanceMillis(10);
        assertThat(entity.take()).containsExactly(Wire.message(0x4002, "00 02 00 00 00 27 10"));
    }

    @Test
    void receivedMessageIsDelayedInsteadAndAnsweredInASequence() {
        Interception decision = Interception.sequence(
                Interception.raw(X), Interception.hold(millis(10), Interception.pass()), Interception.pass());
        TestEntity entity =
                new TestEntity(config -> config.observers = InterceptionTest.interceptors(InterceptionTest.receiving(
                        message -> message instanceof DiagnosticMessage ? decision : Interception.pass())));
        TestConnection connection = entity.activate(A).receive(REQUEST);

        assertThat(connection.take()).containsExactly(X, ACK);
        entity.advanceMillis(10);
        assertThat(connection.take()).containsExactly(ACK);
        assertThat(entity.ecu.deliveries).hasSize(2);
    }
}
