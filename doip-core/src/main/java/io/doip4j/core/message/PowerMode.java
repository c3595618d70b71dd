package io.doip4j.core.message;

import io.doip4j.core.internal.Checks;

/**
 * Whether reliable diagnostics are possible (ISO 13400-2, diagnostic power mode information response). Reserved values are
 * kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record PowerMode(int value) {
    /** Not ready. */
    public static final PowerMode NOT_READY = new PowerMode(0x00);

    /** Ready: reliable diagnostics are possible. */
    public static final PowerMode READY = new PowerMode(0x01);

    /** The entity cannot tell. */
    public static final PowerMode NOT_SUPPORTED = new PowerMode(0x02);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public PowerMode {
        Checks.u8("diagnostic power mode", value);
    }

    /**
     * A diagnostic power mode; the named ones are shared instances.
     *
     * @param value 0..0xFF, also a reserved one
     * @return the value
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static PowerMode of(int value) {
        return switch (value) {
            case 0x00 -> NOT_READY;
            case 0x01 -> READY;
            case 0x02 -> NOT_SUPPORTED;
            default -> new PowerMode(value);
        };
    }

    /** The value and its meaning: {@code 0x00 (not ready)}. */
    @Override
    public String toString() {
        return CodeNames.format(value, name());
    }

    private String name() {
        return switch (value) {
            case 0x00 -> "not ready";
            case 0x01 -> "ready";
            case 0x02 -> "not supported";
            default -> "reserved";
        };
    }
}
