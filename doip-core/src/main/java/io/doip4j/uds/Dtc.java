package io.doip4j.uds;

import io.doip4j.core.internal.Checks;

/**
 * A diagnostic trouble code, DTC (ISO 14229-1, annex D): three bytes on the wire.
 *
 * @param value 0..0xFFFFFF
 */
public record Dtc(int value) implements Comparable<Dtc> {
    /**
     * Checks the range.
     *
     * @param value 0..0xFFFFFF
     * @throws IllegalArgumentException if the value is not 0..0xFFFFFF
     */
    public Dtc {
        Checks.range("diagnostic trouble code", value, 0, 0xFF_FFFF);
    }

    /**
     * A diagnostic trouble code.
     *
     * @param value 0..0xFFFFFF
     * @return the identifier
     * @throws IllegalArgumentException if the value is not 0..0xFFFFFF
     */
    public static Dtc of(int value) {
        return new Dtc(value);
    }

    @Override
    public int compareTo(Dtc other) {
        return Integer.compare(value, other.value);
    }

    /** The value in hexadecimal: {@code 0x9A0102}. */
    @Override
    public String toString() {
        return String.format("0x%06X", value);
    }
}
