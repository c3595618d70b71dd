package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.CloseReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The generic header handler on TCP: which NACK, in which version, and whether the socket is closed. */
class HeaderHandlerTest {
    private final TestEntity entity = new TestEntity();

    private static void assertClosed(TestConnection connection, Bytes nack) {
        assertThat(connection.take()).containsExactly(nack);
        assertThat(connection.closed()).isEqualTo(CloseReason.HEADER_VIOLATION);
        assertThat(connection.link.aborted).isNull();
        assertThat(connection.machine.state()).isEqualTo(ConnectionState.FINALIZED);
    }

    private static void assertWorks(TestConnection connection) {
        connection.receive(Wire.diagnostic(A, ENTITY, "3E 00"));
        assertThat(connection.take()).containsExactly(Wire.ack(A, ENTITY));
        assertThat(connection.isOpen()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true, 0x03, 0xFD", "false, 0x03, 0xFD", "true, 0x02, 0xFC", "true, 0x03, 0x00"})
    @Tag("T33")
    void wrongInverseVersionIsRefusedAndTheSocketClosed(boolean registered, int version, int inverse) {
        TestConnection connection = registered ? entity.activate(A) : entity.connect();
        connection.receive(Wire.header(version, inverse, 0x0005, 7));

        assertClosed(connection, Wire.headerNack(version, 0x00));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x04, 0x05, 0x7F, 0xFE, 0xFF})
    @Tag("T34")
    void unsupportedVersionIsRefusedInTheOwnVersionAndTheSocketClosed(int version) {
        TestConnection connection = entity.connect();
        connection.receive(Wire.message(version, 0x0005, Bytes.hex("0E 80 00 00 00 00 00")));

        assertClosed(connection, Wire.headerNack(0x03, 0x00));
    }

    @Test
    @Tag("T36")
    void unknownTypeIsSkippedByItsLength() {
        TestConnection connection = entity.connect();
        connection.receive(Wire.message(0x4001, "03 FC"), Wire.activation(A));

        assertThat(connection.take()).containsExactly(Wire.headerNack(0x01), Wire.activationResponse(A, 0x10));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0001, 0x0004, 0x0009, 0x4000, 0x4001, 0x4003, 0x4005, 0x8000, 0x8004, 0x9001, 0xEFFF, 0xF000, 0xFFFF
            })
    @Tag("T37")
    void typeThatIsNotForTcpIsRefusedAndTheSocketStays(int type) {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.message(type, "01 02 03"));

        assertThat(connection.take()).containsExactly(Wire.headerNack(0x01));
        assertWorks(connection);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0006, 0x0007, 0x8002, 0x8003})
    @Tag("T100")
    void typeThatOnlyEntitiesSendIsRefusedAndTheSocketStays(int type) {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.message(type, type == 0x0007 ? "" : "10 00 0E 80 00"));

        assertThat(connection.take()).containsExactly(Wire.headerNack(0x01));
        assertWorks(connection);
    }

    @Test
    @Tag("T38")
    void messageOverTheMaximumIsRefusedAndSkipped() {
        TestConnection connection = entity.activate(A);
        Bytes tooLong = Wire.diagnostic(A, ENTITY, Wire.zeros(TestConfig.MAX_DATA_SIZE - 4 + 1));

        connection.receive(tooLong.slice(0, 8));
        assertThat(connection.take()).containsExactly(Wire.headerNack(0x02));
        connection.receive(tooLong.from(8));
        assertThat(connection.take()).isEmpty();
        assertWorks(connection);
    }

    @Test
    void messageOfTheMaximumLengthIsAccepted() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.diagnostic(A, ENTITY, Wire.zeros(TestConfig.MAX_DATA_SIZE - 4)));

        assertThat(connection.take()).containsExactly(Wire.ack(A, ENTITY));
    }

    @Test
    @Tag("T39")
    void hugeLengthIsRefusedAtOnce() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.header(0x03, 0xFC, 0x8001, 0xFFFF_FFFFL));

        assertThat(connection.take()).containsExactly(Wire.headerNack(0x02));
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void beforeActivationLessIsAccepted() {
        TestConnection connection = entity.connect();
        int length = TestConfig.MAX_BEFORE_ACTIVATION + 1;
        connection.receive(Wire.header(0x03, 0xFC, 0x8001, length), Wire.zeros(length), Wire.activation(A));

        assertThat(connection.take()).containsExactly(Wire.headerNack(0x02), Wire.activationResponse(A, 0x10));
    }

    @Test
    void messageOfTheMaximumBeforeActivationIsNotTooLarge() {
        TestConnection connection = entity.connect();
        connection.receive(Wire.header(0x03, 0xFC, 0x8001, TestConfig.MAX_BEFORE_ACTIVATION));

        assertThat(connection.take()).isEmpty();
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void maximumBeforeActivationIsNeverMoreThanTheMaximum() {
        TestEntity small = new TestEntity(config -> config.maxDataSize = 100);
        TestConnection connection = small.connect();
        connection.receive(Wire.header(0x03, 0xFC, 0x8001, 101));

        assertThat(connection.take()).containsExactly(Wire.headerNack(0x02));
    }

    @Test
    @Tag("T75")
    void fullLengthIsAcceptedFromTheMessageBehindTheActivation() {
        TestConnection connection = entity.connect();
        connection.receive(Wire.activation(A), Wire.diagnostic(A, ENTITY, Wire.zeros(TestConfig.MAX_DATA_SIZE - 4)));

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x10), Wire.ack(A, ENTITY));
    }

    @ParameterizedTest(name = "type {0} length {1}")
    @CsvSource({
        "0x0005, 0",
        "0x0005, 6",
        "0x0005, 8",
        "0x0005, 10",
        "0x0005, 12",
        "0x0008, 0",
        "0x0008, 1",
        "0x0008, 3",
        "0x8001, 0",
        "0x8001, 1",
        "0x8001, 2",
        "0x8001, 3",
        "0x8001, 4",
    })
    @Tag("T41")
    @Tag("T42")
    @Tag("T43")
    void lengthThatDoesNotFitTheTypeIsRefusedAndTheSocketClosed(int type, int length) {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.header(0x03, 0xFC, type, length));

        assertClosed(connection, Wire.headerNack(0x04));
    }

    @ParameterizedTest(name = "{1} type {2} length {3} -> {4}")
    @CsvSource({
        "0x03, 0xFD, 0x0009, 0,          0x00",
        "0x05, 0xFA, 0x0009, 0,          0x00",
        "0x03, 0xFC, 0x0009, 0xFFFFFFFF, 0x01",
        "0x03, 0xFC, 0x0005, 0xFFFFFFFF, 0x02",
        "0x03, 0xFC, 0x0008, 0x00010000, 0x02",
    })
    @Tag("T44")
    void firstRuleThatIsBrokenDecides(int version, int inverse, int type, String length, int code) {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.header(version, inverse, type, Long.decode(length)));

        assertThat(connection.take()).containsExactly(Wire.headerNack(code));
        assertThat(connection.isOpen()).isEqualTo(code == 0x01 || code == 0x02);
    }

    @Test
    @Tag("T48")
    void receivedHeaderNackIsIgnored() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.headerNack(0x00), Wire.headerNack(0x04));

        assertThat(connection.take()).isEmpty();
        assertWorks(connection);
    }

    @Test
    void refusalIsAnsweredInTheVersionOfTheRefusedMessage() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.message(0x02, 0x0009, Bytes.EMPTY));

        assertThat(connection.take()).containsExactly(Wire.headerNack(0x02, 0x01));
    }

    @Test
    void nothingBehindAClosingViolationIsProcessed() {
        TestConnection connection = entity.activate(A);
        connection.receive(Wire.header(0x03, 0xFD, 0x0005, 0), Wire.diagnostic(A, ENTITY, "3E 00"));
        connection.receive(Wire.diagnostic(A, ENTITY, "3E 00"));

        assertClosed(connection, Wire.headerNack(0x00));
        assertThat(entity.ecu.deliveries).isEmpty();
    }

    @Test
    @Tag("T45")
    @Tag("T47")
    void messagesMayArriveByteByByte() {
        TestConnection connection = entity.connect();
        Bytes stream = Wire.activation(A).plus(Wire.message(0x0009, "01")).plus(Wire.diagnostic(A, ENTITY, "3E 00"));
        for (int i = 0; i < stream.length(); i++) {
            connection.receive(stream.slice(i, 1));
            entity.advanceMillis(10);
        }

        assertThat(connection.take())
                .containsExactly(Wire.activationResponse(A, 0x10), Wire.headerNack(0x01), Wire.ack(A, ENTITY));
    }
}
