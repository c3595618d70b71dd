package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.Vin;
import java.nio.ByteBuffer;

/**
 * Payload type 0x0003: asks the entity with this VIN to identify itself; all others stay silent (ISO 13400-2).
 *
 * @param vin offset 0, 17 bytes: the VIN that is looked for
 */
public record VehicleIdentificationRequestWithVin(Vin vin) implements DoipMessage {
    static VehicleIdentificationRequestWithVin readPayload(Bytes payload) {
        return new VehicleIdentificationRequestWithVin(new Vin(payload));
    }

    @Override
    public PayloadType type() {
        return PayloadType.VEHICLE_IDENTIFICATION_REQUEST_WITH_VIN;
    }

    @Override
    public int payloadLength() {
        return Vin.LENGTH;
    }

    @Override
    public void writePayload(ByteBuffer target) {
        vin.bytes().writeTo(target);
    }
}
