package io.doip4j.core.internal;

/**
 * Range checks of the value types and messages. Each returns the value that it checked and otherwise says which value
 * was wrong and what is allowed.
 */
public final class Checks {
    private Checks() {}

    /**
     * Checks a number against a range.
     *
     * @param what the name to use in the message
     * @param value the number
     * @param min smallest allowed
     * @param max largest allowed
     * @return the number
     * @throws IllegalArgumentException if it is outside
     */
    public static int range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw outside(what, value, min, max);
        }
        return value;
    }

    /**
     * Checks a number against a range.
     *
     * @param what the name to use in the message
     * @param value the number
     * @param min smallest allowed
     * @param max largest allowed
     * @return the number
     * @throws IllegalArgumentException if it is outside
     */
    public static long range(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw outside(what, value, min, max);
        }
        return value;
    }

    /**
     * Checks that a number fits into one byte.
     *
     * @param what the name to use in the message
     * @param value the number
     * @return the number
     * @throws IllegalArgumentException if it is not 0..0xFF
     */
    public static int u8(String what, int value) {
        return range(what, value, 0, 0xFF);
    }

    /**
     * Checks that a number fits into two bytes.
     *
     * @param what the name to use in the message
     * @param value the number
     * @return the number
     * @throws IllegalArgumentException if it is not 0..0xFFFF
     */
    public static int u16(String what, int value) {
        return range(what, value, 0, 0xFFFF);
    }

    /**
     * Checks that a number fits into four bytes.
     *
     * @param what the name to use in the message
     * @param value the number
     * @return the number
     * @throws IllegalArgumentException if it is not 0..0xFFFFFFFF
     */
    public static long u32(String what, long value) {
        return range(what, value, 0, 0xFFFF_FFFFL);
    }

    /**
     * Checks the length of a byte string.
     *
     * @param what the name to use in the message
     * @param actual the length that it has
     * @param needed the only allowed length
     * @throws IllegalArgumentException if they differ
     */
    public static void length(String what, int actual, int needed) {
        if (actual != needed) {
            throw new IllegalArgumentException(what + " has " + actual + " bytes, needed are exactly " + needed);
        }
    }

    private static IllegalArgumentException outside(String what, long value, long min, long max) {
        return new IllegalArgumentException(String.format(
                "%s is %d (0x%X), allowed is %d..%d (0x%X..0x%X)", what, value, value, min, max, min, max));
    }
}
