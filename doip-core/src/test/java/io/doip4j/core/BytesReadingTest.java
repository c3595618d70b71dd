package io.doip4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Numbers and parts of byte strings, and their bounds. */
class BytesReadingTest {
    private final byte[] array = {0x55, (byte) 0xF1, (byte) 0x90, 0x01, (byte) 0x80, 0x66};
    /** F1 90 01 80, in the middle of an array: nothing outside may be seen. */
    private final Bytes bytes = Bytes.wrap(array).slice(1, 4);

    @Test
    void numbersAreUnsignedAndBigEndian() {
        assertThat(bytes.u8(0)).isEqualTo(0xF1);
        assertThat(bytes.u8(3)).isEqualTo(0x80);
        assertThat(bytes.u16(0)).isEqualTo(0xF190);
        assertThat(bytes.u16(2)).isEqualTo(0x0180);
        assertThat(bytes.u32(0)).isEqualTo(0xF190_0180L);
        assertThat(Bytes.hex("FF FF FF FF").u32(0)).isEqualTo(0xFFFF_FFFFL);
        assertThat(bytes.unsigned(0, 1)).isEqualTo(0xF1);
        assertThat(bytes.unsigned(1, 3)).isEqualTo(0x90_0180);
        assertThat(bytes.unsigned(0, 4)).isEqualTo(0xF190_0180L);
        assertThat(Bytes.hex("FF FF FF FF FF FF FF FE").unsigned(0, 8)).isEqualTo(-2L);
        assertThat(Bytes.hex("00 01 02 03 04 05 06 07").unsigned(1, 7)).isEqualTo(0x01_0203_0405_0607L);
    }

    @Test
    void boundsAreThoseOfTheSliceNotOfTheArray() {
        outOfBounds(() -> bytes.u8(-1));
        outOfBounds(() -> bytes.u8(4));
        outOfBounds(() -> bytes.u16(-1));
        outOfBounds(() -> bytes.u16(3));
        outOfBounds(() -> bytes.u16(Integer.MAX_VALUE));
        outOfBounds(() -> bytes.u32(-1));
        outOfBounds(() -> bytes.u32(1));
        outOfBounds(() -> bytes.unsigned(2, 3));
        outOfBounds(() -> bytes.unsigned(-1, 1));
        outOfBounds(() -> bytes.from(5));
        outOfBounds(() -> bytes.from(-1));
        outOfBounds(() -> bytes.from(Integer.MIN_VALUE));
        outOfBounds(() -> bytes.slice(0, 5));
        outOfBounds(() -> bytes.slice(3, 2));
        outOfBounds(() -> bytes.slice(1, -1));
        outOfBounds(() -> bytes.slice(2, Integer.MAX_VALUE));
        outOfBounds(() -> Bytes.EMPTY.u8(0));
        assertThatIllegalArgumentException().isThrownBy(() -> bytes.unsigned(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> bytes.unsigned(0, 9));
    }

    private static void outOfBounds(ThrowingCallable call) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(call);
    }

    @Test
    void slicesShareMemory() {
        Bytes slice = bytes.slice(1, 2);
        Bytes rest = bytes.from(1);
        array[2] = 0x33;

        assertThat(slice).isEqualTo(Bytes.hex("33 01"));
        assertThat(rest).isEqualTo(Bytes.hex("33 01 80"));
        assertThat(rest.slice(1, 1)).isEqualTo(Bytes.hex("01"));
        assertThat(bytes.slice(0, 4)).isSameAs(bytes);
        assertThat(bytes.from(4)).isSameAs(Bytes.EMPTY);
        assertThat(bytes.slice(2, 0)).isSameAs(Bytes.EMPTY);
    }

    @Test
    void toArrayIsACopyOfTheSliceOnly() {
        byte[] copy = bytes.toArray();
        copy[0] = 0;

        assertThat(copy).hasSize(4);
        assertThat(bytes.u8(0)).isEqualTo(0xF1);
    }

    // The array behind the slice goes on: its bytes must not show in the sum.
    @Test
    void plusJoinsSlices() {
        Bytes sum = bytes.slice(0, 2).plus(bytes.slice(3, 1));

        assertThat(sum).isEqualTo(Bytes.hex("F1 90 80"));
        assertThat(bytes.plus(Bytes.EMPTY)).isSameAs(bytes);
        assertThat(Bytes.EMPTY.plus(bytes)).isSameAs(bytes);
        assertThat(bytes.plus(bytes)).isEqualTo(Bytes.hex("F1 90 01 80 F1 90 01 80"));
        assertThat(array).as("unchanged").containsExactly(0x55, 0xF1, 0x90, 0x01, 0x80, 0x66);
    }

    @Test
    void startsWith() {
        assertThat(bytes.startsWith(Bytes.EMPTY)).isTrue();
        assertThat(bytes.startsWith(bytes)).isTrue();
        assertThat(bytes.startsWith(Bytes.hex("F1 90"))).isTrue();
        assertThat(bytes.startsWith(Bytes.hex("F1 91"))).isFalse();
        assertThat(bytes.startsWith(Bytes.hex("F1 90 01 80 66"))).isFalse();
        assertThat(Bytes.EMPTY.startsWith(bytes)).isFalse();
    }

    @Test
    void isAll() {
        assertThat(Bytes.hex("FF FF").isAll(0xFF)).isTrue();
        assertThat(Bytes.hex("FF FE").isAll(0xFF)).isFalse();
        assertThat(Bytes.hex("FF").isAll(-1)).isFalse();
        assertThat(Bytes.EMPTY.isAll(0x12)).isTrue();
    }

    @Test
    void lengthAndEmptiness() {
        assertThat(bytes.length()).isEqualTo(4);
        assertThat(bytes.isEmpty()).isFalse();
        assertThat(Bytes.EMPTY.length()).isZero();
        assertThat(Bytes.EMPTY.isEmpty()).isTrue();
    }

    @Test
    void writeToMovesThePositionOrWritesNothing() {
        ByteBuffer target = ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN);
        bytes.writeTo(target);

        assertThat(target.position()).isEqualTo(4);
        assertThat(target.array()).containsExactly(0xF1, 0x90, 0x01, 0x80, 0);
        assertThatExceptionOfType(BufferOverflowException.class).isThrownBy(() -> bytes.writeTo(target));
        assertThat(target.position()).isEqualTo(4);
        assertThat(target.get(4)).isZero();
    }

    @Test
    void asBufferIsAReadOnlyViewOfTheSlice() {
        ByteBuffer view = bytes.asBuffer();

        assertThat(view.position()).isZero();
        assertThat(view.capacity()).isEqualTo(4);
        assertThat(view.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(view.getInt()).isEqualTo(0xF190_0180);
        assertThat(bytes.asBuffer().position()).as("independent").isZero();
        assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> view.put(0, (byte) 1));
    }
}
