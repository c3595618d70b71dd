package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import java.nio.ByteBuffer;

/**
 * Payload type 0x8002: a diagnostic message was valid and was handed to its target (ISO 13400-2, diagnostic message positive
 * acknowledge). It says nothing about the UDS answer.
 *
 * @param source offset 0, 2 bytes: the target of the acknowledged message
 * @param target offset 2, 2 bytes: the source of the acknowledged message
 * @param code offset 4, 1 byte
 * @param previousData offset 5, 0 bytes or more: leading bytes of the acknowledged user data
 */
public record DiagnosticAck(LogicalAddress source, LogicalAddress target, DiagnosticAckCode code, Bytes previousData)
        implements DoipMessage {

    static DiagnosticAck readPayload(Bytes payload) {
        return new DiagnosticAck(
                LogicalAddress.of(payload.u16(0)),
                LogicalAddress.of(payload.u16(2)),
                DiagnosticAckCode.of(payload.u8(Layout.ADDRESSES)),
                payload.from(Layout.DIAGNOSTIC_ACK));
    }

    @Override
    public PayloadType type() {
        return PayloadType.DIAGNOSTIC_ACK;
    }

    @Override
    public int payloadLength() {
        return Layout.DIAGNOSTIC_ACK + previousData.length();
    }

    @Override
    public void writePayload(ByteBuffer target) {
        target.putShort((short) source.value());
        target.putShort((short) this.target.value());
        target.put((byte) code.value());
        previousData.writeTo(target);
    }
}
