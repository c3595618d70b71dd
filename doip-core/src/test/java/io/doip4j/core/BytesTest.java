package io.doip4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How byte strings are made, and how they show themselves. */
class BytesTest {
    @Test
    void ofTakesUnsignedValues() {
        assertThat(Bytes.of(0, 0x7F, 0x80, 0xFF).toArray()).containsExactly(0, 0x7F, 0x80, 0xFF);
        assertThat(Bytes.of()).isSameAs(Bytes.EMPTY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bytes.of(1, 0x100))
                .withMessageContaining("byte 1")
                .withMessageContaining("0x100");
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.of(-1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22 F1 90", "22F190", "22f190", " 22  f1\t90\n", "22F1 90"})
    void hexTakesPairsInAnyGrouping(String digits) {
        assertThat(Bytes.hex(digits)).isEqualTo(Bytes.of(0x22, 0xF1, 0x90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void hexOfNothingIsEmpty(String digits) {
        assertThat(Bytes.hex(digits)).isSameAs(Bytes.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "22 F", "2 2", "22 F 1 90", "0x22", "22:F1", "GG", "22-F1", "２２", "+1"})
    void hexRefusesAnythingElseAndNamesIt(String digits) {
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.hex(digits)).withMessageContaining(digits);
    }

    @Test
    void asciiIsSevenBits() {
        assertThat(Bytes.ascii("A\u0000\u007F")).isEqualTo(Bytes.of(0x41, 0, 0x7F));
        assertThat(Bytes.ascii("")).isSameAs(Bytes.EMPTY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bytes.ascii("Gr\u00FC\u00DFe"))
                .withMessageContaining("\u00FC");
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.ascii("\u0080"));
    }

    @Test
    void toAsciiShowsOtherBytesAsQuestionMarks() {
        assertThat(Bytes.of(0x41, 0x7F, 0x80, 0xFF).toAscii()).isEqualTo("A\u007F??");
        assertThat(Bytes.EMPTY.toAscii()).isEmpty();
    }

    @Test
    void copyOfAnArrayDoesNotChangeWithIt() {
        byte[] array = {1, 2, 3};
        Bytes bytes = Bytes.copyOf(array);
        array[0] = 9;

        assertThat(bytes).isEqualTo(Bytes.of(1, 2, 3));
        assertThat(Bytes.copyOf(new byte[0])).isSameAs(Bytes.EMPTY);
    }

    @Test
    void copyOfABufferTakesWhatRemains() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(1).limit(3);

        assertThat(Bytes.copyOf(buffer)).isEqualTo(Bytes.of(2, 3));
        assertThat(buffer.remaining()).isZero();
        assertThat(Bytes.copyOf(buffer)).isSameAs(Bytes.EMPTY);
        assertThat(Bytes.copyOf(ByteBuffer.allocateDirect(2).asReadOnlyBuffer()))
                .isEqualTo(Bytes.of(0, 0));
    }

    @Test
    void wrapSharesTheArray() {
        byte[] array = {1, 2};
        Bytes bytes = Bytes.wrap(array);
        array[1] = 7;

        assertThat(bytes).isEqualTo(Bytes.of(1, 7));
        assertThat(Bytes.wrap(new byte[0])).isSameAs(Bytes.EMPTY);
    }

    @Test
    void equalityIsByContent() {
        Bytes slice = Bytes.of(9, 1, 2, 9).slice(1, 2);

        assertThat(slice).isEqualTo(Bytes.of(1, 2)).hasSameHashCodeAs(Bytes.of(1, 2));
        assertThat(slice).isNotEqualTo(Bytes.of(1, 3)).isNotEqualTo(Bytes.of(1));
        assertThat(slice).isNotEqualTo("01 02").isNotEqualTo(null);
        assertThat(Bytes.of(1, 2).hashCode()).isNotEqualTo(Bytes.of(2, 1).hashCode());
    }

    @Test
    void toStringIsHexUpTo64Bytes() {
        assertThat(Bytes.of(0x22, 0xF1, 0x0A)).hasToString("22 F1 0A");
        assertThat(Bytes.EMPTY).hasToString("");
        Bytes longest = Bytes.wrap(new byte[64]);
        assertThat(longest.toString()).isEqualTo(longest.toHex()).hasSize(64 * 3 - 1);
        Bytes longer = Bytes.wrap(new byte[65]);
        assertThat(longer).hasToString(longest.toHex() + " … (65 bytes)");
        assertThat(longer.toHex()).hasSize(65 * 3 - 1);
    }

    @Test
    void hexReadsWhatToHexWrites() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        Bytes bytes = Bytes.wrap(all);

        assertThat(Bytes.hex(bytes.toHex())).isEqualTo(bytes);
    }

    @Test
    void copyToNeedsRoom() {
        byte[] target = new byte[4];
        Bytes.of(9, 1, 2).from(1).copyTo(target, 1);

        assertThat(target).containsExactly(0, 1, 2, 0);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Bytes.of(1, 2).copyTo(target, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Bytes.of(1, 2).copyTo(target, -1));
    }
}
