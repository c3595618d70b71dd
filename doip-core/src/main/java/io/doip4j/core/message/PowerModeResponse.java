package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import java.nio.ByteBuffer;

/**
 * Payload type 0x4004: answers a {@link PowerModeRequest} (ISO 13400-2, diagnostic power mode information response).
 *
 * @param mode offset 0, 1 byte: the power mode
 */
public record PowerModeResponse(PowerMode mode) implements DoipMessage {
    static PowerModeResponse readPayload(Bytes payload) {
        return new PowerModeResponse(PowerMode.of(payload.u8(0)));
    }

    @Override
    public PayloadType type() {
        return PayloadType.POWER_MODE_RESPONSE;
    }

    @Override
    public int payloadLength() {
        return 1;
    }

    @Override
    public void writePayload(ByteBuffer target) {
        target.put((byte) mode.value());
    }
}
