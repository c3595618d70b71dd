package io.doip4j.core.message;

import io.doip4j.core.internal.Checks;

/**
 * The kind of routing activation that a tester asks for (ISO 13400-2, routing activation request). Reserved and
 * manufacturer values are kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record ActivationType(int value) {
    /** Default activation. */
    public static final ActivationType DEFAULT = new ActivationType(0x00);

    /** Activation required by regulation, formerly named WWH-OBD. */
    public static final ActivationType REGULATORY = new ActivationType(0x01);

    /** Activation with central security. */
    public static final ActivationType CENTRAL_SECURITY = new ActivationType(0xE0);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public ActivationType {
        Checks.u8("activation type", value);
    }

    /**
     * An activation type; the named ones are shared instances.
     *
     * @param value 0..0xFF, also a reserved one
     * @return the value
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static ActivationType of(int value) {
        return switch (value) {
            case 0x00 -> DEFAULT;
            case 0x01 -> REGULATORY;
            case 0xE0 -> CENTRAL_SECURITY;
            default -> new ActivationType(value);
        };
    }

    /** The value and its meaning: {@code 0x00 (default)}. */
    @Override
    public String toString() {
        return CodeNames.format(value, name());
    }

    private String name() {
        return switch (value) {
            case 0x00 -> "default";
            case 0x01 -> "required by regulation";
            case 0xE0 -> "central security";
            default -> value > 0xE0 ? "manufacturer specific" : "reserved";
        };
    }
}
