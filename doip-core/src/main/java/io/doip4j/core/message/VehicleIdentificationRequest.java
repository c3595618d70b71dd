package io.doip4j.core.message;

import java.nio.ByteBuffer;

/** Payload type 0x0001: asks every entity that hears it to identify itself (ISO 13400-2). The payload is empty. */
public record VehicleIdentificationRequest() implements DoipMessage {
    @Override
    public PayloadType type() {
        return PayloadType.VEHICLE_IDENTIFICATION_REQUEST;
    }

    @Override
    public int payloadLength() {
        return 0;
    }

    @Override
    public void writePayload(ByteBuffer target) {}
}
