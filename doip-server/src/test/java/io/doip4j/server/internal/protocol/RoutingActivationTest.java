package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.CloseReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingActivationTest {
    private final TestEntity entity = new TestEntity();
    private final TestConnection connection = entity.connect();

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01})
    @Tag("T49")
    @Tag("T50")
    void supportedTypeActivatesRouting(int type) {
        connection.receive(Wire.activation(A, type));

        assertThat(connection.take()).containsExactly(Bytes.hex("03 FC 00 06 00 00 00 09 0E 80 10 00 10 00 00 00 00"));
        assertThat(connection.machine.state()).isEqualTo(ConnectionState.REGISTERED_ROUTING_ACTIVE);
        assertThat(entity.entity.registeredSockets()).isEqualTo(1);
    }

    @Test
    @Tag("T51")
    void requestWithManufacturerDataActivatesRouting() {
        connection.receive(Wire.message(0x0005, "0E 80 00 00 00 00 00 DE AD BE EF"));

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x10));
    }

    @Test
    @Tag("T52")
    void reservedBytesAreIgnored() {
        connection.receive(Wire.message(0x0005, "0E 80 00 FF FF FF FF"));

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x10));
    }

    @ParameterizedTest(name = "SA {0} type {1} -> {2}")
    @CsvSource({
        "0x0001, 0x00, 0x00",
        "0x1000, 0x00, 0x00",
        "0x0DFF, 0x00, 0x00",
        "0x0E80, 0x02, 0x06",
        "0x0E80, 0xDF, 0x06",
        "0x0E80, 0xE0, 0x06",
        "0x0E80, 0xE1, 0x06",
        "0x0E80, 0xFF, 0x06",
        // The source address is checked first
        "0x0001, 0x02, 0x00",
    })
    @Tag("T53")
    @Tag("T54")
    @Tag("T55")
    void refusalIsAnsweredThenTheSocketIsClosed(int source, int type, int code) {
        connection.receive(Wire.activation(source, type));

        assertThat(connection.take()).containsExactly(Wire.activationResponse(source, code));
        assertThat(connection.closed()).isEqualTo(CloseReason.ACTIVATION_DENIED);
        assertThat(connection.link.aborted).isNull();
        assertThat(entity.entity.registeredSockets()).isZero();
    }

    @Test
    @Tag("T56")
    void sameAddressAgainOnTheSameSocketIsActivatedAgain() {
        connection.receive(Wire.activation(A)).receive(Wire.activation(A));

        assertThat(connection.take())
                .containsExactly(Wire.activationResponse(A, 0x10), Wire.activationResponse(A, 0x10));
        connection.receive(Wire.diagnostic(A, ENTITY, "3E 00"));
        assertThat(connection.take()).containsExactly(Wire.ack(A, ENTITY));
        assertThat(entity.entity.registeredSockets()).isEqualTo(1);
    }

    @Test
    void sameAddressWithAnotherSupportedTypeIsActivatedAgain() {
        connection.receive(Wire.activation(A)).receive(Wire.activation(A, 0x01));

        assertThat(connection.take())
                .containsExactly(Wire.activationResponse(A, 0x10), Wire.activationResponse(A, 0x10));
    }

    @Test
    void sameAddressAgainIsActivatedAlsoWhenAllSocketsAreTaken() {
        connection.receive(Wire.activation(A));
        entity.activate(B);
        connection.take();

        connection.receive(Wire.activation(A));

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x10));
        assertThat(connection.aliveChecks()).isZero();
    }

    @Test
    @Tag("T57")
    void otherAddressOnARegisteredSocketIsRefusedAndTheSocketClosed() {
        connection.receive(Wire.activation(A)).receive(Wire.activation(B));

        assertThat(connection.take())
                .containsExactly(Wire.activationResponse(A, 0x10), Wire.activationResponse(B, 0x02));
        assertThat(connection.closed()).isEqualTo(CloseReason.ACTIVATION_DENIED);
        assertThat(entity.entity.registeredSockets()).isZero();
        entity.activate(A);
        entity.activate(B);
    }

    @Test
    void otherAddressIsRefusedAlsoWhenItIsActiveElsewhere() {
        TestConnection other = entity.activate(B);
        connection.receive(Wire.activation(A)).receive(Wire.activation(B));

        assertThat(connection.take())
                .containsExactly(Wire.activationResponse(A, 0x10), Wire.activationResponse(B, 0x02));
        assertThat(other.isOpen()).isTrue();
        assertThat(other.aliveChecks()).isZero();
    }

    @Test
    @Tag("T76")
    void addressOfALostConnectionIsFreeAtOnce() {
        TestConnection lost = entity.activate(A);
        lost.lose();
        connection.receive(Wire.activation(A));

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x10));
        assertThat(lost.aliveChecks()).isZero();
    }

    @Test
    @Tag("T35")
    void wholeSessionIsAnsweredInTheVersionOfTheRequests() {
        connection.receive(Wire.message(0x02, 0x0005, Bytes.hex("0E 80 00 00 00 00 00")));
        connection.receive(Wire.message(0x02, 0x8001, Bytes.hex("0E 80 10 00 3E 00")));
        entity.ecu.deliveries.get(0).answer(entity.ecu.address(), "7E 00");

        assertThat(connection.take())
                .containsExactly(
                        Bytes.hex("02 FD 00 06 00 00 00 09 0E 80 10 00 10 00 00 00 00"),
                        Bytes.hex("02 FD 80 02 00 00 00 05 10 00 0E 80 00"),
                        Bytes.hex("02 FD 80 01 00 00 00 06 10 00 0E 80 7E 00"));
    }

    @Test
    void aliveCheckIsSentInTheVersionOfTheHolder() {
        connection.receive(Wire.message(0x02, 0x0005, Bytes.hex("0E 80 00 00 00 00 00")));
        entity.connect().receive(Wire.activation(A));

        assertThat(connection.link.takeSentFirst()).containsExactly(Bytes.hex("02 FD 00 07 00 00 00 00"));
    }
}
