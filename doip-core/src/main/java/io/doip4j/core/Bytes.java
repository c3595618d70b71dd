package io.doip4j.core;

import io.doip4j.core.internal.Checks;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable string of bytes. Everything is unsigned and big-endian, as on the wire.
 *
 * <p>Slices share the memory of the string they were cut from. Equality is by content. Safe for use by any thread.
 */
public final class Bytes {
    /** The empty byte string. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();
    private static final HexFormat PLAIN = HexFormat.of();
    private static final int SHOWN_BYTES = 64;

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Makes a byte string of the given values.
     *
     * @param values one value per byte, each 0..0xFF
     * @return the byte string
     * @throws IllegalArgumentException if a value is out of range
     */
    public static Bytes of(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) Checks.u8("byte " + i, values[i]);
        }
        return wrap(array);
    }

    /**
     * Parses hexadecimal digits. White space between bytes is allowed, so {@code "22 F1 90"} and {@code "22f190"} are
     * the same.
     *
     * @param digits pairs of hexadecimal digits
     * @return the byte string
     * @throws IllegalArgumentException if anything but pairs of digits and white space is found
     */
    public static Bytes hex(String digits) {
        StringBuilder plain = new StringBuilder(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (!Character.isWhitespace(c)) {
                plain.append(c);
            } else if (plain.length() % 2 != 0) {
                throw notHex(digits, null);
            }
        }
        try {
            return wrap(PLAIN.parseHex(plain));
        } catch (IllegalArgumentException e) {
            throw notHex(digits, e);
        }
    }

    private static IllegalArgumentException notHex(String digits, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "\"" + digits + "\" is not a string of hexadecimal bytes such as \"22 F1 90\"", cause);
    }

    /**
     * The bytes of an ASCII text.
     *
     * @param text the text
     * @return its bytes
     * @throws IllegalArgumentException if a character is not ASCII
     */
    public static Bytes ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                throw new IllegalArgumentException("'" + text.charAt(i) + "' in \"" + text + "\" is not ASCII");
            }
        }
        return wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Copies an array.
     *
     * @param array the bytes
     * @return a byte string that does not change when the array does
     */
    public static Bytes copyOf(byte[] array) {
        return wrap(array.clone());
    }

    /**
     * Copies what remains in a buffer and moves the buffer's position to its limit.
     *
     * @param buffer the bytes, from position to limit
     * @return the byte string
     */
    public static Bytes copyOf(ByteBuffer buffer) {
        byte[] array = new byte[buffer.remaining()];
        buffer.get(array);
        return wrap(array);
    }

    /**
     * Takes over an array without copying it. The caller gives the array away: changing it afterwards breaks the
     * immutability of this byte string and of every slice of it.
     *
     * @param array the bytes
     * @return a byte string over that array
     */
    public static Bytes wrap(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
    }

    /**
     * Number of bytes.
     *
     * @return the length, 0 or more
     */
    public int length() {
        return length;
    }

    /**
     * Whether there is no byte.
     *
     * @return true if the length is 0
     */
    public boolean isEmpty() {
        return length == 0;
    }

    /**
     * The unsigned byte at an index.
     *
     * @param index 0..length-1
     * @return 0..0xFF
     * @throws IndexOutOfBoundsException if the index is not inside
     */
    public int u8(int index) {
        Objects.checkIndex(index, length);
        return array[offset + index] & 0xFF;
    }

    /**
     * The unsigned 16-bit number at an index.
     *
     * @param index where its high byte is
     * @return 0..0xFFFF
     * @throws IndexOutOfBoundsException if the two bytes are not inside
     */
    public int u16(int index) {
        Objects.checkFromIndexSize(index, 2, length);
        int at = offset + index;
        return ((array[at] & 0xFF) << 8) | (array[at + 1] & 0xFF);
    }

    /**
     * The unsigned 32-bit number at an index.
     *
     * @param index where its highest byte is
     * @return 0..0xFFFFFFFF
     * @throws IndexOutOfBoundsException if the four bytes are not inside
     */
    public long u32(int index) {
        return ((long) u16(index) << 16) | u16(index + 2);
    }

    /**
     * The unsigned number of any width up to eight bytes at an index, as memory addresses and sizes in UDS have it.
     *
     * @param index where its highest byte is
     * @param width number of bytes, 1..8; with 8 the result is to be read as unsigned
     * @return the number
     * @throws IndexOutOfBoundsException if the bytes are not inside
     * @throws IllegalArgumentException if the width is not 1..8
     */
    public long unsigned(int index, int width) {
        Checks.range("width", width, 1, 8);
        Objects.checkFromIndexSize(index, width, length);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | (array[offset + index + i] & 0xFF);
        }
        return value;
    }

    /**
     * The bytes from an index to the end, without copying.
     *
     * @param from index of the first byte, 0..length
     * @return the slice
     * @throws IndexOutOfBoundsException if the index is not inside
     */
    public Bytes from(int from) {
        return slice(from, length - from);
    }

    /**
     * A part of this byte string, without copying.
     *
     * @param from index of the first byte
     * @param count number of bytes
     * @return the slice
     * @throws IndexOutOfBoundsException if the part is not inside
     */
    public Bytes slice(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        if (count == length) {
            return this;
        }
        return count == 0 ? EMPTY : new Bytes(array, offset + from, count);
    }

    /**
     * This byte string followed by another one.
     *
     * @param next what follows
     * @return a new byte string
     */
    public Bytes plus(Bytes next) {
        if (next.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return next;
        }
        byte[] both = Arrays.copyOfRange(array, offset, offset + length + next.length);
        System.arraycopy(next.array, next.offset, both, length, next.length);
        return wrap(both);
    }

    /**
     * Whether this byte string begins with another one.
     *
     * @param prefix the expected beginning
     * @return true if all its bytes are here, from index 0
     */
    public boolean startsWith(Bytes prefix) {
        return prefix.length <= length
                && Arrays.equals(
                        array,
                        offset,
                        offset + prefix.length,
                        prefix.array,
                        prefix.offset,
                        prefix.offset + prefix.length);
    }

    /**
     * Whether every byte has one value.
     *
     * @param value 0..0xFF
     * @return true if all bytes are equal to it; true for the empty string
     */
    public boolean isAll(int value) {
        for (int i = 0; i < length; i++) {
            if (u8(i) != value) {
                return false;
            }
        }
        return true;
    }

    /**
     * A copy of the bytes.
     *
     * @return a new array
     */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /**
     * Copies all bytes into an array.
     *
     * @param target where to
     * @param at index of the first byte in the target
     * @throws IndexOutOfBoundsException if the target has too little room
     */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /**
     * Writes all bytes into a buffer.
     *
     * @param target where to; its position moves
     * @throws BufferOverflowException if the buffer has too little room; nothing is written then
     */
    public void writeTo(ByteBuffer target) {
        target.put(array, offset, length);
    }

    /**
     * A read-only view of the bytes, without copying.
     *
     * @return a buffer from position 0 to its limit, independent of other views
     */
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /**
     * The bytes read as ASCII text, with a question mark for bytes that are not ASCII.
     *
     * @return the text
     */
    public String toAscii() {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(u8(i) < 0x80 ? (char) u8(i) : '?');
        }
        return text.toString();
    }

    /**
     * All bytes as hexadecimal digits: {@code 22 F1 90}.
     *
     * @return upper-case pairs separated by spaces
     */
    public String toHex() {
        return SPACED.formatHex(array, offset, offset + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The bytes as {@link #toHex()}; of a long string only the beginning and the length. */
    @Override
    public String toString() {
        return length <= SHOWN_BYTES ? toHex() : slice(0, SHOWN_BYTES).toHex() + " … (" + length + " bytes)";
    }
}
