package io.doip4j.core.codec;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.internal.Checks;
import io.doip4j.core.message.PayloadType;

/**
 * The generic header that begins every DoIP message (ISO 13400-2, generic DoIP header): 8 bytes.
 *
 * @param version offset 0, 1 byte
 * @param inverseVersion offset 1, 1 byte: the complement of the version, if the message is well formed
 * @param type offset 2, 2 bytes
 * @param payloadLength offset 4, 4 bytes: bytes after the header, 0..0xFFFFFFFF
 */
public record DoipHeader(ProtocolVersion version, int inverseVersion, PayloadType type, long payloadLength) {
    /** Number of bytes. */
    public static final int LENGTH = 8;

    /**
     * Checks the ranges.
     *
     * @param version protocol version
     * @param inverseVersion the complement of the version
     * @param type payload type
     * @param payloadLength bytes after the header
     * @throws IllegalArgumentException if a number does not fit into its field
     */
    public DoipHeader {
        Checks.u8("inverse protocol version", inverseVersion);
        Checks.u32("payload length", payloadLength);
    }

    static DoipHeader of(long bits) {
        return new DoipHeader(
                ProtocolVersion.of(version(bits)), inverse(bits), PayloadType.of(type(bits)), payloadLength(bits));
    }

    static int version(long bits) {
        return (int) (bits >>> 56);
    }

    static int inverse(long bits) {
        return (int) (bits >>> 48) & 0xFF;
    }

    static int type(long bits) {
        return (int) (bits >>> 32) & 0xFFFF;
    }

    static long payloadLength(long bits) {
        return bits & 0xFFFF_FFFFL;
    }
}
