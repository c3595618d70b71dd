package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import java.nio.ByteBuffer;

/**
 * Payload type 0x8003: a diagnostic message was refused (ISO 13400-2, diagnostic message negative acknowledge). There will be
 * no UDS answer.
 *
 * @param source offset 0, 2 bytes: the target of the acknowledged message
 * @param target offset 2, 2 bytes: the source of the acknowledged message
 * @param code offset 4, 1 byte
 * @param previousData offset 5, 0 bytes or more: leading bytes of the acknowledged user data
 */
public record DiagnosticNack(LogicalAddress source, LogicalAddress target, DiagnosticNackCode code, Bytes previousData)
        implements DoipMessage {

    static DiagnosticNack readPayload(Bytes payload) {
        return new DiagnosticNack(
                LogicalAddress.of(payload.u16(0)),
                LogicalAddress.of(payload.u16(2)),
                DiagnosticNackCode.of(payload.u8(Layout.ADDRESSES)),
                payload.from(Layout.DIAGNOSTIC_ACK));
    }

    @Override
    public PayloadType type() {
        return PayloadType.DIAGNOSTIC_NACK;
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
