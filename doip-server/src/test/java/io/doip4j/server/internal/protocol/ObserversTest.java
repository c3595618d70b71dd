package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.server.internal.testing.CapturedLog;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipMessageHandler;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners hear, what handlers take, and that their faults harm nobody. */
class ObserversTest {
    private static final Bytes REQUEST = Wire.diagnostic(A, ENTITY, "22 F1 90");

    private final CapturedLog log = new CapturedLog(Observers.class);
    private final List<String> story = new ArrayList<>();

    @AfterEach
    void closeLog() {
        log.close();
    }

    private final class Listener implements DoipServerListener {
        private final String name;

        Listener(String name) {
            this.name = name;
        }

        private void tell(String what) {
            story.add(name + what);
        }

        @Override
        public void connectionOpened(DoipPeer peer) {
            tell("opened #" + peer.connectionId());
        }

        @Override
        public void routingActivated(DoipPeer peer, LogicalAddress tester, ActivationType type) {
            tell("activated " + tester);
        }

        @Override
        public void routingDenied(DoipPeer peer, LogicalAddress tester, RoutingActivationCode code) {
            tell("denied " + code.value());
        }

        @Override
        public void connectionClosed(DoipPeer peer, CloseReason reason) {
            tell("closed " + reason);
        }

        @Override
        public void messageReceived(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
            tell("in " + Integer.toHexString(message.type().value()));
        }

        @Override
        public void messageSent(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
            tell("out " + Integer.toHexString(message.type().value()));
        }
    }

    private static final class Faulty implements DoipServerListener {
        @Override
        public void connectionOpened(DoipPeer peer) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void messageReceived(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void connectionClosed(DoipPeer peer, CloseReason reason) {
            throw new IllegalStateException("on purpose");
        }
    }

    private static TestEntity listening(DoipServerListener... listeners) {
        return new TestEntity(config -> config.observers = new Observers(List.of(listeners), List.of(), List.of()));
    }

    private static TestEntity handling(DoipMessageHandler... handlers) {
        return new TestEntity(config -> config.observers = new Observers(List.of(), List.of(), List.of(handlers)));
    }

    @Test
    void listenersHearEverythingInTheirOrder() {
        TestEntity entity = listening(new Listener("1 "), new Listener("2 "));
        entity.connect().receive(Wire.activation(0x0001));

        assertThat(story)
                .containsExactly(
                        "1 opened #1",
                        "2 opened #1",
                        "1 in 5",
                        "2 in 5",
                        "1 out 6",
                        "2 out 6",
                        "1 denied 0",
                        "2 denied 0",
                        "1 closed ACTIVATION_DENIED",
                        "2 closed ACTIVATION_DENIED");
    }

    @Test
    void faultOfAListenerIsLoggedAndHasNoOtherEffect() {
        TestEntity entity = listening(new Faulty(), new Listener(""));
        TestConnection connection = entity.connect().receive(Wire.activation(A)).receive(REQUEST);
        connection.lose();

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x10), Wire.ack(A, ENTITY));
        assertThat(story)
                .containsExactly(
                        "opened #1", "in 5", "activated 0x0E80", "out 6", "in 8001", "out 8002", "closed PEER");
        assertThat(log.lines()).hasSize(4).allMatch(line -> line.startsWith("ERROR") && line.contains("Faulty failed"));
        assertThat(entity.entity.registeredSockets()).isZero();
    }

    @Test
    void headerNackIsAmongTheMessagesThatAreSent() {
        listening(new Listener("")).connect().receive(Wire.message(0x0009, ""));

        assertThat(story).containsExactly("opened #1", "out 0");
    }

    @Test
    void messageThatIsNotSentIsNotHeard() {
        List<DoipMessageHandler.Replies> kept = new ArrayList<>();
        TestEntity entity = new TestEntity(config -> config.observers =
                new Observers(List.of(new Listener("")), List.of(), List.of((message, replies) -> kept.add(replies))));
        TestConnection connection = entity.connect().receive(Wire.activation(A));
        connection.machine.close(CloseReason.SHUTDOWN);
        kept.get(0).send(new AliveCheckRequest());

        assertThat(connection.take()).isEmpty();
        assertThat(story).containsExactly("opened #1", "in 5", "closed SHUTDOWN");
    }

    @Test
    void firstHandlerThatTakesAMessageHasIt() {
        TestEntity entity = handling(
                (message, replies) -> {
                    story.add("1 " + message.type().value());
                    return false;
                },
                (message, replies) -> {
                    throw new IllegalStateException("on purpose");
                },
                (message, replies) -> message instanceof DiagnosticMessage,
                (message, replies) -> {
                    story.add("4 " + message.type().value());
                    return false;
                });
        TestConnection connection = entity.activate(A).receive(REQUEST);

        assertThat(connection.take()).isEmpty();
        assertThat(entity.ecu.deliveries).isEmpty();
        assertThat(story).containsExactly("1 5", "4 5", "1 32769");
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void handlerAnswersInTheVersionOfTheMessageAlsoLater() {
        List<DoipMessageHandler.Replies> kept = new ArrayList<>();
        TestEntity entity = handling((message, replies) -> message instanceof DiagnosticMessage && kept.add(replies));
        TestConnection connection = entity.activate(A);
        connection
                .receive(Wire.message(0x02, 0x8001, Bytes.hex("0E 80 10 00 3E 00")))
                .receive(REQUEST);
        entity.advanceMillis(1000);
        kept.forEach(replies -> replies.send(new AliveCheckRequest()));

        assertThat(connection.take())
                .containsExactly(Bytes.hex("02 FD 00 07 00 00 00 00"), Bytes.hex("03 FC 00 07 00 00 00 00"));
        assertThat(kept.get(0).peer().connectionId()).isEqualTo(1);
    }

    @Test
    void handlerOfADatagramAnswersItsSender() {
        DiscoveryFixture entity = new DiscoveryFixture(config ->
                config.observers = new Observers(List.of(new Listener("")), List.of(), List.of((message, replies) -> {
                    replies.send(new AliveCheckRequest());
                    return true;
                })));
        entity.receive(Wire.message(0x4001, ""));

        assertThat(entity.answers).hasSize(1);
        assertThat(entity.answers.get(0).to()).isEqualTo(DiscoveryFixture.sender("192.0.2.1", 50_000));
        assertThat(entity.take()).containsExactly(Wire.ALIVE_CHECK);
        assertThat(story).containsExactly("in 4001", "out 7");
    }
}
