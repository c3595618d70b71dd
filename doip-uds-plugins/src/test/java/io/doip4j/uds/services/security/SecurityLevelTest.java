package io.doip4j.uds.services.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Sessions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityLevelTest {
    private static final SeedKeyAlgorithm ALGORITHM = SeedKeyAlgorithm.xor(Bytes.of(0xA5));

    private final SecurityLevel level = SecurityLevel.of(0x01, ALGORITHM);

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x03, 0x3F, 0x41, 0x5F, 0x61, 0x7D})
    void takesOddNumbersThatAreNotReserved(int number) {
        assertThat(SecurityLevel.of(number, ALGORITHM).level()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x00, 0x02, 0x42, 0x43, 0x45, 0x5D, 0x5E, 0x60, 0x7E, 0x7F, 0x81, 0x101})
    void refusesOthers(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecurityLevel.of(number, ALGORITHM))
                .withMessageContaining(String.format("0x%02X", number));
    }

    @Test
    void hasTheDefaultsOfPractice() {
        assertThat(level)
                .isEqualTo(new SecurityLevel(
                        0x01, ALGORITHM, Sessions.nonDefault(), 3, Duration.ofSeconds(10), 1, Duration.ZERO, 0));
    }

    @Test
    void changesOnePropertyAtATime() {
        Sessions programming = Sessions.of(Session.PROGRAMMING);
        SecurityLevel changed = level.availableIn(programming)
                .attempts(5, Duration.ofMinutes(1))
                .attemptsAfterDelay(2)
                .powerOnDelay(Duration.ofSeconds(3))
                .dataRecord(4);

        assertThat(changed)
                .isEqualTo(new SecurityLevel(
                        0x01, ALGORITHM, programming, 5, Duration.ofMinutes(1), 2, Duration.ofSeconds(3), 4));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> level.attempts(0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> level.attempts(1, Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> level.attempts(1, Duration.ofDays(366)));
        assertThatIllegalArgumentException().isThrownBy(() -> level.attemptsAfterDelay(0));
        assertThatIllegalArgumentException().isThrownBy(() -> level.attemptsAfterDelay(4));
        assertThatIllegalArgumentException().isThrownBy(() -> level.powerOnDelay(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> level.powerOnDelay(Duration.ofDays(366)));
        assertThatIllegalArgumentException().isThrownBy(() -> level.dataRecord(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> level.dataRecord(4097));
        assertThat(level.dataRecord(4096).dataRecordLength()).isEqualTo(4096);
    }

    @Test
    void refusesAnAlgorithmWithoutLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecurityLevel.of(0x01, new Lengthless(0, 1)))
                .withMessageContaining("length of the seed is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecurityLevel.of(0x01, new Lengthless(1, 4097)))
                .withMessageContaining("length of the key is 4097");
    }

    private record Lengthless(int seedLength, int keyLength) implements SeedKeyAlgorithm {
        @Override
        public boolean accepts(int level, Bytes dataRecord, Bytes seed, Bytes key) {
            return false;
        }
    }

    @Test
    void eachLevelIsThereOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecurityLevels.of(level, SecurityLevel.of(0x03, ALGORITHM), level))
                .withMessage("security level 0x01 is defined twice");
        assertThat(SecurityLevels.of(level).levels()).containsExactly(level);
    }
}
