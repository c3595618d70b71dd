package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.internal.Checks;
import java.nio.ByteBuffer;

/**
 * Payload type 0x0005: a tester asks for routing on its TCP connection (ISO 13400-2, routing activation request). 7 bytes,
 * or 11 with manufacturer data.
 *
 * @param source offset 0, 2 bytes: address of the tester
 * @param activationType offset 2, 1 byte
 * @param reserved offset 3, 4 bytes: 0, and ignored by receivers; kept as received, 0..0xFFFFFFFF
 * @param manufacturerData offset 7: 4 bytes, or none
 */
public record RoutingActivationRequest(
        LogicalAddress source, ActivationType activationType, long reserved, Bytes manufacturerData)
        implements DoipMessage {

    /**
     * Checks the ranges.
     *
     * @param source address of the tester
     * @param activationType kind of activation
     * @param reserved normally 0
     * @param manufacturerData no bytes, or four
     * @throws IllegalArgumentException if reserved does not fit into four bytes, or the manufacturer data are not 0 or
     *     4 bytes
     */
    public RoutingActivationRequest {
        Checks.u32("reserved", reserved);
        ManufacturerData.check(manufacturerData);
    }

    /**
     * A request without manufacturer data.
     *
     * @param source address of the tester
     * @param activationType kind of activation
     */
    public RoutingActivationRequest(LogicalAddress source, ActivationType activationType) {
        this(source, activationType, 0, Bytes.EMPTY);
    }

    static RoutingActivationRequest readPayload(Bytes payload) {
        return new RoutingActivationRequest(
                LogicalAddress.of(payload.u16(0)),
                ActivationType.of(payload.u8(2)),
                payload.u32(3),
                payload.from(Layout.ACTIVATION_REQUEST));
    }

    /**
     * The answer that activates routing, code 0x10.
     *
     * @param entity address of the entity
     * @return the response to this request
     */
    public RoutingActivationResponse activated(LogicalAddress entity) {
        return answered(entity, RoutingActivationCode.ACTIVATED);
    }

    /**
     * An answer with any code.
     *
     * @param entity address of the entity
     * @param code the decision
     * @return the response to this request
     */
    public RoutingActivationResponse answered(LogicalAddress entity, RoutingActivationCode code) {
        return new RoutingActivationResponse(source, entity, code);
    }

    @Override
    public PayloadType type() {
        return PayloadType.ROUTING_ACTIVATION_REQUEST;
    }

    @Override
    public int payloadLength() {
        return Layout.ACTIVATION_REQUEST + manufacturerData.length();
    }

    @Override
    public void writePayload(ByteBuffer target) {
        target.putShort((short) source.value());
        target.put((byte) activationType.value());
        target.putInt((int) reserved);
        manufacturerData.writeTo(target);
    }
}
