package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;

/**
 * A DoIP message without its generic header: one immutable record per payload type of ISO 13400-2, and
 * {@link UnknownMessage} for every type that has no layout here.
 *
 * <p>Reading a message never fails on a reserved or manufacturer value: such values are kept. Writing a message that was
 * read gives the same bytes again. Safe for use by any thread.
 */
public sealed interface DoipMessage
        permits AliveCheckRequest,
                AliveCheckResponse,
                DiagnosticAck,
                DiagnosticMessage,
                DiagnosticNack,
                EntityStatusRequest,
                EntityStatusResponse,
                GenericNack,
                PeriodicDiagnosticMessage,
                PowerModeRequest,
                PowerModeResponse,
                RoutingActivationRequest,
                RoutingActivationResponse,
                UnknownMessage,
                VehicleAnnouncement,
                VehicleIdentificationRequest,
                VehicleIdentificationRequestWithEid,
                VehicleIdentificationRequestWithVin {

    /**
     * The payload type that the header of this message carries.
     *
     * @return the type
     */
    PayloadType type();

    /**
     * The length of the payload in bytes, without the generic header.
     *
     * @return 0 or more
     */
    int payloadLength();

    /**
     * Writes the payload, exactly {@link #payloadLength()} bytes.
     *
     * @param target where to; its position moves
     * @throws BufferOverflowException if the buffer has too little room
     */
    void writePayload(ByteBuffer target);

    /**
     * Reads a payload. The message keeps parts of it without copying.
     *
     * @param type the payload type
     * @param payload exactly the payload, without the generic header
     * @return the message
     * @throws IllegalArgumentException if the type does not {@linkplain PayloadType#acceptsLength(long) accept the
     *     length}
     */
    static DoipMessage read(PayloadType type, Bytes payload) {
        return read(type.value(), payload);
    }

    /**
     * Reads a payload, as {@link #read(PayloadType, Bytes)} does, for a bare type value.
     *
     * @param type the payload type, 0..0xFFFF
     * @param payload exactly the payload, without the generic header
     * @return the message
     * @throws IllegalArgumentException if the type does not accept the length
     */
    static DoipMessage read(int type, Bytes payload) {
        if (!PayloadType.acceptsLength(type, payload.length())) {
            throw new IllegalArgumentException("payload type " + PayloadType.of(type) + " cannot have a payload of "
                    + payload.length() + " bytes");
        }
        return switch (type) {
            case 0x0000 -> GenericNack.readPayload(payload);
            case 0x0001 -> new VehicleIdentificationRequest();
            case 0x0002 -> VehicleIdentificationRequestWithEid.readPayload(payload);
            case 0x0003 -> VehicleIdentificationRequestWithVin.readPayload(payload);
            case 0x0004 -> VehicleAnnouncement.readPayload(payload);
            case 0x0005 -> RoutingActivationRequest.readPayload(payload);
            case 0x0006 -> RoutingActivationResponse.readPayload(payload);
            case 0x0007 -> new AliveCheckRequest();
            case 0x0008 -> AliveCheckResponse.readPayload(payload);
            case 0x4001 -> new EntityStatusRequest();
            case 0x4002 -> EntityStatusResponse.readPayload(payload);
            case 0x4003 -> new PowerModeRequest();
            case 0x4004 -> PowerModeResponse.readPayload(payload);
            case 0x8001 -> DiagnosticMessage.readPayload(payload);
            case 0x8002 -> DiagnosticAck.readPayload(payload);
            case 0x8003 -> DiagnosticNack.readPayload(payload);
            case 0x8004 -> PeriodicDiagnosticMessage.readPayload(payload);
            default -> new UnknownMessage(PayloadType.of(type), payload);
        };
    }
}
