package io.doip4j.vehicle.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    @Test
    void isTheComplementOfTheSumOfWords() {
        // The example of RFC 1071, section 3
        assertThat(new Checksum()
                        .add(Bytes.hex("00 01 F2 03 F4 F5 F6 F7").asBuffer())
                        .value())
                .isEqualTo((short) ~0xDDF2);
    }

    @Test
    void anOddByteIsFollowedByZero() {
        assertThat(new Checksum().add(Bytes.hex("12 34 56").asBuffer()).value())
                .isEqualTo(new Checksum().add(0x1234).add(0x5600).value());
    }

    @Test
    void carriesAreAddedUntilThereAreNone() {
        assertThat(new Checksum().add(0xFFFF).add(0xFFFF).add(0x0001).value()).isEqualTo((short) ~0x0001);
    }
}
