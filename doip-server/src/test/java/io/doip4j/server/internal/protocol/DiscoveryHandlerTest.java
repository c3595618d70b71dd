package io.doip4j.server.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.Vin;
import io.doip4j.core.message.PowerMode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to identification, status and power mode requests, without random delay. */
class DiscoveryHandlerTest {
    private static final String VIN = "57 56 57 5A 5A 5A 31 4B 5A 41 57 30 30 30 30 30 31";
    private static final String IDENTITY = VIN + "10 00 00 11 22 33 44 55 AA BB CC DD EE FF 00";
    private static final Bytes ANNOUNCEMENT = Bytes.hex("03 FC 00 04 00 00 00 21" + IDENTITY + "00");

    private final DiscoveryFixture entity = new DiscoveryFixture(config -> config.identificationDelay = Duration.ZERO);

    @Test
    @Tag("T5")
    void wildcardVersionIsAnsweredInTheOwnVersion() {
        entity.receive(Bytes.hex("FF 00 00 01 00 00 00 00"));

        assertThat(entity.take()).containsExactly(ANNOUNCEMENT);
    }

    @Test
    @Tag("T6")
    void identificationIsAnsweredInTheVersionOfTheRequest() {
        entity.receive(Wire.message(0x02, 0x0001, Bytes.EMPTY));
        entity.receive(Wire.message(0x03, 0x0001, Bytes.EMPTY));

        assertThat(entity.take()).containsExactly(Bytes.hex("02 FD 00 04 00 00 00 21" + IDENTITY + "00"), ANNOUNCEMENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x04, 0x7E, 0xFE})
    @Tag("T7")
    void everyVersionWithARightInverseMayAskForIdentification(int version) {
        entity.receive(Wire.message(version, 0x0001, Bytes.EMPTY));

        assertThat(entity.take()).containsExactly(ANNOUNCEMENT);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"00 11 22 33 44 55, true", "00 11 22 33 44 56, false", "00 00 00 00 00 00, false"})
    @Tag("T10")
    void identificationByEidIsAnsweredOnlyForTheOwnOne(String eid, boolean answered) {
        entity.receive(Wire.message(0x0002, eid));
        entity.time.advance(Duration.ofSeconds(2));

        assertThat(entity.take()).hasSize(answered ? 1 : 0);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"WVWZZZ1KZAW000001, true", "WVWZZZ1KZAW000002, false", "wvwzzz1kzaw000001, false"})
    @Tag("T12")
    void identificationByVinIsAnsweredOnlyForTheOwnOne(String vin, boolean answered) {
        entity.receive(Wire.message(0x03, 0x0003, Bytes.ascii(vin)));
        entity.time.advance(Duration.ofSeconds(2));

        assertThat(entity.take()).hasSize(answered ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0xFF})
    @Tag("T13")
    void vinThatIsNotProgrammedIsNeverAsked(int filler) {
        Bytes notSet = Bytes.copyOf(new byte[17]);
        Bytes asked = filler == 0 ? notSet : Bytes.hex("FF".repeat(17));
        DiscoveryFixture without = new DiscoveryFixture(config -> {
            config.identificationDelay = Duration.ZERO;
            config.vin = Vin.NOT_SET;
            config.eid = Eid.NOT_SET;
        });
        without.receive(Wire.message(0x03, 0x0003, asked));
        without.receive(Wire.message(0x03, 0x0002, asked.slice(0, 6)));
        assertThat(without.take()).isEmpty();

        without.receive(Wire.message(0x0001, ""));
        assertThat(without.take())
                .singleElement()
                .satisfies(answer -> assertThat(answer.slice(8, 17)).isEqualTo(notSet));
    }

    @Test
    @Tag("T14")
    void announcementWithoutSyncStatusHas32Bytes() {
        DiscoveryFixture without = new DiscoveryFixture(config -> {
            config.identificationDelay = Duration.ZERO;
            config.syncStatus = Optional.empty();
        });
        without.receive(Wire.message(0x0001, ""));

        assertThat(without.take()).containsExactly(Bytes.hex("03 FC 00 04 00 00 00 20" + IDENTITY));
    }

    @Test
    @Tag("T17")
    void powerModeIsAnsweredAtOnceWithTheCurrentState() {
        PowerMode[] mode = {PowerMode.NOT_READY};
        DiscoveryFixture delayed = new DiscoveryFixture(config -> config.powerMode = () -> mode[0]);
        delayed.receive(Wire.message(0x4003, ""));
        mode[0] = PowerMode.READY;
        delayed.receive(Wire.message(0x4003, ""));

        assertThat(delayed.take())
                .containsExactly(Bytes.hex("03 FC 40 04 00 00 00 01 00"), Bytes.hex("03 FC 40 04 00 00 00 01 01"));
    }

    @ParameterizedTest(name = "MCTS {0}, {1} open -> {2}, {3}")
    @CsvSource({"2, 0, 02, 00", "2, 1, 02, 01", "2, 3, 02, 02", "255, 255, FF, FF", "4096, 300, FF, FF"})
    @Tag("T18")
    @Tag("T19")
    void entityStatusReportsOpenSocketsWithoutTheReserve(int max, int open, String reportedMax, String reportedOpen) {
        DiscoveryFixture delayed = new DiscoveryFixture(config -> config.maxSockets = max);
        delayed.openSockets(open);
        delayed.receive(Wire.message(0x4001, ""));

        assertThat(delayed.take())
                .containsExactly(Bytes.hex("03 FC 40 02 00 00 00 07 00" + reportedMax + reportedOpen + "00 00 27 10"));
    }

    @Test
    @Tag("T21")
    void wrongInverseVersionIsRefusedAndTheNextRequestAnswered() {
        entity.receive(Wire.header(0x03, 0xFD, 0x0001, 0));
        entity.receive(Wire.message(0x0001, ""));

        assertThat(entity.take()).containsExactly(Wire.headerNack(0x00), ANNOUNCEMENT);
    }

    @ParameterizedTest
    @CsvSource({"0x4001, 0xFF", "0x4003, 0xFF", "0x4001, 0x05", "0x4003, 0x01"})
    @Tag("T22")
    void unsupportedVersionIsRefusedForOtherTypes(int type, int version) {
        entity.receive(Wire.message(version, type, Bytes.EMPTY));

        assertThat(entity.take()).containsExactly(Wire.headerNack(0x03, 0x00));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0005, 0x0008, 0x0009, 0x4000, 0x4005, 0x8001, 0x8004, 0xF000, 0xFFFF})
    @Tag("T23")
    @Tag("T24")
    void typeThatIsNotForUdpIsRefused(int type) {
        entity.receive(Wire.message(type, "0E 80 00 00 00 00 00"));

        assertThat(entity.take()).containsExactly(Wire.headerNack(0x01));
    }

    @ParameterizedTest(name = "type {0} length {1}")
    @CsvSource({
        "0x0001, 1",
        "0x0002, 5",
        "0x0002, 7",
        "0x0003, 16",
        "0x0003, 18",
        "0x4001, 1",
        "0x4003, 1",
    })
    @Tag("T25")
    void lengthThatDoesNotFitTheTypeIsRefused(int type, int length) {
        entity.receive(Wire.message(0x03, type, Wire.zeros(length)));

        assertThat(entity.take()).containsExactly(Wire.headerNack(0x04));
    }

    @Test
    @Tag("T26")
    @Tag("T31")
    void headerLengthMustBeThatOfTheDatagram() {
        Bytes request = Wire.message(0x0001, "");
        Bytes byEid = Wire.message(0x0002, "00 11 22 33 44 55");
        entity.receive(byEid.slice(0, 13));
        entity.receive(request.plus(Bytes.of(0x00)));
        entity.receive(request.plus(request));

        assertThat(entity.take()).containsExactly(Wire.headerNack(0x04), Wire.headerNack(0x04), Wire.headerNack(0x04));
    }

    @Test
    @Tag("T27")
    void hugeLengthIsRefused() {
        entity.receive(Wire.header(0x03, 0xFC, 0x0001, 0xFFFF_FFFFL));

        assertThat(entity.take()).containsExactly(Wire.headerNack(0x02));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    @Tag("T28")
    void datagramShorterThanAHeaderIsDropped(int length) {
        entity.receive(Wire.message(0x4003, "").slice(0, length));

        assertThat(entity.take()).isEmpty();
    }

    @Test
    @Tag("T29")
    void typesThatEntitiesSendAreDropped() {
        entity.receive(Wire.headerNack(0x00));
        entity.receive(ANNOUNCEMENT);
        entity.receive(Bytes.hex("03 FC 40 02 00 00 00 03 00 02 00"));
        entity.receive(Bytes.hex("03 FC 40 04 00 00 00 01 01"));

        assertThat(entity.take()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"255.255.255.255", "224.0.0.1", "239.1.2.3", "ff02::1"})
    @Tag("T30")
    void senderThatIsNoUnicastAddressIsNotAnswered(String address) {
        entity.receive(Wire.message(0x0001, ""), DiscoveryFixture.sender(address, 13400));
        entity.receive(Wire.message(0x0009, ""), DiscoveryFixture.sender(address, 13400));

        assertThat(entity.take()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 1024", "192.0.2.1, 60000", "192.0.2.255, 13400", "2001:db8::1, 1"})
    @Tag("T32")
    void answerGoesToTheAddressAndPortOfTheRequest(String address, int port) {
        InetSocketAddress sender = DiscoveryFixture.sender(address, port);
        entity.receive(Wire.message(0x0001, ""), sender);
        entity.receive(Wire.message(0x0009, ""), sender);

        assertThat(entity.answers)
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer.to()).isEqualTo(sender));
    }
}
