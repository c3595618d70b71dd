package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static io.doip4j.server.internal.protocol.Wire.FUNCTIONAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.uds.spi.Addressing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The diagnostic message handler: checks in order, acknowledge before response, groups, and the way back. */
class DiagnosticMessageTest {
    private static final int UNKNOWN = 0x2000;

    private final TestEntity entity = new TestEntity();

    @Test
    @Tag("T83")
    void acknowledgeComesBeforeTheResponse() {
        entity.ecu.immediateAnswer = "62 F1 90";
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, ENTITY, "22 F1 90"));

        assertThat(connection.take())
                .containsExactly(
                        Bytes.hex("03 FC 80 02 00 00 00 05 10 00 0E 80 00"),
                        Bytes.hex("03 FC 80 01 00 00 00 07 10 00 0E 80 62 F1 90"));
        assertThat(entity.ecu.deliveries.get(0).addressing()).isEqualTo(Addressing.PHYSICAL);
    }

    @Test
    @Tag("T84")
    void messageBeforeActivationIsRefusedAndTheSocketClosed() {
        TestConnection connection = entity.connect();
        connection.receive(Wire.diagnostic(A, ENTITY, "22 F1 90"));

        assertThat(connection.take()).containsExactly(Wire.nack(A, ENTITY, 0x02));
        assertThat(connection.closed()).isEqualTo(CloseReason.INVALID_SOURCE_ADDRESS);
        assertThat(entity.ecu.deliveries).isEmpty();
    }

    @Test
    @Tag("T85")
    void foreignSourceAddressIsRefusedAndTheSocketClosed() {
        TestConnection connection = entity.activate(A);
        TestConnection other = entity.activate(B);
        connection.receive(Wire.diagnostic(B, ENTITY, "22 F1 90"));

        assertThat(connection.take()).containsExactly(Wire.nack(B, ENTITY, 0x02));
        assertThat(connection.closed()).isEqualTo(CloseReason.INVALID_SOURCE_ADDRESS);
        assertThat(other.isOpen()).isTrue();
        assertThat(entity.ecu.deliveries).isEmpty();
        assertThat(entity.entity.registeredSockets()).isEqualTo(1);
    }

    @Test
    @Tag("T86")
    void unknownTargetIsRefusedAndTheSocketStays() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, UNKNOWN, "22 F1 90"));

        assertThat(connection.take()).containsExactly(Bytes.hex("03 FC 80 03 00 00 00 05 20 00 0E 80 03"));
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    @Tag("T87")
    void messageOverTheLimitOfTheTargetIsRefusedAndTheSocketStays() {
        entity.ecu.maxLength = 4095;
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, ENTITY, Wire.zeros(4096)));
        connection.receive(Wire.diagnostic(A, ENTITY, Wire.zeros(4095)));

        assertThat(connection.take()).containsExactly(Wire.nack(A, ENTITY, 0x04), Wire.ack(A, ENTITY));
        assertThat(entity.ecu.deliveries).hasSize(1);
        assertThat(connection.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x05, 0x06, 0x07, 0x08, 0x09})
    @Tag("T88")
    @Tag("T89")
    @Tag("T90")
    void refusalOfOneTargetLeavesTheOthersAlone(int code) {
        entity.ecu.refusal = DiagnosticNackCode.of(code);
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, ENTITY, "3E 00"), Wire.diagnostic(A, 0x1001, "3E 00"));
        entity.ecu.refusal = null;
        connection.receive(Wire.diagnostic(A, ENTITY, "3E 00"));

        assertThat(connection.take())
                .containsExactly(Wire.nack(A, ENTITY, code), Wire.ack(A, 0x1001), Wire.ack(A, ENTITY));
        assertThat(entity.ecu.deliveries).hasSize(1);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    @Tag("T91")
    void sourceIsCheckedBeforeTarget() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(B, UNKNOWN, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(B, UNKNOWN, 0x02));
    }

    @Test
    @Tag("T91")
    void targetIsCheckedBeforeSize() {
        entity.ecu.maxLength = 10;
        entity.second.maxLength = 10;
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, UNKNOWN, Wire.zeros(5000)));

        assertThat(connection.take()).containsExactly(Wire.nack(A, UNKNOWN, 0x03));
    }

    @Test
    @Tag("T92")
    void groupIsAcknowledgedOnceAndAnsweredFromPhysicalAddresses() {
        entity.ecu.immediateAnswer = "7E 00";
        entity.second.immediateAnswer = "7E 00";
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, FUNCTIONAL, "3E 00"));

        assertThat(connection.take())
                .containsExactly(
                        Wire.ack(A, FUNCTIONAL),
                        Wire.diagnostic(ENTITY, A, "7E 00"),
                        Wire.diagnostic(0x1001, A, "7E 00"));
        assertThat(entity.ecu.deliveries.get(0).addressing()).isEqualTo(Addressing.FUNCTIONAL);
        assertThat(entity.second.deliveries.get(0).addressing()).isEqualTo(Addressing.FUNCTIONAL);
    }

    @Test
    @Tag("T92")
    void unknownGroupIsRefused() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, 0xE401, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.nack(A, 0xE401, 0x03));
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    @Tag("T93")
    void groupRefusesAsAWholeIfOneMemberCannotTakeTheMessage() {
        entity.second.maxLength = 7;
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, FUNCTIONAL, Wire.zeros(8)));

        assertThat(connection.take()).containsExactly(Wire.nack(A, FUNCTIONAL, 0x04));
        assertThat(entity.ecu.deliveries).isEmpty();
        assertThat(entity.second.deliveries).isEmpty();
    }

    @ParameterizedTest(name = "{0} configured, request {1} -> {2}")
    @CsvSource({
        "0,    22 F1 90 F1 86, ''",
        "4,    22 F1 90 F1 86, 22 F1 90 F1",
        "4,    22 F1,          22 F1",
        "1000, 22 F1 90 F1 86, 22 F1 90 F1 86",
    })
    @Tag("T94")
    void acknowledgesRepeatAsMuchOfTheUserDataAsConfigured(int configured, String request, String echo) {
        TestEntity echoing = new TestEntity(config -> config.ackEchoBytes = configured);
        TestConnection connection = echoing.activate(A);
        connection.receive(Wire.diagnostic(A, ENTITY, request), Wire.diagnostic(A, UNKNOWN, request));

        assertThat(connection.take()).containsExactly(Wire.ack(A, ENTITY, echo), Wire.nack(A, UNKNOWN, 0x03, echo));
    }

    @Test
    @Tag("T46")
    void pipelinedMessagesAreAnsweredInOrder() {
        TestConnection connection = entity.activate(A);
        connection.receive(
                Wire.diagnostic(A, ENTITY, "3E 00"),
                Wire.diagnostic(A, UNKNOWN, "3E 00"),
                Wire.diagnostic(A, 0x1001, "3E 00"));

        assertThat(connection.take())
                .containsExactly(Wire.ack(A, ENTITY), Wire.nack(A, UNKNOWN, 0x03), Wire.ack(A, 0x1001));
    }

    @Test
    @Tag("T99")
    void everyTesterGetsItsOwnResponse() {
        TestConnection a = entity.activate(A);
        TestConnection b = entity.activate(B);
        a.receive(Wire.diagnostic(A, ENTITY, "22 00 01"));
        b.receive(Wire.diagnostic(B, ENTITY, "22 00 02"));
        a.take();
        b.take();
        LogicalAddress ecu = entity.ecu.address();
        assertThat(entity.ecu.deliveries.get(1).answer(ecu, "62 00 02")).isTrue();
        assertThat(entity.ecu.deliveries.get(0).answer(ecu, "62 00 01")).isTrue();

        assertThat(a.take()).containsExactly(Wire.diagnostic(ENTITY, A, "62 00 01"));
        assertThat(b.take()).containsExactly(Wire.diagnostic(ENTITY, B, "62 00 02"));
        assertThat(entity.ecu.deliveries.get(0).channel().connectionId())
                .isNotEqualTo(entity.ecu.deliveries.get(1).channel().connectionId());
    }

    @Test
    @Tag("T101")
    void responseToATesterThatIsGoneIsDropped() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, ENTITY, "22 F1 90"));
        connection.take();
        connection.lose();
        TestConnection next = entity.activate(A);

        assertThat(entity.ecu.deliveries.get(0).answer(entity.ecu.address(), "62 F1 90"))
                .isFalse();
        assertThat(connection.take()).isEmpty();
        assertThat(next.take()).isEmpty();
    }

    @Test
    void responseOnAConnectionThatIsBeingClosedIsDropped() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, ENTITY, "22 F1 90"), Wire.activation(B));
        connection.take();

        assertThat(entity.ecu.deliveries.get(0).answer(entity.ecu.address(), "62 F1 90"))
                .isFalse();
    }
}
