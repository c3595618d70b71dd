package io.doip4j.core.message;

import io.doip4j.core.internal.Checks;

/**
 * What a tester has to do before it can use the vehicle (ISO 13400-2, vehicle announcement). Reserved and manufacturer
 * values are kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record FurtherAction(int value) {
    /** Nothing. */
    public static final FurtherAction NONE = new FurtherAction(0x00);

    /** Routing activation with central security. */
    public static final FurtherAction CENTRAL_SECURITY = new FurtherAction(0x10);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public FurtherAction {
        Checks.u8("further action code", value);
    }

    /**
     * A further action code; the named ones are shared instances.
     *
     * @param value 0..0xFF, also a reserved one
     * @return the value
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static FurtherAction of(int value) {
        return switch (value) {
            case 0x00 -> NONE;
            case 0x10 -> CENTRAL_SECURITY;
            default -> new FurtherAction(value);
        };
    }

    /** The value and its meaning: {@code 0x00 (no further action required)}. */
    @Override
    public String toString() {
        return CodeNames.format(value, name());
    }

    private String name() {
        return switch (value) {
            case 0x00 -> "no further action required";
            case 0x10 -> "routing activation with central security required";
            default -> value > 0x10 ? "manufacturer specific" : "reserved";
        };
    }
}
