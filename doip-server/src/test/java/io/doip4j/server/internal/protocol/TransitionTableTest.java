package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.RoutingActivationDecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every state, as docs/state-machine.md says. */
class TransitionTableTest {
    private static final int FORBIDDEN = 0x1001;
    private static final Map<String, Consumer<Situation>> EVENTS = new LinkedHashMap<>();

    static {
        decided("RA: activated", RoutingActivationDecision.activated());
        decided("RA: authentication missing", RoutingActivationDecision.authenticationMissing());
        decided("RA: confirmation pending", RoutingActivationDecision.confirmationPending());
        decided("RA: denied", RoutingActivationDecision.denied(RoutingActivationCode.REJECTED_CONFIRMATION));
        decided(
                "RA: denied, socket kept",
                RoutingActivationDecision.denied(RoutingActivationCode.of(0xE0)).keepingSocket());
        EVENTS.put("RA: policy has not decided yet", situation -> {
            situation.decision = new CompletableFuture<>();
            situation.connection.receive(Wire.activation(A));
        });
        received("RA: source address unknown", Wire.activation(0x0001));
        received("RA: type not supported", Wire.activation(A, 0x02));
        received("RA: other address, free", Wire.activation(B));
        EVENTS.put("RA: other address, holder is being checked", Situation::askForHeldAddress);
        EVENTS.put(
                "RA: other address, holder is alive",
                situation -> situation.askForHeldAddress().receive(Wire.alive(B)));
        EVENTS.put("RA: other address, holder is silent", situation -> {
            situation.askForHeldAddress();
            situation.entity.advanceMillis(500);
        });
        EVENTS.put(
                "RA: other address, holder leaves",
                situation -> situation.askForHeldAddress().lose());
        EVENTS.put("RA: other address, all sockets active", situation -> situation.askWithoutAPlace(true));
        EVENTS.put("RA: other address, one socket silent", situation -> situation.askWithoutAPlace(false));
        received("diagnostic message, own address", Wire.diagnostic(A, ENTITY, "3E 00"));
        received("diagnostic message, other address", Wire.diagnostic(B, ENTITY, "3E 00"));
        received("diagnostic message, unknown target", Wire.diagnostic(A, 0x2000, "3E 00"));
        received("diagnostic message, target not allowed", Wire.diagnostic(A, FORBIDDEN, "3E 00"));
        received("alive check response, own address", Wire.alive(A));
        received("alive check response, other address", Wire.alive(B));
        EVENTS.put("alive check not answered", situation -> {
            situation.entity.connect().receive(Wire.activation(A));
            situation.entity.advanceMillis(500);
        });
        received("header NACK received", Wire.headerNack(0x00));
        received("header violation 0x00", Wire.header(0x03, 0xFD, 0x0005, 7));
        received("header violation 0x01", Wire.message(0x0009, ""));
        received("header violation 0x02", Wire.header(0x03, 0xFC, 0x8001, 0xFFFF_FFFFL));
        EVENTS.put("header violation 0x03", situation -> {
            situation.memory = false;
            situation.connection.receive(Wire.activation(A));
        });
        received("header violation 0x04", Wire.header(0x03, 0xFC, 0x0005, 8));
        received("part of a message", Wire.activation(A).slice(0, 9));
        EVENTS.put("initial inactivity", situation -> situation.entity.advanceMillis(2_000));
        EVENTS.put("general inactivity", situation -> situation.entity.advanceMillis(300_000));
        EVENTS.put("peer closed or connection broken", situation -> situation.connection.lose());
        EVENTS.put("server closed", situation -> situation.connection.machine.close(CloseReason.SHUTDOWN));
    }

    private static void received(String name, Bytes bytes) {
        EVENTS.put(name, situation -> situation.connection.receive(bytes));
    }

    private static void decided(String name, RoutingActivationDecision decision) {
        EVENTS.put(name, situation -> {
            situation.decides(decision);
            situation.connection.receive(Wire.activation(A));
        });
    }

    /** A connection in a state, and what is around it. Testers that are not it are activated always. */
    private static final class Situation {
        private CompletableFuture<RoutingActivationDecision> decision =
                CompletableFuture.completedFuture(RoutingActivationDecision.activated());
        private boolean memory = true;
        private final TestEntity entity = new TestEntity(config -> {
            config.maxSockets = 3;
            config.activationPolicy = (request, peer) -> decision;
            config.memoryAvailable = length -> memory;
            config.targetPolicy = (tester, type, target) -> target.value() != FORBIDDEN;
        });
        private final TestConnection connection = entity.connect();

        Situation(ConnectionState state) {
            switch (state) {
                case INITIALIZED -> {}
                case REGISTERED_PENDING_AUTHENTICATION -> ask(RoutingActivationDecision.authenticationMissing());
                case REGISTERED_PENDING_CONFIRMATION -> ask(RoutingActivationDecision.confirmationPending());
                case REGISTERED_ROUTING_ACTIVE -> ask(RoutingActivationDecision.activated());
                case FINALIZED -> connection.machine.close(CloseReason.SHUTDOWN);
            }
            connection.take();
            decides(RoutingActivationDecision.activated());
            assertThat(connection.machine.state()).isEqualTo(state);
        }

        private void ask(RoutingActivationDecision answer) {
            decides(answer);
            connection.receive(Wire.activation(A));
        }

        void decides(RoutingActivationDecision answer) {
            decision = CompletableFuture.completedFuture(answer);
        }

        TestConnection askForHeldAddress() {
            TestConnection holder = entity.activate(B);
            connection.receive(Wire.activation(B));
            return holder;
        }

        /** All places are taken: of their holders all answer, or all but one. */
        void askWithoutAPlace(boolean allAnswer) {
            List<TestConnection> holders = new ArrayList<>();
            int source = B;
            while (entity.entity.registeredSockets() < 3) {
                holders.add(entity.activate(source++));
            }
            connection.receive(Wire.activation(source));
            for (int i = allAnswer ? 0 : 1; i < holders.size(); i++) {
                holders.get(i).receive(Wire.alive(B + i));
            }
            entity.advanceMillis(500);
        }
    }

    static Stream<Arguments> rows() {
        return StateTable.read().stream()
                .flatMap(row ->
                        row.states().stream().flatMap(state -> events(row).map(event -> arguments(state, event, row))));
    }

    private static Stream<String> events(StateTable.Row row) {
        return row.event().equals(StateTable.EVERY_EVENT) ? EVENTS.keySet().stream() : Stream.of(row.event());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void eventLeadsToTheStateInTheTable(ConnectionState from, String event, StateTable.Row row) {
        Consumer<Situation> happens = EVENTS.get(event);
        assertThat(happens).as("event \"%s\" of docs/state-machine.md", event).isNotNull();
        Situation situation = new Situation(from);
        happens.accept(situation);
        TestConnection connection = situation.connection;

        assertThat(connection.machine.state()).isEqualTo(row.after(from));
        assertThat(sent(connection)).isEqualTo(row.sent());
        if (connection.machine.state() == ConnectionState.FINALIZED) {
            assertThat(situation.entity.entity.sockets().find(A)).isNotSameAs(connection.machine);
            assertThat(connection.closed() == null)
                    .isEqualTo(event.startsWith("peer") && from != ConnectionState.FINALIZED);
        }
    }

    private static String sent(TestConnection connection) {
        List<Bytes> all = new ArrayList<>(connection.link.takeSentFirst());
        all.addAll(connection.take());
        return String.join(", ", all.stream().map(TransitionTableTest::words).toList());
    }

    private static String words(Bytes message) {
        return switch (message.u16(2)) {
            case 0x0000 -> String.format("header NACK 0x%02X", message.u8(8));
            case 0x0006 -> String.format("response 0x%02X", message.u8(12));
            case 0x0007 -> "alive check request";
            case 0x8002 -> "ack";
            case 0x8003 -> String.format("diagnostic NACK 0x%02X", message.u8(12));
            default -> message.toHex();
        };
    }

    @Test
    void tableSaysWhatEveryEventDoesInEveryStateOnce() {
        List<String> said =
                rows().map(row -> row.get()[0] + ": " + row.get()[1]).toList();
        List<String> all = Stream.of(ConnectionState.values())
                .flatMap(state -> EVENTS.keySet().stream().map(event -> state + ": " + event))
                .toList();

        assertThat(said).containsExactlyInAnyOrderElementsOf(all);
    }
}
