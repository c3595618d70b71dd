package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.ResetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the typed services send, and what they make of the answers: the layouts of ISO 14229-1. */
class TypedServicesTest {
    private final FakeLink link = new FakeLink();
    private final UdsClient ecu = Clients.of(link);

    @Test
    void sessionControlGivesTheTimes() {
        link.answer("10 03", "50 03 00 32 01 F4").answer("10 01", "50 01").answer("10 02", "50 02 00 32");

        assertThat(ecu.session(Session.EXTENDED).p2()).contains(Duration.ofMillis(50));
        assertThat(ecu.session(Session.EXTENDED).p2Star()).contains(Duration.ofSeconds(5));
        assertThat(ecu.session(Session.DEFAULT)).isEqualTo(SessionTiming.UNKNOWN);
        assertThatThrownBy(() -> ecu.session(Session.PROGRAMMING)).isInstanceOf(UdsMalformedResponseException.class);
    }

    @Test
    void resetPresenceAndCommunication() {
        link.answer("11 02", "51 02").answer("3E 00", "7E 00").answer("28 01 01", "68 01");

        ecu.reset(ResetType.KEY_OFF_ON);
        ecu.testerPresent();
        ecu.communication(Communication.Mode.ENABLE_RX_DISABLE_TX, 0x01);

        assertThat(link.takeSent()).containsExactly("1000: 11 02", "1000: 3E 00", "1000: 28 01 01");
        assertThatThrownBy(() -> ecu.communication(Communication.Mode.ENABLE_RX_AND_TX, 0x100))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void routinesGiveWhatFollowsTheIdentifier() {
        link.answer("31 01 02 03 AA", "71 01 02 03 00 01")
                .answer("31 02 02 03", "71 02 02 03")
                .answer("31 03 02 03", "71 03 02 03 FF");

        assertThat(ecu.routines().start(0x0203, hex("AA"))).isEqualTo(hex("00 01"));
        assertThat(ecu.routines().stop(0x0203, Bytes.EMPTY)).isEqualTo(Bytes.EMPTY);
        assertThat(ecu.routines().results(0x0203)).isEqualTo(hex("FF"));
    }

    @Test
    void inputOutputGivesTheState() {
        link.answer("2F 02 00 03 55", "6F 02 00 03 55")
                .answer("2F 02 00 00 80", "6F 02 00 00 10")
                .answer("2F 02 00 01", "6F 02 00 01 00")
                .answer("2F 02 00 02", "6F 02 00 02 10");

        assertThat(ecu.inputOutput()
                        .control(0x0200, UdsInputOutput.Control.SHORT_TERM_ADJUSTMENT, hex("55"), Bytes.EMPTY))
                .isEqualTo(hex("55"));
        assertThat(ecu.inputOutput()
                        .control(0x0200, UdsInputOutput.Control.RETURN_CONTROL_TO_ECU, Bytes.EMPTY, hex("80")))
                .isEqualTo(hex("10"));
        assertThat(ecu.inputOutput().control(0x0200, UdsInputOutput.Control.RESET_TO_DEFAULT, Bytes.EMPTY, Bytes.EMPTY))
                .isEqualTo(hex("00"));
        assertThat(ecu.inputOutput()
                        .control(0x0200, UdsInputOutput.Control.FREEZE_CURRENT_STATE, Bytes.EMPTY, Bytes.EMPTY))
                .isEqualTo(hex("10"));
    }

    @Test
    void memoryIsReadAndWrittenInTheGivenFormat() {
        link.answer("23 14 20 00 00 10 04", "63 10 11 12 13")
                .answer("23 44 20 00 00 10 00 00 00 04", "63 10 11 12")
                .answer("3D 14 20 00 00 10 02 AA BB", "7D 14 20 00 00 10 02");
        MemoryLocation where = MemoryLocation.of(0x2000_0010L, 4);

        assertThat(ecu.memory().read(where.withFormat(0x14))).isEqualTo(hex("10 11 12 13"));
        assertThatThrownBy(() -> ecu.memory().read(where))
                .isInstanceOf(UdsMalformedResponseException.class)
                .hasMessageContaining("has 3 bytes of memory, asked for were 4");
        ecu.memory().write(MemoryLocation.of(0x2000_0010L, 2).withFormat(0x14), hex("AA BB"));
        assertThatThrownBy(() -> ecu.memory().write(where, hex("AA")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("content has 1 bytes, the location 4");
    }

    @Test
    void aMemoryLocationThatDoesNotFitSaysSo() {
        assertThat(new MemoryLocation(-1L, 1, 8, 1).format()).isEqualTo(0x18);
        assertThatThrownBy(() -> MemoryLocation.of(0x1_0000_0000L, 1))
                .hasMessage("address 0x100000000 does not fit into 4 bytes: use another format");
        assertThatThrownBy(() -> MemoryLocation.of(0, 0x100).withFormat(0x14)).hasMessageContaining("size 0x100");
        assertThatThrownBy(() -> MemoryLocation.of(0, 1).withFormat(0x04))
                .hasMessageContaining("bytes for the size is 0");
        assertThatThrownBy(() -> MemoryLocation.of(0, 1).withFormat(0x49))
                .hasMessageContaining("bytes for the address is 9");
    }

    @Test
    void dynamicIdentifiersAreDefinedAndCleared() {
        link.answer("2C 01 F3 01 F1 90 01 03 01 12 01 01", "6C 01 F3 01")
                .answer("2C 02 F3 02 14 20 00 00 10 02 20 00 00 20 01", "6C 02 F3 02")
                .answer("2C 03 F3 01", "6C 03 F3 01")
                .answer("2C 03", "6C 03");
        UdsDynamicData data = ecu.dynamicData();

        data.define(0xF301, new UdsDynamicData.Source(0xF190, 1, 3), new UdsDynamicData.Source(0x0112, 1, 1));
        data.defineByMemory(
                0xF302,
                MemoryLocation.of(0x2000_0010L, 2).withFormat(0x14),
                MemoryLocation.of(0x2000_0020L, 1).withFormat(0x14));
        data.clear(0xF301);
        data.clearAll();

        assertThat(link.takeSent()).hasSize(4);
        assertThatThrownBy(() -> data.define(0xF301)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UdsDynamicData.Source(0xF190, 0, 1)).hasMessageContaining("position is 0");
        assertThatThrownBy(() -> data.defineByMemory(
                        0xF301,
                        MemoryLocation.of(0x10, 1),
                        MemoryLocation.of(0x10, 1).withFormat(0x14)))
                .hasMessageContaining("several formats");
    }

    @Test
    void periodicDataArriveWithTheirIdentifier() {
        link.answer("2A 03 01 02", "6A").answer("2A 04 01", "6A").answer("2A 04", "6A");
        List<String> heard = new ArrayList<>();
        var listening = ecu.periodicData().listen((id, data) -> heard.add(id + ": " + data));

        ecu.periodicData().start(UdsPeriodicData.Rate.FAST, 0x01, 0x02);
        link.message(Clients.ECU, "6A 01 5A");
        link.message(Clients.OTHER, "6A 01 5B");
        link.message(Clients.ECU, "6A");
        link.message(Clients.ECU, "6A 02");
        link.periodic(Clients.ECU, "03 01 02");
        link.periodic(Clients.OTHER, "03 01 02");
        ecu.periodicData().stop(0x01);
        ecu.periodicData().stop();
        listening.cancel();
        link.message(Clients.ECU, "6A 01 5C");

        assertThat(heard).containsExactly("1: 5A", "2: ", "3: 01 02");
        assertThatThrownBy(() -> ecu.periodicData().start(UdsPeriodicData.Rate.SLOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.periodicData().stop(0x100)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void periodicDataDoNotAnswerTheRequestForThem() {
        var started = ecu.periodicData().startAsync(UdsPeriodicData.Rate.FAST, 0x02);

        link.message(Clients.ECU, "6A 01 5A");
        assertThat(Clients.isDone(started)).isFalse();
        link.message(Clients.ECU, "6A");

        assertThat(Clients.isDone(started)).isTrue();
    }

    // Security access

    @Test
    void aKeyUnlocks() {
        link.answer("27 01 AA", "67 01 11 22").answer("27 02 EE DD", "67 02");

        boolean needed = ecu.security().unlock(0x01, hex("AA"), (level, seed, parameters) -> {
            assertThat(level).isEqualTo(1);
            assertThat(parameters).isEqualTo(hex("AA"));
            return Bytes.of(seed.u8(0) ^ 0xFF, seed.u8(1) ^ 0xFF);
        });

        assertThat(needed).isTrue();
    }

    @Test
    void keyAndSeedCanBeHadAlone() {
        link.answer("27 03", "67 03 11 22").answer("27 04 EE DD", "67 04");

        assertThat(ecu.security().requestSeed(0x03, Bytes.EMPTY)).isEqualTo(hex("11 22"));
        ecu.security().sendKey(0x03, hex("EE DD"));
    }

    @Test
    void anUnlockWithoutBlockingFailsWithTheNegativeAnswerItself() {
        link.answer("27 01", "67 01 11 22").answer("27 02 11 22", "7F 27 35");

        var unlocked = ecu.security().unlockAsync(0x01, (level, seed, parameters) -> seed);

        assertThat(Clients.failure(unlocked))
                .isInstanceOfSatisfying(
                        UdsNegativeResponseException.class,
                        no -> assertThat(no.nrc()).isEqualTo(Nrc.INVALID_KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"67 01 00 00 00 00", "67 01 00", "67 01"})
    void aZeroSeedMeansUnlockedAlready(String answer) {
        link.answer("27 01", answer);

        assertThat(ecu.security().unlock(0x01, (level, seed, parameters) -> {
                    throw new AssertionError("no key is needed");
                }))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x35, 0x36, 0x24, 0x13})
    void whatTheEcuSaysToAKeyIsSurfaced(int nrc) {
        link.answer("27 01", "67 01 11 22").answer("27 02 00", String.format("7F 27 %02X", nrc));

        assertThatThrownBy(() -> ecu.security().unlock(0x01, (level, seed, parameters) -> Bytes.of(0)))
                .isInstanceOfSatisfying(
                        UdsNegativeResponseException.class,
                        no -> assertThat(no.nrc()).isEqualTo(Nrc.of(nrc)));
    }

    @Test
    void anAlgorithmThatFailsIsTheCallersOwnException() {
        link.answer("27 01", "67 01 11 22");

        assertThatThrownBy(() -> ecu.security().unlock(0x01, (level, seed, parameters) -> {
                    throw new UnsupportedOperationException("no key for " + seed);
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("no key for 11 22");
        assertThat(Clients.failure(ecu.security().unlockAsync(0x01, (level, seed, parameters) -> {
                    throw new UnsupportedOperationException("no key for " + seed);
                })))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 0x7E, 0x7F, -1})
    void aLevelIsOdd(int level) {
        assertThatThrownBy(() -> ecu.security().unlock(level, (any, seed, parameters) -> seed))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
