package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.CloseReason;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every state. The table is the specification; it belongs into docs/state-machine.md. */
class TransitionTableTest {
    private static final String INITIALIZED = "INITIALIZED";
    private static final String ACTIVE = "REGISTERED_ROUTING_ACTIVE";
    private static final String FINALIZED = "FINALIZED";

    /** Authentication and confirmation are not configurable yet: nothing leads into these states. */
    private static final List<ConnectionState> NOT_REACHED_YET =
            List.of(ConnectionState.REGISTERED_PENDING_AUTHENTICATION, ConnectionState.REGISTERED_PENDING_CONFIRMATION);

    private static final String TABLE = """
            event                                  | INITIALIZED               | REGISTERED_ROUTING_ACTIVE | FINALIZED
            activation request, address free       | REGISTERED_ROUTING_ACTIVE | REGISTERED_ROUTING_ACTIVE | FINALIZED
            activation request, address elsewhere  | INITIALIZED               | FINALIZED                 | FINALIZED
              ... and the holder is alive          | FINALIZED                 | FINALIZED                 | FINALIZED
              ... and the holder is silent         | REGISTERED_ROUTING_ACTIVE | FINALIZED                 | FINALIZED
              ... and the holder leaves            | REGISTERED_ROUTING_ACTIVE | FINALIZED                 | FINALIZED
            activation request, unknown address    | FINALIZED                 | FINALIZED                 | FINALIZED
            activation request, unsupported type   | FINALIZED                 | FINALIZED                 | FINALIZED
            alive check response, own address      | INITIALIZED               | REGISTERED_ROUTING_ACTIVE | FINALIZED
            alive check response, foreign address  | INITIALIZED               | FINALIZED                 | FINALIZED
            alive check missed                     | INITIALIZED               | FINALIZED                 | FINALIZED
            diagnostic message, own address        | FINALIZED                 | REGISTERED_ROUTING_ACTIVE | FINALIZED
            diagnostic message, foreign address    | FINALIZED                 | FINALIZED                 | FINALIZED
            diagnostic message, unknown target     | FINALIZED                 | REGISTERED_ROUTING_ACTIVE | FINALIZED
            header NACK received                   | INITIALIZED               | REGISTERED_ROUTING_ACTIVE | FINALIZED
            header violation 0x00                  | FINALIZED                 | FINALIZED                 | FINALIZED
            header violation 0x01                  | INITIALIZED               | REGISTERED_ROUTING_ACTIVE | FINALIZED
            header violation 0x02                  | INITIALIZED               | REGISTERED_ROUTING_ACTIVE | FINALIZED
            header violation 0x04                  | FINALIZED                 | FINALIZED                 | FINALIZED
            part of a message                      | INITIALIZED               | REGISTERED_ROUTING_ACTIVE | FINALIZED
            initial inactivity time                | FINALIZED                 | REGISTERED_ROUTING_ACTIVE | FINALIZED
            general inactivity time                | FINALIZED                 | FINALIZED                 | FINALIZED
            connection lost                        | FINALIZED                 | FINALIZED                 | FINALIZED
            entity closes                          | FINALIZED                 | FINALIZED                 | FINALIZED
            """;

    private static final Map<String, BiConsumer<TestEntity, TestConnection>> EVENTS = new LinkedHashMap<>();

    static {
        received("activation request, address free", Wire.activation(A));
        EVENTS.put("activation request, address elsewhere", TransitionTableTest::arbitration);
        EVENTS.put("... and the holder is alive", (entity, connection) -> {
            TestConnection holder = arbitration(entity, connection);
            holder.receive(Wire.alive(B));
        });
        EVENTS.put("... and the holder is silent", (entity, connection) -> {
            arbitration(entity, connection);
            entity.advanceMillis(500);
        });
        EVENTS.put(
                "... and the holder leaves",
                (entity, connection) -> arbitration(entity, connection).lose());
        received("activation request, unknown address", Wire.activation(0x0001));
        received("activation request, unsupported type", Wire.activation(A, 0x02));
        received("alive check response, own address", Wire.alive(A));
        received("alive check response, foreign address", Wire.alive(B));
        EVENTS.put("alive check missed", (entity, connection) -> {
            entity.connect().receive(Wire.activation(A));
            entity.advanceMillis(500);
        });
        received("diagnostic message, own address", Wire.diagnostic(A, ENTITY, "3E 00"));
        received("diagnostic message, foreign address", Wire.diagnostic(B, ENTITY, "3E 00"));
        received("diagnostic message, unknown target", Wire.diagnostic(A, 0x2000, "3E 00"));
        received("header NACK received", Wire.headerNack(0x00));
        received("header violation 0x00", Wire.header(0x03, 0xFD, 0x0005, 7));
        received("header violation 0x01", Wire.message(0x0009, ""));
        received("header violation 0x02", Wire.header(0x03, 0xFC, 0x8001, 0xFFFF_FFFFL));
        received("header violation 0x04", Wire.header(0x03, 0xFC, 0x0005, 8));
        received("part of a message", Wire.activation(A).slice(0, 9));
        EVENTS.put("initial inactivity time", (entity, connection) -> entity.advanceMillis(2_000));
        EVENTS.put("general inactivity time", (entity, connection) -> entity.advanceMillis(300_000));
        EVENTS.put("connection lost", (entity, connection) -> connection.lose());
        EVENTS.put("entity closes", (entity, connection) -> connection.machine.close(CloseReason.SHUTDOWN));
    }

    private static void received(String name, Bytes bytes) {
        EVENTS.put(name, (entity, connection) -> connection.receive(bytes));
    }

    private static TestConnection arbitration(TestEntity entity, TestConnection connection) {
        TestConnection holder = entity.activate(B);
        connection.receive(Wire.activation(B));
        return holder;
    }

    private static TestConnection in(ConnectionState state, TestEntity entity) {
        return switch (state) {
            case INITIALIZED -> entity.connect();
            case REGISTERED_ROUTING_ACTIVE -> entity.activate(A);
            case FINALIZED -> {
                TestConnection connection = entity.activate(A);
                connection.machine.close(CloseReason.SHUTDOWN);
                yield connection;
            }
            default -> throw new IllegalArgumentException("nothing leads to " + state);
        };
    }

    private static Stream<List<String>> rows() {
        return TABLE.lines()
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList());
    }

    static Stream<Arguments> cells() {
        List<String> states = rows().findFirst().orElseThrow();
        return rows().skip(1)
                .flatMap(row ->
                        Stream.of(1, 2, 3).map(column -> arguments(row.get(0), states.get(column), row.get(column))));
    }

    @ParameterizedTest(name = "{1}: {0} -> {2}")
    @MethodSource("cells")
    void eventLeadsToTheStateInTheTable(String event, ConnectionState from, ConnectionState to) {
        TestEntity entity = new TestEntity();
        TestConnection connection = in(from, entity);
        assertThat(connection.machine.state()).isEqualTo(from);

        BiConsumer<TestEntity, TestConnection> happens = EVENTS.get(event);
        assertThat(happens).as("event \"%s\"", event).isNotNull();
        happens.accept(entity, connection);

        assertThat(connection.machine.state()).isEqualTo(to);
        if (from == ConnectionState.FINALIZED) {
            assertThat(connection.take()).isEmpty();
        } else if (to == ConnectionState.FINALIZED && !event.equals("connection lost")) {
            assertThat(connection.closed()).isNotNull();
        }
        if (to == ConnectionState.FINALIZED) {
            assertThat(entity.entity.sockets().find(A)).isNotSameAs(connection.machine);
        }
    }

    @Test
    void tableHasEveryEventAndEveryStateThatCanBeReached() {
        assertThat(rows().skip(1).map(row -> row.get(0))).containsExactlyElementsOf(EVENTS.keySet());
        assertThat(rows().findFirst().orElseThrow()).containsExactly("event", INITIALIZED, ACTIVE, FINALIZED);
        assertThat(Arrays.stream(ConnectionState.values()).filter(state -> !NOT_REACHED_YET.contains(state)))
                .extracting(Enum::name)
                .containsExactly(INITIALIZED, ACTIVE, FINALIZED);
    }
}
