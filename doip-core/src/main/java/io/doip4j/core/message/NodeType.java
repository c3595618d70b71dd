package io.doip4j.core.message;

import io.doip4j.core.internal.Checks;

/**
 * What kind of DoIP entity answered (ISO 13400-2, entity status response). Reserved values are kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record NodeType(int value) {
    /** A gateway: routes to targets behind it. */
    public static final NodeType GATEWAY = new NodeType(0x00);

    /** A node: serves itself only. */
    public static final NodeType NODE = new NodeType(0x01);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public NodeType {
        Checks.u8("node type", value);
    }

    /**
     * A node type; the named ones are shared instances.
     *
     * @param value 0..0xFF, also a reserved one
     * @return the value
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static NodeType of(int value) {
        return switch (value) {
            case 0x00 -> GATEWAY;
            case 0x01 -> NODE;
            default -> new NodeType(value);
        };
    }

    /** The value and its meaning: {@code 0x00 (gateway)}. */
    @Override
    public String toString() {
        return CodeNames.format(value, name());
    }

    private String name() {
        return switch (value) {
            case 0x00 -> "gateway";
            case 0x01 -> "node";
            default -> "reserved";
        };
    }
}
