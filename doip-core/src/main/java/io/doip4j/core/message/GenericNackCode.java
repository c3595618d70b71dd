package io.doip4j.core.message;

import io.doip4j.core.internal.Checks;

/**
 * Why a message was refused by the generic header handler (ISO 13400-2, generic DoIP header negative acknowledge).
 * Reserved values are kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record GenericNackCode(int value) {
    /** Version and inverse version do not match, or the version is not supported. The socket is closed. */
    public static final GenericNackCode INCORRECT_PATTERN = new GenericNackCode(0x00);

    /** The payload type is not supported here. The message is discarded. */
    public static final GenericNackCode UNKNOWN_PAYLOAD_TYPE = new GenericNackCode(0x01);

    /** The message is larger than this entity can ever take. The message is discarded. */
    public static final GenericNackCode MESSAGE_TOO_LARGE = new GenericNackCode(0x02);

    /** There is no memory for the message now. The message is discarded. */
    public static final GenericNackCode OUT_OF_MEMORY = new GenericNackCode(0x03);

    /** The payload length does not fit the payload type. The socket is closed. */
    public static final GenericNackCode INVALID_PAYLOAD_LENGTH = new GenericNackCode(0x04);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public GenericNackCode {
        Checks.u8("generic header NACK code", value);
    }

    /**
     * A generic header NACK code; the named ones are shared instances.
     *
     * @param value 0..0xFF, also a reserved one
     * @return the value
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static GenericNackCode of(int value) {
        return switch (value) {
            case 0x00 -> INCORRECT_PATTERN;
            case 0x01 -> UNKNOWN_PAYLOAD_TYPE;
            case 0x02 -> MESSAGE_TOO_LARGE;
            case 0x03 -> OUT_OF_MEMORY;
            case 0x04 -> INVALID_PAYLOAD_LENGTH;
            default -> new GenericNackCode(value);
        };
    }

    /**
     * Whether an entity closes the TCP connection after this NACK. On UDP there is nothing to close.
     *
     * @return true for {@link #INCORRECT_PATTERN} and {@link #INVALID_PAYLOAD_LENGTH}
     */
    public boolean closesSocket() {
        return equals(INCORRECT_PATTERN) || equals(INVALID_PAYLOAD_LENGTH);
    }

    /** The value and its meaning: {@code 0x00 (incorrect pattern format)}. */
    @Override
    public String toString() {
        return CodeNames.format(value, name());
    }

    private String name() {
        return switch (value) {
            case 0x00 -> "incorrect pattern format";
            case 0x01 -> "unknown payload type";
            case 0x02 -> "message too large";
            case 0x03 -> "out of memory";
            case 0x04 -> "invalid payload length";
            default -> "reserved";
        };
    }
}
