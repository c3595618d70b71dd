package io.doip4j.core.message;

import io.doip4j.core.internal.Checks;

/**
 * Why a diagnostic message was not handed on to its target (ISO 13400-2, diagnostic message negative acknowledge codes).
 * Reserved values are kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record DiagnosticNackCode(int value) {
    /** The source address is not the one activated on this socket. The socket is closed. */
    public static final DiagnosticNackCode INVALID_SOURCE_ADDRESS = new DiagnosticNackCode(0x02);

    /** No such target. */
    public static final DiagnosticNackCode UNKNOWN_TARGET_ADDRESS = new DiagnosticNackCode(0x03);

    /** Larger than the target can take. */
    public static final DiagnosticNackCode MESSAGE_TOO_LARGE = new DiagnosticNackCode(0x04);

    /** The target has no buffer now; the tester may try again. */
    public static final DiagnosticNackCode OUT_OF_MEMORY = new DiagnosticNackCode(0x05);

    /** The target cannot be reached. */
    public static final DiagnosticNackCode TARGET_UNREACHABLE = new DiagnosticNackCode(0x06);

    /** The network of the target is not known. */
    public static final DiagnosticNackCode UNKNOWN_NETWORK = new DiagnosticNackCode(0x07);

    /** The transport to the target failed; also for whatever has no code of its own. */
    public static final DiagnosticNackCode TRANSPORT_PROTOCOL_ERROR = new DiagnosticNackCode(0x08);

    /** The target is busy (Amd 1:2023 and later). */
    public static final DiagnosticNackCode TARGET_BUSY = new DiagnosticNackCode(0x09);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public DiagnosticNackCode {
        Checks.u8("diagnostic negative acknowledge code", value);
    }

    /**
     * A diagnostic negative acknowledge code; the named ones are shared instances.
     *
     * @param value 0..0xFF, also a reserved one
     * @return the value
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static DiagnosticNackCode of(int value) {
        return switch (value) {
            case 0x02 -> INVALID_SOURCE_ADDRESS;
            case 0x03 -> UNKNOWN_TARGET_ADDRESS;
            case 0x04 -> MESSAGE_TOO_LARGE;
            case 0x05 -> OUT_OF_MEMORY;
            case 0x06 -> TARGET_UNREACHABLE;
            case 0x07 -> UNKNOWN_NETWORK;
            case 0x08 -> TRANSPORT_PROTOCOL_ERROR;
            case 0x09 -> TARGET_BUSY;
            default -> new DiagnosticNackCode(value);
        };
    }

    /**
     * Whether an entity closes the TCP connection after this NACK.
     *
     * @return true for {@link #INVALID_SOURCE_ADDRESS} only
     */
    public boolean closesSocket() {
        return equals(INVALID_SOURCE_ADDRESS);
    }

    /** The value and its meaning: {@code 0x02 (invalid source address)}. */
    @Override
    public String toString() {
        return CodeNames.format(value, name());
    }

    private String name() {
        return switch (value) {
            case 0x02 -> "invalid source address";
            case 0x03 -> "unknown target address";
            case 0x04 -> "diagnostic message too large";
            case 0x05 -> "out of memory";
            case 0x06 -> "target unreachable";
            case 0x07 -> "unknown network";
            case 0x08 -> "transport protocol error";
            case 0x09 -> "target busy";
            default -> "reserved";
        };
    }
}
