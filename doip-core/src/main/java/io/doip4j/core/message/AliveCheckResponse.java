package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import java.nio.ByteBuffer;

/**
 * Payload type 0x0008: a tester says that it is still there, asked by {@link AliveCheckRequest} or of its own accord
 * (ISO 13400-2, alive check response).
 *
 * @param source offset 0, 2 bytes: the address that the tester activated on this connection
 */
public record AliveCheckResponse(LogicalAddress source) implements DoipMessage {
    static AliveCheckResponse readPayload(Bytes payload) {
        return new AliveCheckResponse(LogicalAddress.of(payload.u16(0)));
    }

    @Override
    public PayloadType type() {
        return PayloadType.ALIVE_CHECK_RESPONSE;
    }

    @Override
    public int payloadLength() {
        return Layout.ADDRESS;
    }

    @Override
    public void writePayload(ByteBuffer target) {
        target.putShort((short) source.value());
    }
}
