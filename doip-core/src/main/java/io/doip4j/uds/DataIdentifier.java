package io.doip4j.uds;

import io.doip4j.core.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A data identifier, DID (ISO 14229-1, annex C).
 *
 * @param value 0..0xFFFF
 */
public record DataIdentifier(int value) implements Comparable<DataIdentifier> {
    /**
     * Checks the range.
     *
     * @param value 0..0xFFFF
     * @throws IllegalArgumentException if the value is not 0..0xFFFF
     */
    public DataIdentifier {
        Checks.u16("data identifier", value);
    }

    /**
     * A data identifier.
     *
     * @param value 0..0xFFFF
     * @return the identifier
     * @throws IllegalArgumentException if the value is not 0..0xFFFF
     */
    public static DataIdentifier of(int value) {
        return new DataIdentifier(value);
    }

    // By hand, as the next method: linking what the compiler would write here takes milliseconds at the start of a
    // server
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DataIdentifier identifier && identifier.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public int compareTo(DataIdentifier other) {
        return Integer.compare(value, other.value);
    }

    /** The value in hexadecimal: {@code 0xF190}. */
    @Override
    public String toString() {
        return String.format("0x%04X", value);
    }
}
