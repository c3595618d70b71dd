package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipInterceptor;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.Interception;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What interceptors can do to messages, in both directions, under virtual time. */
class InterceptionTest {
    private static final Bytes REQUEST = Wire.diagnostic(A, ENTITY, "22 F1 90");
    private static final Bytes OTHER = Wire.diagnostic(A, ENTITY, "3E 00");
    private static final Bytes ACK = Wire.ack(A, ENTITY);
    private static final Duration LATER = Duration.ofMillis(100);

    static Observers interceptors(DoipInterceptor... interceptors) {
        return new Observers(List.of(), List.of(interceptors), List.of());
    }

    static DoipInterceptor receiving(Function<DoipMessage, Interception> decision) {
        return new DoipInterceptor() {
            @Override
            public Interception received(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                return decision.apply(message);
            }
        };
    }

    static DoipInterceptor sending(Function<DoipMessage, Interception> decision) {
        return new DoipInterceptor() {
            @Override
            public Interception sending(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                return decision.apply(message);
            }
        };
    }

    private static DoipInterceptor ofRequests(Interception decision) {
        return receiving(message -> isRequest(message) ? decision : Interception.pass());
    }

    private static DoipInterceptor ofAcks(Interception decision) {
        return sending(message -> message instanceof DiagnosticAck ? decision : Interception.pass());
    }

    private static boolean isRequest(DoipMessage message) {
        return message instanceof DiagnosticMessage diagnostic
                && diagnostic.userData().u8(0) == 0x22;
    }

    private static TestEntity with(DoipInterceptor... interceptors) {
        return new TestEntity(config -> config.observers = interceptors(interceptors));
    }

    private static DiagnosticMessage message(String data) {
        return new DiagnosticMessage(LogicalAddress.of(A), LogicalAddress.of(ENTITY), Bytes.hex(data));
    }

    @Test
    void messageThatPassesGoesItsWay() {
        TestConnection connection = with(ofRequests(Interception.pass()), ofAcks(Interception.pass()))
                .activate(A);

        assertThat(connection.receive(REQUEST).take()).containsExactly(ACK);
    }

    @Test
    void droppedRequestIsNotAnswered() {
        TestEntity entity = with(ofRequests(Interception.drop()));
        TestConnection connection = entity.activate(A);

        assertThat(connection.receive(REQUEST, OTHER).take()).containsExactly(ACK);
        assertThat(entity.ecu.deliveries).hasSize(1);
    }

    @Test
    void droppedAnswerIsNotSent() {
        TestEntity entity = with(ofAcks(Interception.drop()));

        assertThat(entity.activate(A).receive(REQUEST).take()).isEmpty();
        assertThat(entity.ecu.deliveries).hasSize(1);
    }

    @Test
    void requestThatIsReplacedByAnEmptyOneIsAcknowledgedAndReachesNoEcu() {
        TestEntity entity = with(ofRequests(Interception.replace(message(""))));

        assertThat(entity.activate(A).receive(REQUEST).take()).containsExactly(ACK);
        assertThat(entity.ecu.deliveries).isEmpty();
    }

    @Test
    void delayThatIsLongerThanAnyClockRunsIsNoFault() {
        TestEntity entity = with(ofRequests(Interception.delay(ChronoUnit.FOREVER.getDuration(), Interception.pass())));
        TestConnection connection = entity.activate(A).receive(REQUEST, OTHER);
        entity.advanceMillis(100_000);

        assertThat(connection.take()).containsExactly(ACK);
        assertThat(entity.ecu.deliveries).hasSize(1);
    }

    @Test
    void requestIsReplacedByOthersThatAreNotInterceptedAgain() {
        TestEntity entity = with(ofRequests(Interception.replace(message("22 00 01"), message("22 00 02"))));

        assertThat(entity.activate(A).receive(REQUEST).take()).containsExactly(ACK, ACK);
        assertThat(entity.ecu.deliveries)
                .extracting(delivery -> delivery.message().userData().toHex())
                .containsExactly("22 00 01", "22 00 02");
    }

    @Test
    void answerIsDuplicated() {
        TestEntity entity = with(sending(message ->
                message instanceof DiagnosticAck ? Interception.replace(message, message) : Interception.pass()));
        TestConnection connection = entity.connect().receive(Wire.activation(A));
        connection.take();

        assertThat(connection.receive(REQUEST).take()).containsExactly(ACK, ACK);
    }

    @Test
    void delayedRequestIsOvertaken() {
        TestEntity entity = with(ofRequests(Interception.delay(LATER, Interception.pass())));
        TestConnection connection = entity.activate(A).receive(REQUEST, OTHER);

        assertThat(connection.take()).containsExactly(ACK);
        entity.advanceMillis(99);
        assertThat(connection.take()).isEmpty();
        entity.advanceMillis(1);
        assertThat(connection.take()).containsExactly(ACK);
        assertThat(entity.ecu.deliveries)
                .extracting(delivery -> delivery.message().userData().toHex())
                .containsExactly("3E 00", "22 F1 90");
    }

    @Test
    void delayedAnswerIsOvertaken() {
        TestEntity entity = with(ofAcks(Interception.delay(LATER, Interception.pass())));
        entity.ecu.immediateAnswer = "62 F1 90";
        TestConnection connection = entity.activate(A).receive(REQUEST);

        assertThat(connection.take()).containsExactly(Wire.message(0x8001, "10 00 0E 80 62 F1 90"));
        entity.advanceMillis(100);
        assertThat(connection.take()).containsExactly(ACK);
    }

    @Test
    void delayMayEndInAnotherInterception() {
        TestEntity entity = with(ofAcks(Interception.delay(
                LATER, Interception.delay(LATER, Interception.raw(Bytes.hex("DE"), Bytes.hex("AD"))))));
        TestConnection connection = entity.activate(A).receive(REQUEST);

        entity.advanceMillis(199);
        assertThat(connection.take()).isEmpty();
        entity.advanceMillis(1);
        assertThat(connection.take()).containsExactly(Bytes.hex("DE"), Bytes.hex("AD"));
    }

    @Test
    void delayedRequestOfAConnectionThatIsGoneHasNoEffect() {
        TestEntity entity = with(ofRequests(Interception.delay(LATER, Interception.pass())));
        TestConnection connection = entity.activate(A).receive(REQUEST);
        connection.lose();
        entity.advanceMillis(100);

        assertThat(connection.take()).isEmpty();
        assertThat(entity.ecu.deliveries).isEmpty();
        assertThat(entity.time.timers().size()).isZero();
    }

    @Test
    void delayedAnswerOfAConnectionThatIsClosedIsDropped() {
        for (Interception then : List.of(
                Interception.pass(),
                Interception.raw(Bytes.hex("DE AD")),
                Interception.close(),
                Interception.reset())) {
            TestEntity entity = with(ofAcks(Interception.delay(LATER, then)));
            TestConnection connection = entity.activate(A).receive(REQUEST);
            connection.machine.close(CloseReason.SHUTDOWN);
            entity.advanceMillis(100);

            assertThat(connection.take()).as("%s", then).isEmpty();
            assertThat(connection.link.aborted).as("%s", then).isNull();
            assertThat(connection.link.closeRequested).as("%s", then).isNull();
            assertThat(entity.time.timers().size()).isZero();
        }
    }

    @Test
    void delayedRequestIsAnsweredInItsOwnVersion() {
        TestEntity entity = with(ofRequests(Interception.delay(LATER, Interception.pass())));
        TestConnection connection = entity.activate(A).receive(REQUEST);
        connection.receive(Wire.message(0x02, 0x8001, Bytes.hex("0E 80 10 00 3E 00")));
        assertThat(connection.take()).containsExactly(Bytes.hex("02 FD 80 02 00 00 00 05 10 00 0E 80 00"));
        entity.advanceMillis(100);

        assertThat(connection.take()).containsExactly(ACK);
    }

    @Test
    void delayedActivationDoesNotTakeASecondPlace() {
        TestEntity entity = with(receiving(message -> message instanceof RoutingActivationRequest request
                        && request.activationType().equals(ActivationType.REGULATORY)
                ? Interception.delay(LATER, Interception.pass())
                : Interception.pass()));
        TestConnection holder = entity.activate(A);
        TestConnection newcomer =
                entity.connect().receive(Wire.activation(Wire.B, 0x01)).receive(Wire.activation(A));
        entity.advanceMillis(600);

        assertThat(holder.isOpen()).isFalse();
        newcomer.lose();
        assertThat(entity.entity.registeredSockets()).isZero();
    }

    @Test
    void activationInPlaceOfAnotherDoesNotTakeASecondPlace() {
        RoutingActivationRequest other =
                new RoutingActivationRequest(LogicalAddress.of(Wire.B), ActivationType.DEFAULT);
        TestEntity entity = with(receiving(message -> message instanceof RoutingActivationRequest request
                        && request.activationType().equals(ActivationType.REGULATORY)
                ? Interception.replace(request, other)
                : Interception.pass()));
        entity.activate(A);
        TestConnection newcomer = entity.connect().receive(Wire.activation(A, 0x01));
        entity.advanceMillis(600);
        newcomer.lose();

        assertThat(entity.entity.registeredSockets()).isZero();
    }

    @Test
    void rawBytesAnswerARequest() {
        TestEntity entity = with(ofRequests(Interception.raw(Bytes.hex("03 FC"), Bytes.hex("00"))));

        assertThat(entity.activate(A).receive(REQUEST).take()).containsExactly(Bytes.hex("03 FC"), Bytes.hex("00"));
        assertThat(entity.ecu.deliveries).isEmpty();
    }

    @Test
    void requestClosesTheConnection() {
        TestEntity entity = with(ofRequests(Interception.close()));
        TestConnection connection = entity.activate(A).receive(REQUEST, OTHER);

        assertThat(connection.take()).isEmpty();
        assertThat(connection.closed()).isEqualTo(CloseReason.INTERCEPTOR);
        assertThat(entity.entity.registeredSockets()).isZero();
    }

    @Test
    void answerClosesTheConnection() {
        TestConnection connection =
                with(ofAcks(Interception.close())).activate(A).receive(REQUEST);

        assertThat(connection.take()).isEmpty();
        assertThat(connection.link.closeRequested).isEqualTo(CloseReason.INTERCEPTOR);
    }

    @Test
    void nothingLeavesAfterAnAnswerThatClosesOrResets() {
        for (Interception end : List.of(Interception.close(), Interception.reset())) {
            TestConnection connection = with(ofAcks(end)).activate(A).receive(REQUEST, Wire.message(0x0009, ""));

            assertThat(connection.take()).as("%s", end).isEmpty();
        }
    }

    @Test
    void requestAndAnswerResetTheConnection() {
        for (DoipInterceptor interceptor : List.of(ofRequests(Interception.reset()), ofAcks(Interception.reset()))) {
            TestConnection connection = with(interceptor).activate(A).receive(REQUEST);

            assertThat(connection.take()).isEmpty();
            assertThat(connection.link.aborted).isEqualTo(CloseReason.INTERCEPTOR);
        }
    }

    @Test
    void nothingIsProcessedAfterAReset() {
        TestEntity entity = with(ofRequests(Interception.reset()));
        entity.activate(A).receive(REQUEST, OTHER);

        assertThat(entity.ecu.deliveries).isEmpty();
    }

    @Test
    void aliveCheckThatIsReplacedStillOvertakes() {
        TestEntity entity = with(sending(
                message -> message instanceof AliveCheckRequest ? Interception.replace(message) : Interception.pass()));
        TestConnection holder = entity.activate(A);
        entity.connect().receive(Wire.activation(A));

        assertThat(holder.take()).isEmpty();
        assertThat(holder.aliveChecks()).isEqualTo(1);
    }

    @Test
    void aliveCheckThatIsDroppedIsNotAnsweredAndEndsTheHolder() {
        TestEntity entity = with(
                sending(message -> message instanceof AliveCheckRequest ? Interception.drop() : Interception.pass()));
        TestConnection holder = entity.activate(A);
        TestConnection newcomer = entity.connect().receive(Wire.activation(A));
        entity.advanceMillis(500);

        assertThat(holder.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
        assertThat(newcomer.take()).containsExactly(Wire.activationResponse(A, 0x10));
    }

    @Test
    void ofSeveralTheFirstThatDoesNotPassDecides() {
        TestEntity entity = with(
                ofRequests(Interception.pass()),
                receiving(message -> {
                    throw new IllegalStateException("on purpose");
                }),
                ofRequests(Interception.raw(Bytes.hex("01"))),
                ofRequests(Interception.raw(Bytes.hex("02"))));

        assertThat(entity.connect().receive(Wire.activation(A)).receive(REQUEST).take())
                .containsExactly(Wire.activationResponse(A, 0x10), Bytes.hex("01"));
    }

    @Test
    void datagramsAreInterceptedInBothDirections() {
        DoipInterceptor requests = receiving(message -> message instanceof EntityStatusRequest
                ? Interception.delay(LATER, Interception.pass())
                : Interception.drop());
        DoipInterceptor answers = sending(message -> message instanceof EntityStatusResponse
                ? Interception.delay(LATER, Interception.replace(message, message))
                : Interception.pass());
        DiscoveryFixture entity = new DiscoveryFixture(config -> config.observers = interceptors(requests, answers));
        entity.receive(Wire.message(0x4001, ""));
        entity.receive(Wire.message(0x4003, ""));

        entity.time.advanceMillis(199);
        assertThat(entity.take()).isEmpty();
        entity.time.advanceMillis(1);
        Bytes status = Wire.message(0x4002, "00 02 00 00 00 27 10");
        assertThat(entity.take()).containsExactly(status, status);
    }

    @Test
    void closeAndResetOfADatagramDropIt() {
        for (Interception decision : List.of(Interception.close(), Interception.reset())) {
            for (DoipInterceptor interceptor : List.of(receiving(m -> decision), sending(m -> decision))) {
                DiscoveryFixture entity = new DiscoveryFixture(config -> config.observers = interceptors(interceptor));
                entity.receive(Wire.message(0x4001, ""));
                assertThat(entity.take()).isEmpty();
            }
        }
    }
}
