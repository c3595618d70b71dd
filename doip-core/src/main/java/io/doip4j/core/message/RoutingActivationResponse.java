package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.internal.Checks;
import java.nio.ByteBuffer;

/**
 * Payload type 0x0006: an entity's decision on a {@link RoutingActivationRequest} (ISO 13400-2, routing activation
 * response). 9 bytes, or 13 with manufacturer data.
 *
 * @param tester offset 0, 2 bytes: the source address of the request
 * @param entity offset 2, 2 bytes: address of the entity
 * @param code offset 4, 1 byte: the decision
 * @param reserved offset 5, 4 bytes: 0; kept as received, 0..0xFFFFFFFF
 * @param manufacturerData offset 9: 4 bytes, or none
 */
public record RoutingActivationResponse(
        LogicalAddress tester, LogicalAddress entity, RoutingActivationCode code, long reserved, Bytes manufacturerData)
        implements DoipMessage {

    /**
     * Checks the ranges.
     *
     * @param tester the source address of the request
     * @param entity address of the entity
     * @param code the decision
     * @param reserved normally 0
     * @param manufacturerData no bytes, or four
     * @throws IllegalArgumentException if reserved does not fit into four bytes, or the manufacturer data are not 0 or
     *     4 bytes
     */
    public RoutingActivationResponse {
        Checks.u32("reserved", reserved);
        ManufacturerData.check(manufacturerData);
    }

    /**
     * A response without manufacturer data.
     *
     * @param tester address of the tester
     * @param entity address of the entity
     * @param code the decision
     */
    public RoutingActivationResponse(LogicalAddress tester, LogicalAddress entity, RoutingActivationCode code) {
        this(tester, entity, code, 0, Bytes.EMPTY);
    }

    static RoutingActivationResponse readPayload(Bytes payload) {
        return new RoutingActivationResponse(
                LogicalAddress.of(payload.u16(0)),
                LogicalAddress.of(payload.u16(2)),
                RoutingActivationCode.of(payload.u8(4)),
                payload.u32(5),
                payload.from(Layout.ACTIVATION_RESPONSE));
    }

    @Override
    public PayloadType type() {
        return PayloadType.ROUTING_ACTIVATION_RESPONSE;
    }

    @Override
    public int payloadLength() {
        return Layout.ACTIVATION_RESPONSE + manufacturerData.length();
    }

    @Override
    public void writePayload(ByteBuffer target) {
        target.putShort((short) tester.value());
        target.putShort((short) entity.value());
        target.put((byte) code.value());
        target.putInt((int) reserved);
        manufacturerData.writeTo(target);
    }
}
