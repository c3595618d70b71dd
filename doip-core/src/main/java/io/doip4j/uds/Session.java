package io.doip4j.uds;

import io.doip4j.core.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A diagnostic session, by the number that is the sub-function of DiagnosticSessionControl (ISO 14229-1, service 0x10).
 *
 * @param value 1..0x7E
 */
public record Session(int value) implements Comparable<Session> {
    /** The default session, 0x01: where every ECU begins and where it falls back to. */
    public static final Session DEFAULT = new Session(0x01);
    /** The programming session, 0x02. */
    public static final Session PROGRAMMING = new Session(0x02);
    /** The extended session, 0x03. */
    public static final Session EXTENDED = new Session(0x03);
    /** The safety system session, 0x04. */
    public static final Session SAFETY_SYSTEM = new Session(0x04);

    private static final int LARGEST = 0x7E;

    /**
     * Checks the range.
     *
     * @param value 1..0x7E
     * @throws IllegalArgumentException if the value is not 1..0x7E
     */
    public Session {
        Checks.range("diagnostic session", value, 1, LARGEST);
    }

    /**
     * A session.
     *
     * @param value 1..0x7E
     * @return the session
     * @throws IllegalArgumentException if the value is not 1..0x7E
     */
    public static Session of(int value) {
        return new Session(value);
    }

    /**
     * Whether this is the default session.
     *
     * @return true for 0x01
     */
    public boolean isDefault() {
        return value == DEFAULT.value;
    }

    // By hand, as the next method: linking what the compiler would write here takes milliseconds at the start of a
    // server
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Session session && session.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public int compareTo(Session other) {
        return Integer.compare(value, other.value);
    }

    /** The value and its name: {@code 0x03 (extended)}. */
    @Override
    public String toString() {
        String name = switch (value) {
            case 0x01 -> "default";
            case 0x02 -> "programming";
            case 0x03 -> "extended";
            case 0x04 -> "safety system";
            default -> "other";
        };
        return String.format("0x%02X (%s)", value, name);
    }
}
