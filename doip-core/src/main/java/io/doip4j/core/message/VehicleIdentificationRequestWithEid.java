package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import java.nio.ByteBuffer;

/**
 * Payload type 0x0002: asks the entity with this EID to identify itself; all others stay silent (ISO 13400-2).
 *
 * @param eid offset 0, 6 bytes: the EID that is looked for
 */
public record VehicleIdentificationRequestWithEid(Eid eid) implements DoipMessage {
    static VehicleIdentificationRequestWithEid readPayload(Bytes payload) {
        return new VehicleIdentificationRequestWithEid(new Eid(payload));
    }

    @Override
    public PayloadType type() {
        return PayloadType.VEHICLE_IDENTIFICATION_REQUEST_WITH_EID;
    }

    @Override
    public int payloadLength() {
        return Eid.LENGTH;
    }

    @Override
    public void writePayload(ByteBuffer target) {
        eid.bytes().writeTo(target);
    }
}
