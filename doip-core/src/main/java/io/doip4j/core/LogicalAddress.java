package io.doip4j.core;

import io.doip4j.core.internal.Checks;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A logical address: names a tester, an ECU, a gateway or a functional group (ISO 13400-2, table of logical addresses).
 *
 * @param value 0..0xFFFF, two bytes on the wire
 */
public record LogicalAddress(int value) implements Comparable<LogicalAddress> {
    private static final HexFormat DIGITS = HexFormat.of().withUpperCase();
    private static final int FIRST_TESTER = 0x0E00;
    private static final int LAST_TESTER = 0x0FFF;
    private static final int FIRST_FUNCTIONAL = 0xE000;
    private static final int LAST_FUNCTIONAL = 0xEFFF;

    /**
     * Checks the range.
     *
     * @param value 0..0xFFFF
     * @throws IllegalArgumentException if the value does not fit into two bytes
     */
    public LogicalAddress {
        Checks.u16("logical address", value);
    }

    /**
     * A logical address.
     *
     * @param value 0..0xFFFF
     * @return the address
     * @throws IllegalArgumentException if the value does not fit into two bytes
     */
    public static LogicalAddress of(int value) {
        return new LogicalAddress(value);
    }

    /**
     * Whether the address lies in the range of functional groups, 0xE000..0xEFFF. A configuration may use other
     * addresses for groups: the messages themselves do not tell.
     *
     * @return true for 0xE000..0xEFFF
     */
    public boolean isFunctional() {
        return value >= FIRST_FUNCTIONAL && value <= LAST_FUNCTIONAL;
    }

    /**
     * Whether the address lies in the ranges of test equipment and data recorders, 0x0E00..0x0FFF.
     *
     * @return true for 0x0E00..0x0FFF
     */
    public boolean isTester() {
        return value >= FIRST_TESTER && value <= LAST_TESTER;
    }

    // By hand, as the next method: linking what the compiler would write here takes milliseconds at the start of a
    // server
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogicalAddress address && address.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public int compareTo(LogicalAddress other) {
        return Integer.compare(value, other.value);
    }

    /** The address in hexadecimal: {@code 0x0E80}. */
    @Override
    public String toString() {
        return "0x" + DIGITS.toHexDigits((short) value);
    }
}
