package io.doip4j.core.message;

import java.nio.ByteBuffer;

/** Payload type 0x4001: asks an entity for its kind and its sockets (ISO 13400-2). The payload is empty. */
public record EntityStatusRequest() implements DoipMessage {
    @Override
    public PayloadType type() {
        return PayloadType.ENTITY_STATUS_REQUEST;
    }

    @Override
    public int payloadLength() {
        return 0;
    }

    @Override
    public void writePayload(ByteBuffer target) {}
}
