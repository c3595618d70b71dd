package io.doip4j.uds.services.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.services.internal.testing.Dialog;
import io.doip4j.uds.services.internal.testing.FakeConnection;
import io.doip4j.uds.services.internal.testing.FakeEcu;
import io.doip4j.uds.spi.SessionListener;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Wrong keys, and what keeps a tester from trying them all. */
class SecurityAccessAttemptsTest {
    private static final SeedKeyAlgorithm ALGORITHM =
            SeedKeyAlgorithm.xor(Bytes.hex("A5 A5")).withFixedSeed(Bytes.hex("11 22"));
    private static final SecurityLevel LEVEL = SecurityLevel.of(0x01, ALGORITHM);
    private static final String SEED = "67 01 11 22";
    private static final String GOOD_KEY = "27 02 B4 87";
    private static final String WRONG_KEY = "27 02 00 00";

    /** What a tester may try to make an ECU forget its wrong keys. */
    enum Trick {
        NOTHING,
        SAME_SESSION,
        OTHER_SESSION,
        DEFAULT_AND_BACK,
        SESSION_TIMEOUT,
        RESET
    }

    private static FakeEcu with(SecurityLevel... levels) {
        EcuDefinition definition =
                EcuDefinition.builder(0x1000).setting(SecurityLevels.of(levels)).build();
        return FakeEcu.of(definition, new SecurityAccess()).in(Session.EXTENDED);
    }

    private static void play(Trick trick, FakeEcu ecu) {
        switch (trick) {
            case NOTHING -> {}
            case SAME_SESSION -> ecu.in(Session.EXTENDED);
            case OTHER_SESSION -> ecu.in(Session.PROGRAMMING);
            case DEFAULT_AND_BACK -> ecu.in(Session.DEFAULT).in(Session.EXTENDED);
            case SESSION_TIMEOUT -> {
                ecu.change(Session.DEFAULT, SessionListener.Cause.TIMEOUT);
                ecu.in(Session.EXTENDED);
            }
            case RESET -> reset(ecu);
        }
    }

    private static void reset(FakeEcu ecu) {
        ecu.change(Session.DEFAULT, SessionListener.Cause.RESET);
        ecu.in(Session.EXTENDED);
    }

    private static void fail(FakeEcu ecu, int times, String answer) {
        for (int i = 0; i < times; i++) {
            Dialog.hold(ecu, "27 01 -> " + SEED, WRONG_KEY + " -> " + answer);
        }
    }

    private static void lockOut(FakeEcu ecu) {
        fail(ecu, 2, "7F 27 35");
        fail(ecu, 1, "7F 27 36");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Trick.class)
    void theThirdWrongKeyStartsTheDelayWhateverHappensInBetween(Trick trick) {
        FakeEcu ecu = with(LEVEL);

        fail(ecu, 1, "7F 27 35");
        play(trick, ecu);
        fail(ecu, 1, "7F 27 35");
        play(trick, ecu);
        fail(ecu, 1, "7F 27 36");

        Dialog.hold(ecu, "27 01 -> 7F 27 37", GOOD_KEY + " -> 7F 27 24");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Trick.class)
    void theDelayLastsAsLongAsItIsWhateverHappensInBetween(Trick trick) {
        FakeEcu ecu = with(LEVEL);
        lockOut(ecu);

        ecu.advance(Duration.ofSeconds(5));
        play(trick, ecu);
        ecu.advance(Duration.ofSeconds(5).minusNanos(1));
        Dialog.hold(ecu, "27 01 -> 7F 27 37");
        ecu.advance(Duration.ofNanos(1));
        Dialog.hold(ecu, "27 01 -> " + SEED, GOOD_KEY + " -> 67 02");
    }

    @Test
    void requestsDuringTheDelayDoNotProlongIt() {
        FakeEcu ecu = with(LEVEL);
        lockOut(ecu);

        for (int second = 0; second < 10; second++) {
            Dialog.hold(ecu, "27 01 -> 7F 27 37", GOOD_KEY + " -> 7F 27 24");
            ecu.advance(Duration.ofSeconds(1));
        }
        Dialog.hold(ecu, "27 01 -> " + SEED);
    }

    @Test
    void duringTheDelayTheLengthIsCheckedFirst() {
        FakeEcu ecu = with(LEVEL);
        lockOut(ecu);

        Dialog.hold(ecu, "27 01 00 -> 7F 27 13", "27 03 -> 7F 27 12", "27 01 -> 7F 27 37");
    }

    @Test
    void neitherAnotherConnectionNorAnotherTesterGetsNewAttempts() {
        FakeEcu ecu = with(LEVEL);
        fail(ecu, 1, "7F 27 35");

        FakeConnection second = new FakeConnection(2);
        ecu.connection.close();
        assertThat(ecu.askAs(0x0E00, second, "27 01")).isEqualTo(SEED);
        assertThat(ecu.askAs(0x0E00, second, WRONG_KEY)).isEqualTo("7F 27 35");

        FakeConnection third = new FakeConnection(3);
        assertThat(ecu.askAs(0x0E01, third, "27 01")).isEqualTo(SEED);
        assertThat(ecu.askAs(0x0E01, third, WRONG_KEY)).isEqualTo("7F 27 36");

        assertThat(ecu.askAs(0x0E02, new FakeConnection(4), "27 01")).isEqualTo("7F 27 37");
    }

    @Test
    void oneAttemptIsLeftAfterTheDelay() {
        FakeEcu ecu = with(LEVEL);
        lockOut(ecu);

        for (int round = 0; round < 3; round++) {
            ecu.advance(Duration.ofSeconds(10));
            fail(ecu, 1, "7F 27 36");
            Dialog.hold(ecu, "27 01 -> 7F 27 37");
        }
    }

    @ParameterizedTest(name = "{0} attempts, {1} after the delay")
    @CsvSource({"3, 1", "3, 2", "3, 3", "1, 1", "5, 4"})
    void asManyAttemptsAreLeftAfterTheDelayAsConfigured(int attempts, int afterDelay) {
        FakeEcu ecu = with(LEVEL.attempts(attempts, Duration.ofMinutes(1)).attemptsAfterDelay(afterDelay));
        fail(ecu, attempts - 1, "7F 27 35");
        fail(ecu, 1, "7F 27 36");

        for (int round = 0; round < 2; round++) {
            ecu.advance(Duration.ofMinutes(1));
            fail(ecu, afterDelay - 1, "7F 27 35");
            fail(ecu, 1, "7F 27 36");
            Dialog.hold(ecu, "27 01 -> 7F 27 37");
        }
    }

    @Test
    void attemptsAfterTheDelayAreCountedAcrossResets() {
        FakeEcu ecu = with(LEVEL.attemptsAfterDelay(2));
        lockOut(ecu);
        ecu.advance(Duration.ofSeconds(10));

        fail(ecu, 1, "7F 27 35");
        reset(ecu);
        fail(ecu, 1, "7F 27 36");
    }

    @Test
    void aRightKeyGivesAllAttemptsBack() {
        FakeEcu ecu = with(LEVEL);
        fail(ecu, 2, "7F 27 35");
        Dialog.hold(ecu, "27 01 -> " + SEED, GOOD_KEY + " -> 67 02");
        ecu.in(Session.EXTENDED);

        lockOut(ecu);

        ecu.advance(Duration.ofSeconds(10));
        Dialog.hold(ecu, "27 01 -> " + SEED, GOOD_KEY + " -> 67 02");
        ecu.in(Session.EXTENDED);
        lockOut(ecu);
    }

    @Test
    void askingForSeedsWithoutSendingKeysGivesNoAttemptsBack() {
        FakeEcu ecu = with(LEVEL);
        fail(ecu, 2, "7F 27 35");
        for (int i = 0; i < 10; i++) {
            Dialog.hold(ecu, "27 01 -> " + SEED);
        }

        Dialog.hold(ecu, WRONG_KEY + " -> 7F 27 36");
    }

    @Test
    void keysOfWrongLengthOrWithoutSeedAreNoAttempts() {
        FakeEcu ecu = with(LEVEL);
        Dialog.hold(ecu, "27 01 -> " + SEED);
        for (int i = 0; i < 10; i++) {
            Dialog.hold(ecu, "27 02 00 -> 7F 27 13");
        }
        Dialog.hold(ecu, WRONG_KEY + " -> 7F 27 35");
        for (int i = 0; i < 10; i++) {
            Dialog.hold(ecu, WRONG_KEY + " -> 7F 27 24");
        }

        fail(ecu, 1, "7F 27 35");
        fail(ecu, 1, "7F 27 36");
    }

    @Test
    void eachLevelCountsForItself() {
        SecurityLevel other = SecurityLevel.of(0x03, ALGORITHM).attempts(2, Duration.ofSeconds(20));
        FakeEcu ecu = with(LEVEL, other);
        fail(ecu, 2, "7F 27 35");

        // Success at one level gives no attempts at another, and a delay there is none here.
        Dialog.hold(ecu, "27 03 -> 67 03 11 22", "27 04 B4 87 -> 67 04");
        fail(ecu, 1, "7F 27 36");
        ecu.in(Session.EXTENDED);
        Dialog.hold(ecu, "27 03 -> 67 03 11 22", "27 04 00 00 -> 7F 27 35", "27 01 -> 7F 27 37");
        Dialog.hold(ecu, "27 03 -> 67 03 11 22", "27 04 00 00 -> 7F 27 36");

        ecu.advance(Duration.ofSeconds(10));
        Dialog.hold(ecu, "27 01 -> " + SEED, "27 03 -> 7F 27 37");
        ecu.advance(Duration.ofSeconds(10));
        Dialog.hold(ecu, "27 03 -> 67 03 11 22");
    }

    @Test
    void aRefusalBecauseOfTheDelayLeavesTheSeedOfAnotherLevel() {
        FakeEcu ecu = with(LEVEL, SecurityLevel.of(0x03, ALGORITHM));
        lockOut(ecu);

        Dialog.hold(ecu, "27 03 -> 67 03 11 22", "27 01 -> 7F 27 37", "27 04 B4 87 -> 67 04");
    }

    @Test
    void whoeverHasTheLevelUnlockedGetsZerosEvenDuringTheDelay() {
        FakeEcu ecu = with(LEVEL);
        Dialog.hold(ecu, "27 01 -> " + SEED, GOOD_KEY + " -> 67 02");
        FakeConnection attacker = new FakeConnection(2);
        for (int i = 0; i < 3; i++) {
            assertThat(ecu.askAs(0x0E01, attacker, "27 01")).isEqualTo(SEED);
            assertThat(ecu.askAs(0x0E01, attacker, WRONG_KEY)).startsWith("7F 27 3");
        }

        assertThat(ecu.askAs(0x0E01, attacker, "27 01")).isEqualTo("7F 27 37");
        Dialog.hold(ecu, "27 01 -> 67 01 00 00");
    }

    @Test
    void aDelayOfZeroIsNone() {
        FakeEcu ecu = with(LEVEL.attempts(1, Duration.ZERO));

        fail(ecu, 5, "7F 27 36");
    }

    @Test
    void aFaultOfTheAlgorithmCountsAsAWrongKey() {
        SeedKeyAlgorithm failing = SeedKeyAlgorithm.computed(2, 2, (level, dataRecord, seed) -> {
                    throw new GeneralSecurityException("no key today");
                })
                .withFixedSeed(Bytes.hex("11 22"));
        FakeEcu ecu = with(SecurityLevel.of(0x01, failing));

        for (int i = 0; i < 3; i++) {
            Dialog.hold(ecu, "27 01 -> " + SEED);
            assertThatThrownBy(() -> ecu.ask(GOOD_KEY)).hasRootCauseMessage("no key today");
        }
        Dialog.hold(ecu, "27 01 -> 7F 27 37");
    }

    @Test
    void thePowerOnDelayRunsFromTheStart() {
        FakeEcu ecu = with(LEVEL.powerOnDelay(Duration.ofSeconds(7)));

        Dialog.hold(ecu, "27 01 -> 7F 27 37");
        ecu.advance(Duration.ofSeconds(7).minusNanos(1));
        Dialog.hold(ecu, "27 01 -> 7F 27 37");
        ecu.advance(Duration.ofNanos(1));
        Dialog.hold(ecu, "27 01 -> " + SEED, GOOD_KEY + " -> 67 02");
    }

    @Test
    void thePowerOnDelayRunsAfterAResetUnlessTheLastKeyWasRight() {
        FakeEcu ecu = with(LEVEL.powerOnDelay(Duration.ofSeconds(7)));
        ecu.advance(Duration.ofSeconds(7));
        reset(ecu);
        Dialog.hold(ecu, "27 01 -> 7F 27 37");

        ecu.advance(Duration.ofSeconds(7));
        Dialog.hold(ecu, "27 01 -> " + SEED, GOOD_KEY + " -> 67 02");
        reset(ecu);
        Dialog.hold(ecu, "27 01 -> " + SEED, WRONG_KEY + " -> 7F 27 35");
        reset(ecu);
        Dialog.hold(ecu, "27 01 -> 7F 27 37");
    }

    @Test
    void noOtherTransitionStartsThePowerOnDelay() {
        FakeEcu ecu = with(LEVEL.powerOnDelay(Duration.ofSeconds(7)));
        ecu.advance(Duration.ofSeconds(7));
        fail(ecu, 1, "7F 27 35");

        play(Trick.DEFAULT_AND_BACK, ecu);
        play(Trick.SESSION_TIMEOUT, ecu);
        play(Trick.SAME_SESSION, ecu);

        Dialog.hold(ecu, "27 01 -> " + SEED);
    }

    @Test
    void thePowerOnDelayDoesNotShortenTheDelayAfterWrongKeys() {
        FakeEcu ecu = with(LEVEL.powerOnDelay(Duration.ofSeconds(2)));
        ecu.advance(Duration.ofSeconds(2));
        lockOut(ecu);

        reset(ecu);
        ecu.advance(Duration.ofSeconds(10).minusNanos(1));
        Dialog.hold(ecu, "27 01 -> 7F 27 37");
        ecu.advance(Duration.ofNanos(1));
        fail(ecu, 1, "7F 27 36");
    }

    @Test
    void thePowerOnDelayCanProlongTheDelayAfterWrongKeys() {
        FakeEcu ecu = with(LEVEL.powerOnDelay(Duration.ofSeconds(30)));
        ecu.advance(Duration.ofSeconds(30));
        lockOut(ecu);
        ecu.advance(Duration.ofSeconds(9));

        reset(ecu);
        ecu.advance(Duration.ofSeconds(29));
        Dialog.hold(ecu, "27 01 -> 7F 27 37");
        ecu.advance(Duration.ofSeconds(1));
        fail(ecu, 1, "7F 27 36");
    }

    @Test
    void thePowerOnDelayGivesNoAttemptsBack() {
        FakeEcu ecu = with(LEVEL.powerOnDelay(Duration.ofSeconds(1)).attemptsAfterDelay(3));
        ecu.advance(Duration.ofSeconds(1));
        fail(ecu, 2, "7F 27 35");

        reset(ecu);
        ecu.advance(Duration.ofSeconds(1));
        fail(ecu, 1, "7F 27 36");
    }

    @Test
    void resetsAfterTheDelayDoNotTakeTheLastAttemptAway() {
        FakeEcu ecu = with(LEVEL);
        lockOut(ecu);
        ecu.advance(Duration.ofSeconds(10));
        reset(ecu);
        reset(ecu);

        Dialog.hold(ecu, "27 01 -> " + SEED, GOOD_KEY + " -> 67 02");
    }
}
