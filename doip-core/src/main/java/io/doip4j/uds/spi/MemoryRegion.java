package io.doip4j.uds.spi;

import java.util.function.LongToIntFunction;

/**
 * The definition of a piece of memory that a tester can read or write by address (ISO 14229-1, services 0x23, 0x3D, 0x34,
 * 0x35). Addresses and lengths are unsigned numbers of up to 64 bits. Immutable.
 *
 * @param start first address, unsigned
 * @param length number of bytes, unsigned, 1 or more; the whole 64-bit space takes two regions
 * @param readableIn the sessions in which it can be read
 * @param writableIn the sessions in which it can be written
 * @param access what a tester needs to read or write it
 * @param initial the byte at an address before it is written, of which the lowest 8 bits count; it must return the same
 *     value every time
 */
public record MemoryRegion(
        long start, long length, Sessions readableIn, Sessions writableIn, Access access, LongToIntFunction initial) {
    /**
     * Checks the numbers.
     *
     * @param start first address
     * @param length number of bytes
     * @param readableIn the sessions in which it can be read
     * @param writableIn the sessions in which it can be written
     * @param access what a tester needs
     * @param initial the byte at an address before it is written
     * @throws IllegalArgumentException if the length is 0 or the end is beyond 64 bits
     */
    public MemoryRegion {
        if (length == 0) {
            throw new IllegalArgumentException(String.format("memory at 0x%X has no byte, must have 1 or more", start));
        }
        if (Long.compareUnsigned(start + length - 1, start) < 0) {
            throw new IllegalArgumentException(
                    String.format("memory at 0x%X with 0x%X bytes goes beyond the last 64-bit address", start, length));
        }
    }

    /**
     * Memory full of 0x00 that can be read in every session and never written, by everybody.
     *
     * @param start first address, unsigned
     * @param length number of bytes, unsigned, 1 or more
     * @return the definition
     * @throws IllegalArgumentException if the length is 0 or the end is beyond 64 bits
     */
    public static MemoryRegion readOnly(long start, long length) {
        return new MemoryRegion(start, length, Sessions.all(), Sessions.none(), Access.free(), address -> 0);
    }

    /**
     * The same memory, readable in some sessions only.
     *
     * @param sessions where
     * @return the definition
     */
    public MemoryRegion readableIn(Sessions sessions) {
        return new MemoryRegion(start, length, sessions, writableIn, access, initial);
    }

    /**
     * The same memory, writable.
     *
     * @param sessions where
     * @return the definition
     */
    public MemoryRegion writableIn(Sessions sessions) {
        return new MemoryRegion(start, length, readableIn, sessions, access, initial);
    }

    /**
     * The same memory, protected.
     *
     * @param needed what a tester needs
     * @return the definition
     */
    public MemoryRegion access(Access needed) {
        return new MemoryRegion(start, length, readableIn, writableIn, needed, initial);
    }

    /**
     * The same memory with other initial content.
     *
     * @param content the byte at an address, of which the lowest 8 bits count; always the same for an address
     * @return the definition
     */
    public MemoryRegion initial(LongToIntFunction content) {
        return new MemoryRegion(start, length, readableIn, writableIn, access, content);
    }

    /**
     * Whether a range lies wholly inside.
     *
     * @param address first address, unsigned
     * @param size number of bytes, unsigned
     * @return true if it does; false for a range without bytes
     */
    public boolean contains(long address, long size) {
        long offset = address - start;
        return size != 0
                && Long.compareUnsigned(address, start) >= 0
                && Long.compareUnsigned(offset, length) < 0
                && Long.compareUnsigned(size, length - offset) <= 0;
    }

    /**
     * Whether this memory and another have a byte in common.
     *
     * @param other the other
     * @return true if they do
     */
    public boolean overlaps(MemoryRegion other) {
        return contains(other.start, 1) || other.contains(start, 1);
    }

    /** First and last address: {@code 0x20000000..0x200000FF}. */
    @Override
    public String toString() {
        return String.format("0x%X..0x%X", start, start + length - 1);
    }
}
