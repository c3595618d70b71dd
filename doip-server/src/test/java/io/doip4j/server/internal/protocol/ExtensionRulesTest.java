package io.doip4j.server.internal.protocol;

import static io.doip4j.server.internal.protocol.Wire.A;
import static io.doip4j.server.internal.protocol.Wire.B;
import static io.doip4j.server.internal.protocol.Wire.ENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.UnknownMessage;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipMessageHandler;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Activation types per tester, manufacturer types, the memory check, and version 0x04 as a switch. */
class ExtensionRulesTest {
    private static final Bytes MANUFACTURER = Wire.message(0xF001, "01 02 03");

    @Test
    @Tag("T54")
    void activationTypesAreAllowedPerTester() {
        TestEntity entity = new TestEntity(config -> config.activationTypes =
                (tester, type) -> type.equals(ActivationType.DEFAULT) || tester.equals(LogicalAddress.of(A)));

        assertThat(entity.connect().receive(Wire.activation(A, 0xE0)).take())
                .containsExactly(Wire.activationResponse(A, 0x10));
        TestConnection other = entity.connect().receive(Wire.activation(B, 0xE0));
        assertThat(other.take()).containsExactly(Wire.activationResponse(B, 0x06));
        assertThat(other.closed()).isEqualTo(CloseReason.ACTIVATION_DENIED);
        assertThat(entity.connect().receive(Wire.activation(B)).take())
                .containsExactly(Wire.activationResponse(B, 0x10));
    }

    @Test
    @Tag("T54")
    void typeThatIsNotAllowedEndsAnActiveConnectionToo() {
        TestConnection connection = new TestEntity().activate(A).receive(Wire.activation(A, 0xE0));

        assertThat(connection.take()).containsExactly(Wire.activationResponse(A, 0x06));
        assertThat(connection.isOpen()).isFalse();
    }

    private static void echoing(TestConfig config) {
        DoipMessageHandler echo = (message, replies) -> {
            if (message instanceof UnknownMessage unknown) {
                replies.send(new UnknownMessage(PayloadType.of(0xF002), unknown.payload()));
                return true;
            }
            return false;
        };
        config.messageTypes = Set.of(PayloadType.of(0xF001));
        config.observers = new Observers(List.of(), List.of(), List.of(echo));
    }

    @Test
    @Tag("T37")
    void manufacturerTypeReachesItsHandlerAndOthersStayUnknown() {
        TestEntity entity = new TestEntity(ExtensionRulesTest::echoing);
        TestConnection connection = entity.connect().receive(MANUFACTURER, Wire.message(0xF003, "01"));

        assertThat(connection.take()).containsExactly(Wire.message(0xF002, "01 02 03"), Wire.headerNack(0x01));
        assertThat(connection.receive(Wire.message(0xF001, "")).take()).containsExactly(Wire.message(0xF002, ""));
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    @Tag("T23")
    void manufacturerTypeReachesItsHandlerByDatagramToo() {
        DiscoveryFixture discovery = new DiscoveryFixture(ExtensionRulesTest::echoing);
        discovery.receive(MANUFACTURER);
        discovery.receive(Wire.message(0xF003, "01"));
        discovery.receive(Wire.message(0xFF, 0xF001, Bytes.EMPTY));

        assertThat(discovery.take())
                .containsExactly(Wire.message(0xF002, "01 02 03"), Wire.headerNack(0x01), Wire.headerNack(0x00));
    }

    @Test
    void manufacturerTypeThatNoHandlerTakesIsUnknown() {
        TestConnection connection =
                new TestEntity(config -> config.messageTypes = Set.of(PayloadType.of(0xF001))).connect();

        assertThat(connection.receive(MANUFACTURER, Wire.activation(A)).take())
                .containsExactly(Wire.headerNack(0x01), Wire.activationResponse(A, 0x10));
    }

    @Test
    void initialTimerIsNotStoppedByManufacturerTypes() {
        TestEntity entity = new TestEntity(ExtensionRulesTest::echoing);
        TestConnection connection = entity.connect();
        for (int i = 0; i < 4; i++) {
            entity.advanceMillis(500);
            connection.receive(MANUFACTURER);
        }
        assertThat(connection.closed()).isEqualTo(CloseReason.INITIAL_INACTIVITY);
    }

    @Test
    @Tag("T40")
    void messageForWhichThereIsNoMemoryIsRefusedAndSkippedAndLaterTaken() {
        AtomicLong free = new AtomicLong(1000);
        TestEntity entity = new TestEntity(config -> config.memoryAvailable = length -> length <= free.get());
        TestConnection connection = entity.activate(A);
        Bytes large = Wire.diagnostic(A, ENTITY, Wire.zeros(1000));
        connection.receive(large, Wire.diagnostic(A, ENTITY, "3E 00"));

        assertThat(connection.take()).containsExactly(Wire.headerNack(0x03), Wire.ack(A, ENTITY));
        assertThat(connection.isOpen()).isTrue();
        free.set(1004);
        assertThat(connection.receive(large).take()).containsExactly(Wire.ack(A, ENTITY));
        assertThat(entity.ecu.deliveries).hasSize(2);
    }

    @Test
    @Tag("T40")
    @Tag("T44")
    void memoryIsCheckedAfterTheMaximumAndBeforeTheLengthOfTheType() {
        TestConnection connection = new TestEntity(config -> config.memoryAvailable = length -> false).connect();
        connection.receive(Wire.header(0x03, 0xFC, 0x8001, 0xFFFF_FFFFL));
        assertThat(connection.take()).containsExactly(Wire.headerNack(0x02));

        TestConnection other = new TestEntity(config -> config.memoryAvailable = length -> false).connect();
        assertThat(other.receive(Wire.message(0x0005, "0E 80")).take()).containsExactly(Wire.headerNack(0x03));
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    @Tag("T40")
    void datagramForWhichThereIsNoMemoryIsRefused() {
        DiscoveryFixture discovery = new DiscoveryFixture(config -> {
            config.memoryAvailable = length -> length == 0;
            config.identificationDelay = Duration.ZERO;
        });
        discovery.receive(Wire.message(0x0002, "00 11 22 33 44 55"));
        discovery.receive(Wire.message(0x4003, ""));

        assertThat(discovery.take()).containsExactly(Wire.headerNack(0x03), Wire.message(0x4004, "01"));
    }

    @Test
    @Tag("T34")
    void version4IsRefusedUnlessItIsSwitchedOn() {
        Bytes activation = Wire.message(0x04, 0x0005, Bytes.hex("0E 80 00 00 00 00 00"));
        TestConnection refused = new TestEntity().connect().receive(activation);
        assertThat(refused.take()).containsExactly(Wire.headerNack(0x00));
        assertThat(refused.isOpen()).isFalse();

        TestConnection accepted =
                new TestEntity(ExtensionRulesTest::version4).connect().receive(activation);
        assertThat(accepted.take())
                .containsExactly(Wire.message(0x04, 0x0006, Bytes.hex("0E 80 10 00 10 00 00 00 00")));
        accepted.receive(Wire.diagnostic(A, ENTITY, "3E 00"));
        assertThat(accepted.take()).containsExactly(Wire.ack(A, ENTITY));
    }

    private static void version4(TestConfig config) {
        config.versions = Set.of(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019, ProtocolVersion.ISO_2019_AMD1);
    }

    @Test
    @Tag("T5")
    @Tag("T34")
    void version4AsTheOwnOneIsThatOfAnnouncementsAndOfAnswersToOthers() {
        DiscoveryFixture discovery = new DiscoveryFixture(config -> {
            version4(config);
            config.ownVersion = ProtocolVersion.ISO_2019_AMD1;
            config.identificationDelay = Duration.ZERO;
        });
        discovery.receive(Wire.message(0xFF, 0x0001, Bytes.EMPTY));
        discovery.receive(Wire.message(0x02, 0x0001, Bytes.EMPTY));
        discovery.receive(Wire.message(0x05, 0x4003, Bytes.EMPTY));

        assertThat(discovery.take()).extracting(answer -> answer.u8(0)).containsExactly(0x04, 0x02, 0x04);
    }
}
