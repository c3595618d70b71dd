package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static io.doip4j.server.internal.protocol.Wire.FUNCTIONAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.RoutingActivationDecision;
import io.doip4j.server.spi.WireOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every choice, taken and not taken. */
class WireOptionTest {
    private static final Bytes STATUS_REQUEST = Wire.message(0x4001, "");

    private static Set<WireOption> only(WireOption option, boolean taken) {
        return taken ? Set.of(option) : Set.of();
    }

    private static TestEntity entity(WireOption option, boolean taken) {
        return new TestEntity(config -> config.wireOptions = only(option, taken));
    }

    private static DiscoveryFixture discovery(WireOption option, boolean taken) {
        return new DiscoveryFixture(config -> {
            config.wireOptions = only(option, taken);
            config.identificationDelay = Duration.ZERO;
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T6")
    @Tag("T35")
    void answerInOwnVersion(boolean taken) {
        int answered = taken ? 0x03 : 0x02;
        TestConnection connection =
                entity(WireOption.ANSWER_IN_OWN_VERSION, taken).connect();
        connection.receive(Wire.message(0x02, 0x0005, Bytes.hex("0E 80 00 00 00 00 00")));
        assertThat(connection.take())
                .containsExactly(Wire.message(answered, 0x0006, Bytes.hex("0E 80 10 00 10 00 00 00 00")));
        connection.receive(Wire.message(0x02, 0x0009, Bytes.EMPTY));
        assertThat(connection.take()).containsExactly(Wire.headerNack(answered, 0x01));

        DiscoveryFixture discovery = discovery(WireOption.ANSWER_IN_OWN_VERSION, taken);
        discovery.receive(Wire.message(0x02, 0x4003, Bytes.EMPTY));
        assertThat(discovery.take()).containsExactly(Wire.message(answered, 0x4004, Bytes.of(1)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T7")
    void strictIdentificationVersion(boolean taken) {
        DiscoveryFixture discovery = discovery(WireOption.STRICT_IDENTIFICATION_VERSION, taken);
        for (int version : new int[] {0x7E, 0x81, 0x01}) {
            discovery.receive(Wire.message(version, 0x0001, Bytes.EMPTY));
            assertThat(discovery.take())
                    .allMatch(answer -> taken == answer.equals(Wire.headerNack(0x00)))
                    .hasSize(1);
        }
        discovery.receive(Wire.message(0xFF, 0x0001, Bytes.EMPTY));
        assertThat(discovery.take()).singleElement().matches(answer -> answer.u16(2) == 0x0004);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T37")
    void answerAliveCheckRequest(boolean taken) {
        TestEntity entity = entity(WireOption.ANSWER_ALIVE_CHECK_REQUEST, taken);
        TestConnection connection = entity.activate(A).receive(Wire.ALIVE_CHECK);
        assertThat(connection.take()).containsExactly(taken ? Wire.alive(A) : Wire.headerNack(0x01));
        assertThat(connection.isOpen()).isTrue();

        TestConnection unregistered = entity.connect().receive(Wire.ALIVE_CHECK);
        assertThat(unregistered.take()).hasSize(taken ? 0 : 1);
        assertThat(unregistered.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T69")
    void ignoreForeignAliveCheckResponse(boolean taken) {
        TestEntity entity = entity(WireOption.IGNORE_FOREIGN_ALIVE_CHECK_RESPONSE, taken);
        TestConnection holder = entity.activate(A);
        TestConnection newcomer = entity.connect().receive(Wire.activation(A));
        holder.receive(Wire.alive(B));
        assertThat(holder.isOpen()).isEqualTo(taken);
        assertThat(newcomer.take()).as("a foreign address is no sign of life").hasSize(taken ? 0 : 1);

        entity.advanceMillis(500);
        assertThat(holder.closed()).isEqualTo(CloseReason.ALIVE_CHECK);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T84")
    void silentBeforeActivation(boolean taken) {
        TestEntity entity = entity(WireOption.SILENT_BEFORE_ACTIVATION, taken);
        TestConnection connection = entity.connect().receive(Wire.diagnostic(A, ENTITY, "3E 00"));
        assertThat(entity.ecu.deliveries).isEmpty();
        if (!taken) {
            assertThat(connection.take()).containsExactly(Wire.nack(A, ENTITY, 0x02));
            assertThat(connection.closed()).isEqualTo(CloseReason.INVALID_SOURCE_ADDRESS);
            return;
        }
        assertThat(connection.take()).isEmpty();
        entity.advanceMillis(1_999);
        assertThat(connection.isOpen()).isTrue();
        entity.advanceMillis(1);
        assertThat(connection.closed()).isEqualTo(CloseReason.INITIAL_INACTIVITY);
        assertThat(connection.take()).isEmpty();
    }

    @Test
    @Tag("T85")
    void silenceBeforeActivationDoesNotHideAWrongAddressAfterIt() {
        TestConnection connection =
                entity(WireOption.SILENT_BEFORE_ACTIVATION, true).activate(A);

        assertThat(connection.receive(Wire.diagnostic(B, ENTITY, "3E 00")).take())
                .containsExactly(Wire.nack(B, ENTITY, 0x02));
        assertThat(connection.closed()).isEqualTo(CloseReason.INVALID_SOURCE_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T43")
    void acceptEmptyUserData(boolean taken) {
        TestEntity entity = entity(WireOption.ACCEPT_EMPTY_USER_DATA, taken);
        TestConnection connection = entity.activate(A).receive(Wire.diagnostic(A, ENTITY, ""));
        assertThat(connection.take()).containsExactly(taken ? Wire.ack(A, ENTITY) : Wire.headerNack(0x04));
        assertThat(connection.closed()).isEqualTo(taken ? null : CloseReason.HEADER_VIOLATION);
        assertThat(entity.ecu.deliveries).isEmpty();
        if (taken) {
            connection.receive(Wire.diagnostic(A, FUNCTIONAL, ""), Wire.diagnostic(A, ENTITY, "3E 00"));
            assertThat(connection.take()).containsExactly(Wire.ack(A, FUNCTIONAL), Wire.ack(A, ENTITY));
            assertThat(entity.ecu.deliveries).hasSize(1);
            assertThat(entity.second.deliveries).isEmpty();
        }
    }

    @Test
    @Tag("T43")
    @Tag("T91")
    void emptyUserDataGoThroughTheChecksOfEveryMessage() {
        TestEntity entity = entity(WireOption.ACCEPT_EMPTY_USER_DATA, true);
        assertThat(entity.connect().receive(Wire.diagnostic(A, ENTITY, "")).take())
                .as("before activation")
                .containsExactly(Wire.nack(A, ENTITY, 0x02));

        TestConnection connection = entity.activate(A);
        entity.second.refusal = DiagnosticNackCode.OUT_OF_MEMORY;
        connection.receive(
                Wire.diagnostic(A, 0x2000, ""), Wire.diagnostic(A, 0x1001, ""), Wire.message(0x8001, "0E 81 10 00"));
        assertThat(connection.take())
                .containsExactly(Wire.nack(A, 0x2000, 0x03), Wire.nack(A, 0x1001, 0x05), Wire.nack(B, ENTITY, 0x02));
        assertThat(connection.closed()).isEqualTo(CloseReason.INVALID_SOURCE_ADDRESS);
        assertThat(entity.ecu.deliveries).isEmpty();
    }

    @Test
    @Tag("T43")
    void emptyUserDataDoNotMakeAddressesOptional() {
        TestConnection connection =
                entity(WireOption.ACCEPT_EMPTY_USER_DATA, true).activate(A);

        assertThat(connection.receive(Wire.message(0x8001, "0E 80 10")).take()).containsExactly(Wire.headerNack(0x04));
        assertThat(connection.closed()).isEqualTo(CloseReason.HEADER_VIOLATION);
    }

    @Test
    @Tag("T94")
    void emptyUserDataAreEchoedAsNothing() {
        TestEntity entity = new TestEntity(config -> {
            config.wireOptions = Set.of(WireOption.ACCEPT_EMPTY_USER_DATA);
            config.ackEchoBytes = 4;
        });
        TestConnection connection =
                entity.activate(A).receive(Wire.diagnostic(A, ENTITY, ""), Wire.diagnostic(A, 0x2000, ""));

        assertThat(connection.take()).containsExactly(Wire.ack(A, ENTITY), Wire.nack(A, 0x2000, 0x03));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T57")
    void keepSocketOnDifferentSource(boolean taken) {
        TestConnection connection = entity(WireOption.KEEP_SOCKET_ON_DIFFERENT_SOURCE, taken)
                .activate(A)
                .receive(Wire.activation(B));
        assertThat(connection.take()).containsExactly(Wire.activationResponse(B, 0x02));
        assertThat(connection.isOpen()).isEqualTo(taken);
        if (taken) {
            assertThat(connection.receive(Wire.diagnostic(A, ENTITY, "3E 00")).take())
                    .containsExactly(Wire.ack(A, ENTITY));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T70")
    void closeOnMissingAuthentication(boolean taken) {
        TestEntity entity = new TestEntity(config -> {
            config.wireOptions = only(WireOption.CLOSE_ON_MISSING_AUTHENTICATION, taken);
            config.activationPolicy = (request, peer) ->
                    CompletableFuture.completedFuture(RoutingActivationDecision.authenticationMissing());
        });
        TestConnection connection = entity.connect().receive(Wire.activation(A));
        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x04));
        assertThat(connection.isOpen()).isNotEqualTo(taken);
        assertThat(entity.entity.registeredSockets()).isEqualTo(taken ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T19")
    void countRegisteredSocketsOnly(boolean taken) {
        DiscoveryFixture discovery = discovery(WireOption.COUNT_REGISTERED_SOCKETS_ONLY, taken);
        discovery.openSockets(1);
        new TestConnection(7, discovery.entity, discovery.time).receive(Wire.activation(A));
        discovery.receive(STATUS_REQUEST);
        assertThat(discovery.take())
                .containsExactly(Wire.message(0x4002, taken ? "00 02 01 00 00 27 10" : "00 02 02 00 00 27 10"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T18")
    void maxDataSizeWithHeader(boolean taken) {
        DiscoveryFixture discovery = discovery(WireOption.MAX_DATA_SIZE_WITH_HEADER, taken);
        discovery.receive(STATUS_REQUEST);
        assertThat(discovery.take())
                .containsExactly(Wire.message(0x4002, taken ? "00 02 00 00 00 27 18" : "00 02 00 00 00 27 10"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T18")
    void statusWithoutMaxDataSize(boolean taken) {
        DiscoveryFixture discovery = discovery(WireOption.STATUS_WITHOUT_MAX_DATA_SIZE, taken);
        discovery.receive(STATUS_REQUEST);
        assertThat(discovery.take()).containsExactly(Wire.message(0x4002, taken ? "00 02 00" : "00 02 00 00 00 27 10"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("T20")
    void noEntityStatus(boolean taken) {
        DiscoveryFixture discovery = discovery(WireOption.NO_ENTITY_STATUS, taken);
        discovery.receive(STATUS_REQUEST);
        assertThat(discovery.take())
                .containsExactly(taken ? Wire.headerNack(0x01) : Wire.message(0x4002, "00 02 00 00 00 27 10"));
        discovery.receive(Wire.message(0x4003, ""));
        assertThat(discovery.take()).containsExactly(Wire.message(0x4004, "01"));
    }

    /** A new choice needs a test: its name in camel case is that of a method here. */
    @Test
    void everyChoiceHasATest() {
        Set<String> tests = Set.copyOf(Arrays.stream(WireOptionTest.class.getDeclaredMethods())
                .map(method -> method.getName().toUpperCase(Locale.ROOT))
                .toList());
        assertThat(WireOption.values())
                .allMatch(option -> tests.contains(option.name().replace("_", "")));
    }
}
