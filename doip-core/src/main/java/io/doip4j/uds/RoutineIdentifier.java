package io.doip4j.uds;

import io.doip4j.core.internal.Checks;

/**
 * A routine identifier, RID (ISO 14229-1, annex F).
 *
 * @param value 0..0xFFFF
 */
public record RoutineIdentifier(int value) implements Comparable<RoutineIdentifier> {
    /**
     * Checks the range.
     *
     * @param value 0..0xFFFF
     * @throws IllegalArgumentException if the value is not 0..0xFFFF
     */
    public RoutineIdentifier {
        Checks.u16("routine identifier", value);
    }

    /**
     * A routine identifier.
     *
     * @param value 0..0xFFFF
     * @return the identifier
     * @throws IllegalArgumentException if the value is not 0..0xFFFF
     */
    public static RoutineIdentifier of(int value) {
        return new RoutineIdentifier(value);
    }

    @Override
    public int compareTo(RoutineIdentifier other) {
        return Integer.compare(value, other.value);
    }

    /** The value in hexadecimal: {@code 0x0203}. */
    @Override
    public String toString() {
        return String.format("0x%04X", value);
    }
}
