package io.doip4j.benchmarks;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.DoipMessage;

/** One message of each payload type. */
public enum MessageSample {
    GENERIC_NACK(0x0000, "02"),
    VEHICLE_IDENTIFICATION_REQUEST(0x0001, ""),
    VEHICLE_IDENTIFICATION_REQUEST_WITH_EID(0x0002, "020000001000"),
    VEHICLE_IDENTIFICATION_REQUEST_WITH_VIN(0x0003, "5756575A5A5A314A5A5857303030303031"),
    VEHICLE_ANNOUNCEMENT(0x0004, "5756575A5A5A314A5A5857303030303031 1000 020000001000 020000000001 00 00"),
    ROUTING_ACTIVATION_REQUEST(0x0005, "0E80 00 00000000"),
    ROUTING_ACTIVATION_RESPONSE(0x0006, "0E80 1000 10 00000000"),
    ALIVE_CHECK_REQUEST(0x0007, ""),
    ALIVE_CHECK_RESPONSE(0x0008, "0E80"),
    ENTITY_STATUS_REQUEST(0x4001, ""),
    ENTITY_STATUS_RESPONSE(0x4002, "00 10 01 001E8480"),
    POWER_MODE_REQUEST(0x4003, ""),
    POWER_MODE_RESPONSE(0x4004, "01"),
    DIAGNOSTIC_MESSAGE(0x8001, "0E80 1000 22F190"),
    DIAGNOSTIC_ACK(0x8002, "1000 0E80 00"),
    DIAGNOSTIC_NACK(0x8003, "1000 0E80 03"),
    PERIODIC_DIAGNOSTIC_MESSAGE(0x8004, "1000 0E80 01 1122"),
    UNKNOWN(0xF000, "0102030405060708");

    private final int type;
    private final String payload;

    MessageSample(int type, String payload) {
        this.type = type;
        this.payload = payload;
    }

    DoipMessage message() {
        return DoipMessage.read(type, Bytes.hex(payload));
    }
}
