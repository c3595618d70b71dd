package io.doip4j.core.message;

import java.nio.ByteBuffer;

/** Payload type 0x4003: asks whether reliable diagnostics are possible (ISO 13400-2). The payload is empty. */
public record PowerModeRequest() implements DoipMessage {
    @Override
    public PayloadType type() {
        return PayloadType.POWER_MODE_REQUEST;
    }

    @Override
    public int payloadLength() {
        return 0;
    }

    @Override
    public void writePayload(ByteBuffer target) {}
}
