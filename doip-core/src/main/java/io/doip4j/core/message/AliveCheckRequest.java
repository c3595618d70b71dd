package io.doip4j.core.message;

import java.nio.ByteBuffer;

/** Payload type 0x0007: asks the tester on a TCP connection whether it is still there (ISO 13400-2). The payload is empty. */
public record AliveCheckRequest() implements DoipMessage {
    @Override
    public PayloadType type() {
        return PayloadType.ALIVE_CHECK_REQUEST;
    }

    @Override
    public int payloadLength() {
        return 0;
    }

    @Override
    public void writePayload(ByteBuffer target) {}
}
