package io.doip4j.core.codec;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PayloadType;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes DoIP messages with their generic header. */
public final class DoipEncoder {
    private DoipEncoder() {}

    /**
     * The number of bytes of a message on the wire.
     *
     * @param message the message
     * @return header and payload, in bytes
     */
    public static int encodedLength(DoipMessage message) {
        return DoipHeader.LENGTH + message.payloadLength();
    }

    /**
     * Writes a message.
     *
     * @param version the protocol version to write into the header
     * @param message the message
     * @param target where to; must be big-endian, as buffers are unless told otherwise. Its position moves by
     *     {@link #encodedLength}
     * @throws BufferOverflowException if the buffer has too little room; nothing is written then
     * @throws IllegalArgumentException if the buffer is little-endian
     */
    public static void encode(ProtocolVersion version, DoipMessage message, ByteBuffer target) {
        int length = message.payloadLength();
        if (target.remaining() < DoipHeader.LENGTH + length) {
            throw new BufferOverflowException();
        }
        writeHeader(version, message.type(), length, target);
        message.writePayload(target);
    }

    /**
     * Writes a message into a new byte string.
     *
     * @param version the protocol version to write into the header
     * @param message the message
     * @return header and payload
     */
    public static Bytes encode(ProtocolVersion version, DoipMessage message) {
        byte[] array = new byte[encodedLength(message)];
        encode(version, message, ByteBuffer.wrap(array));
        return Bytes.wrap(array);
    }

    /**
     * Writes a generic header alone, for tools that build messages by hand.
     *
     * @param version the protocol version; its inverse is written too
     * @param type the payload type
     * @param payloadLength bytes that are to follow, 0..0xFFFFFFFF
     * @param target where to; must be big-endian. Its position moves by 8
     * @throws BufferOverflowException if the buffer has too little room; nothing is written then
     * @throws IllegalArgumentException if the buffer is little-endian
     */
    public static void writeHeader(ProtocolVersion version, PayloadType type, long payloadLength, ByteBuffer target) {
        if (target.order() != ByteOrder.BIG_ENDIAN) {
            throw new IllegalArgumentException("the buffer is little-endian; DoIP is written big-endian");
        }
        target.putLong(((long) version.value() << 56)
                | ((long) version.inverse() << 48)
                | ((long) type.value() << 32)
                | (payloadLength & 0xFFFF_FFFFL));
    }
}
