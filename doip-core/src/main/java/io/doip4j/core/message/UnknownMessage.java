package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import java.nio.ByteBuffer;

/**
 * A message whose type has no layout here: reserved types, and manufacturer types 0xF000..0xFFFF.
 *
 * @param type the payload type
 * @param payload all bytes after the generic header
 */
public record UnknownMessage(PayloadType type, Bytes payload) implements DoipMessage {
    @Override
    public int payloadLength() {
        return payload.length();
    }

    @Override
    public void writePayload(ByteBuffer target) {
        payload.writeTo(target);
    }
}
