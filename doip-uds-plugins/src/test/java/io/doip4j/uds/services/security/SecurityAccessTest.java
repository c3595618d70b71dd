package io.doip4j.uds.services.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.data.ReadDataByIdentifier;
import io.doip4j.uds.services.internal.testing.Dialog;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.services.internal.testing.FakeExchange;
import io.doip4j.uds.services.management.DiagnosticSessionControl;
import io.doip4j.uds.services.management.EcuReset;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityAccessTest {
    private static final String GOOD_KEY = "27 02 B4 87 96 E1";
    private static final String SEED = "67 01 11 22 33 44";

    private static final EcuDefinition ECU = EcuDefinition.builder(0x1000)
            .setting(SecurityLevels.of(
                    SecurityLevel.of(0x01, fixed("A5 A5 A5 A5", "11 22 33 44")),
                    SecurityLevel.of(0x03, fixed("5A 5A 5A 5A", "DE AD BE EF"))
                            .availableIn(Sessions.of(Session.PROGRAMMING)),
                    SecurityLevel.of(0x7D, fixed("FF FF", "12 34")).dataRecord(2)))
            .data(ecu -> new Protected())
            .data(0x0002, Bytes.of(0x01))
            .build();

    /** Data that level 1 protects. */
    private record Protected() implements DataRecord {
        @Override
        public DataIdentifier id() {
            return DataIdentifier.of(0x0111);
        }

        @Override
        public Bytes read(UdsExchange exchange) {
            Nrc refusal = Access.securityLevel(0x01).refusal(exchange);
            if (refusal != null) {
                throw new NegativeResponseException(refusal);
            }
            return Bytes.hex("A5 5A");
        }
    }

    private final SecurityAccess provider = new SecurityAccess();

    private static SeedKeyAlgorithm fixed(String mask, String seed) {
        return SeedKeyAlgorithm.xor(Bytes.hex(mask)).withFixedSeed(Bytes.hex(seed));
    }

    private FakeEcu ecu() {
        return FakeEcu.of(ECU, provider, new ReadDataByIdentifier(), new DiagnosticSessionControl(), new EcuReset());
    }

    private FakeEcu extended() {
        return ecu().in(Session.EXTENDED);
    }

    private FakeEcu with(SecurityLevel... levels) {
        EcuDefinition definition =
                EcuDefinition.builder(0x1000).setting(SecurityLevels.of(levels)).build();
        return FakeEcu.of(definition, provider).in(Session.EXTENDED);
    }

    @ParameterizedTest(name = "{0}: {2} in session {1}")
    @CsvSource(delimiter = '|', textBlock = """
            seed, key, unlocked: seed of zeros   | 3 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 -> 67 02, 27 01 -> 67 01 00 00 00 00
            no key is expected for zeros         | 3 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 -> 67 02, 27 01 -> 67 01 00 00 00 00, 27 02 A5 A5 A5 A5 -> 7F 27 24, 27 02 B4 87 96 E1 -> 7F 27 24
            still unlocked after zeros           | 3 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 -> 67 02, 27 01 -> 67 01 00 00 00 00, 22 01 11 -> 62 01 11 A5 5A
            a key without a seed                 | 3 | 27 02 B4 87 96 E1 -> 7F 27 24
            that comes before the length         | 3 | 27 02 -> 7F 27 24, 27 02 B4 87 96 -> 7F 27 24
            a wrong key uses up the seed         | 3 | 27 01 -> 67 01 11 22 33 44, 27 02 00 00 00 00 -> 7F 27 35, 27 02 B4 87 96 E1 -> 7F 27 24
            a right key uses up the seed         | 3 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 -> 67 02, 27 02 B4 87 96 E1 -> 7F 27 24
            a short key does not                 | 3 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 -> 7F 27 13, 27 02 B4 87 96 E1 -> 67 02
            a long key does not                  | 3 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 00 -> 7F 27 13, 27 02 B4 87 96 E1 -> 67 02
            nor no key at all                    | 3 | 27 01 -> 67 01 11 22 33 44, 27 02 -> 7F 27 13, 27 02 B4 87 96 E1 -> 67 02
            one bit of the key                   | 3 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E0 -> 7F 27 35
            one bit of the key, first byte       | 3 | 27 01 -> 67 01 11 22 33 44, 27 02 34 87 96 E1 -> 7F 27 35
            the seed can be asked for again      | 3 | 27 01 -> 67 01 11 22 33 44, 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 -> 67 02
            bit 7 is not echoed                  | 3 | 27 81 -> 67 01 11 22 33 44, 27 82 B4 87 96 E1 -> 67 02
            a level of another session           | 3 | 27 03 -> 7F 27 7E, 27 04 84 F7 E4 B5 -> 7F 27 7E
            session before length and sequence   | 3 | 27 03 00 -> 7F 27 7E, 27 04 -> 7F 27 7E
            in its session                       | 2 | 27 03 -> 67 03 DE AD BE EF, 27 04 84 F7 E4 B5 -> 67 04
            levels that are not there            | 3 | 27 05 -> 7F 27 12, 27 06 -> 7F 27 12, 27 41 -> 7F 27 12, 27 42 -> 7F 27 12
            0x00 and 0x7F are reserved           | 3 | 27 00 -> 7F 27 12, 27 80 -> 7F 27 12, 27 7F -> 7F 27 12, 27 FF -> 7F 27 12
            0x43..0x5E are reserved              | 3 | 27 43 -> 7F 27 12, 27 44 -> 7F 27 12, 27 5D -> 7F 27 12, 27 5E -> 7F 27 12
            the level comes before the length    | 3 | 27 05 00 -> 7F 27 12
            no sub-function                      | 3 | 27 -> 7F 27 13
            a record that is not wanted          | 3 | 27 01 00 -> 7F 27 13
            one that is wanted                   | 3 | 27 7D AB CD -> 67 7D 12 34, 27 7E ED CB -> 67 7E
            too short, too long, missing         | 3 | 27 7D AB -> 7F 27 13, 27 7D AB CD EF -> 7F 27 13, 27 7D -> 7F 27 13
            not in the default session           | 1 | 27 01 -> 7F 27 7F, 27 05 -> 7F 27 7F
            a seed of another level              | 2 | 27 01 -> 67 01 11 22 33 44, 27 04 84 F7 E4 B5 -> 7F 27 24, 27 02 B4 87 96 E1 -> 67 02
            only the last seed counts            | 2 | 27 01 -> 67 01 11 22 33 44, 27 03 -> 67 03 DE AD BE EF, 27 02 B4 87 96 E1 -> 7F 27 24, 27 04 84 F7 E4 B5 -> 67 04
            unlocking one level locks the other  | 2 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 -> 67 02, 27 03 -> 67 03 DE AD BE EF, 27 04 84 F7 E4 B5 -> 67 04, 27 01 -> 67 01 11 22 33 44, 22 01 11 -> 7F 22 33
            a seed for another level does not    | 2 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 -> 67 02, 27 03 -> 67 03 DE AD BE EF, 22 01 11 -> 62 01 11 A5 5A
            nor does a wrong key for it          | 2 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 -> 67 02, 27 03 -> 67 03 DE AD BE EF, 27 04 00 00 00 00 -> 7F 27 35, 22 01 11 -> 62 01 11 A5 5A, 27 01 -> 67 01 00 00 00 00
            zeros take the other seed back       | 2 | 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 -> 67 02, 27 03 -> 67 03 DE AD BE EF, 27 01 -> 67 01 00 00 00 00, 27 04 84 F7 E4 B5 -> 7F 27 24
            protected data                       | 3 | 22 01 11 -> 7F 22 33, 22 00 02 01 11 -> 7F 22 33, 27 01 -> 67 01 11 22 33 44, 27 02 B4 87 96 E1 -> 67 02, 22 01 11 -> 62 01 11 A5 5A
            """)
    void answers(String rule, int session, String dialog) {
        Dialog.holdAll(ecu().in(Session.of(session)), dialog);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"10 03 -> 50 03 00 32 01 F4", "10 02 -> 50 02 00 32 01 F4"})
    void everySessionTransitionLocksAndDiscardsTheSeed(String transition) {
        FakeEcu unlocked = extended();
        Dialog.hold(unlocked, "27 01 -> " + SEED, GOOD_KEY + " -> 67 02", transition, "22 01 11 -> 7F 22 33");
        Dialog.hold(unlocked, "27 01 -> " + SEED);

        FakeEcu seedGiven = extended();
        Dialog.hold(seedGiven, "27 01 -> " + SEED, transition, GOOD_KEY + " -> 7F 27 24");
    }

    @Test
    void refusedRequestForASeedLeavesTheSeedAlone() {
        Dialog.hold(
                extended(),
                "27 01 -> " + SEED,
                "27 01 00 -> 7F 27 13",
                "27 03 -> 7F 27 7E",
                "27 05 -> 7F 27 12",
                "27 7D -> 7F 27 13",
                GOOD_KEY + " -> 67 02");
    }

    @Test
    void resetAndTimeoutDiscardTheSeed() {
        FakeEcu reset = extended();
        Dialog.hold(reset, "27 01 -> " + SEED, "11 01 -> 51 01", "10 03 -> 50 03 00 32 01 F4");
        Dialog.hold(reset, GOOD_KEY + " -> 7F 27 24");

        FakeEcu timeout = extended();
        Dialog.hold(timeout, "27 01 -> " + SEED);
        timeout.change(Session.DEFAULT, SessionListener.Cause.TIMEOUT);
        Dialog.hold(timeout, "10 03 -> 50 03 00 32 01 F4", GOOD_KEY + " -> 7F 27 24");
    }

    @Test
    void anotherTesterCannotUseTheSeed() {
        FakeEcu ecu = extended();
        Dialog.hold(ecu, "27 01 -> " + SEED);

        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), GOOD_KEY)).isEqualTo("7F 27 24");
        assertThat(ecu.askAs(0x0E01, ecu.connection, GOOD_KEY)).isEqualTo("7F 27 24");

        Dialog.hold(ecu, GOOD_KEY + " -> 67 02");
    }

    @Test
    void theSameTesterCannotUseTheSeedByAnotherConnection() {
        FakeEcu ecu = extended();
        Dialog.hold(ecu, "27 01 -> " + SEED);
        ecu.connection.close();

        assertThat(ecu.askAs(0x0E00, new FakeConnection(2), GOOD_KEY)).isEqualTo("7F 27 24");
    }

    @Test
    void anotherTesterGetsARealSeedForTheUnlockedLevel() {
        FakeEcu ecu = extended();
        Dialog.hold(ecu, "27 01 -> " + SEED, GOOD_KEY + " -> 67 02");

        assertThat(ecu.askAs(0x0E01, new FakeConnection(2), "27 01")).isEqualTo(SEED);
    }

    @Test
    void aWrongKeyUnlocksNothing() {
        FakeEcu ecu = extended();
        Dialog.hold(ecu, "27 01 -> " + SEED);

        FakeExchange exchange = ecu.exchange();
        assertThat(ecu.ask("27 02 00 00 00 00", exchange)).isEqualTo("7F 27 35");

        assertThat(exchange.unlocked()).isNull();
        assertThat(ecu.level()).isZero();
    }

    @Test
    void theRightKeyUnlocksTheLevelThatTheSeedWasFor() {
        FakeEcu ecu = ecu().in(Session.PROGRAMMING);
        Dialog.hold(ecu, "27 03 -> 67 03 DE AD BE EF", "27 04 84 F7 E4 B5 -> 67 04");

        assertThat(ecu.level()).isEqualTo(0x03);
    }

    @Test
    void everySeedIsNew() {
        FakeEcu ecu = with(SecurityLevel.of(0x01, SeedKeyAlgorithm.hmacSha256(Bytes.ascii("0123456789abcdef"))));
        Set<String> seeds = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seeds.add(ecu.ask("27 01"));
        }

        assertThat(seeds).hasSize(100).allMatch(seed -> seed.startsWith("67 01 ") && seed.length() == 18 * 3 - 1);
    }

    @Test
    void seedsOfOneByteAreNeverAllZerosOrOnes() {
        FakeEcu ecu = with(SecurityLevel.of(0x01, SeedKeyAlgorithm.xor(Bytes.of(0x5A))));
        Set<String> seeds = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            seeds.add(ecu.ask("27 01"));
        }

        assertThat(seeds).hasSizeGreaterThan(200).doesNotContain("67 01 00", "67 01 FF");
    }

    @Test
    void theAlgorithmLearnsLevelRecordAndSeed() {
        List<String> seen = new ArrayList<>();
        SeedKeyAlgorithm algorithm = SeedKeyAlgorithm.computed(2, 1, (level, dataRecord, seed) -> {
                    seen.add(level + " " + dataRecord + " " + seed);
                    return Bytes.of(0x77);
                })
                .withFixedSeed(Bytes.hex("12 34"));
        FakeEcu ecu = with(SecurityLevel.of(0x61, algorithm).dataRecord(3));

        Dialog.hold(ecu, "27 61 0A 0B 0C -> 67 61 12 34", "27 62 77 -> 67 62");

        assertThat(seen).containsExactly(0x61 + " 0A 0B 0C 12 34");
    }

    @Test
    void theAlgorithmCanRefuseTheDataRecordOrTheConditions() {
        FakeEcu ecu = with(SecurityLevel.of(0x01, new Refusing()).dataRecord(1));

        Dialog.hold(ecu, "27 01 AA -> 7F 27 31", "27 01 BB -> 7F 27 22", "27 02 01 -> 7F 27 24");
    }

    /** Takes no data record, and keeps another from being asked for at all. */
    private record Refusing() implements SeedKeyAlgorithm {
        @Override
        public int seedLength() {
            return 1;
        }

        @Override
        public int keyLength() {
            return 1;
        }

        @Override
        public Bytes seed(int level, Bytes dataRecord) {
            throw new NegativeResponseException(
                    dataRecord.u8(0) == 0xAA ? Nrc.REQUEST_OUT_OF_RANGE : Nrc.CONDITIONS_NOT_CORRECT);
        }

        @Override
        public boolean accepts(int level, Bytes dataRecord, Bytes seed, Bytes key) {
            return true;
        }
    }

    @ParameterizedTest(name = "\"{0}\" is no seed")
    @ValueSource(strings = {"00 00", "", "11", "11 22 33"})
    void anAlgorithmThatMakesABadSeedIsAFault(String seed) {
        FakeEcu ecu = with(SecurityLevel.of(0x01, new BadSeed(Bytes.hex(seed))));

        assertThatThrownBy(() -> ecu.ask("27 01"))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("made a seed of " + Bytes.hex(seed).length() + " bytes, needed are 2");
        assertThat(ecu.ask("27 02 00 00")).isEqualTo("7F 27 24");
    }

    private record BadSeed(Bytes bad) implements SeedKeyAlgorithm {
        @Override
        public int seedLength() {
            return 2;
        }

        @Override
        public int keyLength() {
            return 2;
        }

        @Override
        public Bytes seed(int level, Bytes dataRecord) {
            return bad;
        }

        @Override
        public boolean accepts(int level, Bytes dataRecord, Bytes seed, Bytes key) {
            return true;
        }
    }

    @Test
    void anEcuWithoutLevelsDoesNotHaveTheService() {
        FakeEcu ecu =
                FakeEcu.of(EcuDefinition.builder(0x1000).build(), provider).in(Session.EXTENDED);

        assertThat(provider.appliesTo(ecu)).isFalse();
        assertThat(ecu.ask("27 01")).isEqualTo("7F 27 11");
    }

    @Test
    void leavesTheCheckOfTheSubFunctionToTheService() {
        ServiceDescriptor descriptor = provider.descriptor();

        assertThat(descriptor.hasSubFunction()).isTrue();
        assertThat(descriptor.subFunctions()).isEmpty();
        assertThat(descriptor.minLength()).isEqualTo(2);
        assertThat(descriptor.nonBlocking()).isTrue();
        assertThat(descriptor.sessions().contains(Session.DEFAULT)).isFalse();
        assertThat(descriptor.sessions().contains(Session.PROGRAMMING)).isTrue();
    }
}
