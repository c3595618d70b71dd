package io.doip4j.core.message;

import io.doip4j.core.internal.Checks;

/**
 * The code of a positive diagnostic acknowledge (ISO 13400-2, diagnostic message positive acknowledge). Reserved values
 * are kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record DiagnosticAckCode(int value) {
    /** The message was valid and handed on to its target. */
    public static final DiagnosticAckCode CONFIRMED = new DiagnosticAckCode(0x00);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public DiagnosticAckCode {
        Checks.u8("diagnostic acknowledge code", value);
    }

    /**
     * A diagnostic acknowledge code; the named ones are shared instances.
     *
     * @param value 0..0xFF, also a reserved one
     * @return the value
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static DiagnosticAckCode of(int value) {
        return switch (value) {
            case 0x00 -> CONFIRMED;
            default -> new DiagnosticAckCode(value);
        };
    }

    /** The value and its meaning: {@code 0x00 (routing confirmed)}. */
    @Override
    public String toString() {
        return CodeNames.format(value, name());
    }

    private String name() {
        return switch (value) {
            case 0x00 -> "routing confirmed";
            default -> "reserved";
        };
    }
}
