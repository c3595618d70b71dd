package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import java.nio.ByteBuffer;

/**
 * Payload type 0x0000: refuses a message whose generic header is at fault (ISO 13400-2, generic DoIP header negative
 * acknowledge).
 *
 * @param code offset 0, 1 byte: the reason
 */
public record GenericNack(GenericNackCode code) implements DoipMessage {
    static GenericNack readPayload(Bytes payload) {
        return new GenericNack(GenericNackCode.of(payload.u8(0)));
    }

    @Override
    public PayloadType type() {
        return PayloadType.GENERIC_NACK;
    }

    @Override
    public int payloadLength() {
        return 1;
    }

    @Override
    public void writePayload(ByteBuffer target) {
        target.put((byte) code.value());
    }
}
