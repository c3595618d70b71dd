package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import java.nio.ByteBuffer;

/**
 * Payload type 0x8004: periodic data from an ECU (ISO 13400-2:2019/Amd 1:2023, ISO 14229-5:2022). What follows the
 * addresses is not taken apart here.
 *
 * @param source offset 0, 2 bytes: the ECU
 * @param target offset 2, 2 bytes: the tester
 * @param userData offset 4, 1 byte or more
 */
public record PeriodicDiagnosticMessage(LogicalAddress source, LogicalAddress target, Bytes userData)
        implements DoipMessage {

    /**
     * Checks that there is something to carry.
     *
     * @param source the ECU
     * @param target the tester
     * @param userData what is carried
     * @throws IllegalArgumentException if the user data are empty
     */
    public PeriodicDiagnosticMessage {
        if (userData.isEmpty()) {
            throw new IllegalArgumentException("a periodic diagnostic message needs at least one byte of user data");
        }
    }

    static PeriodicDiagnosticMessage readPayload(Bytes payload) {
        return new PeriodicDiagnosticMessage(
                LogicalAddress.of(payload.u16(0)), LogicalAddress.of(payload.u16(2)), payload.from(Layout.ADDRESSES));
    }

    @Override
    public PayloadType type() {
        return PayloadType.PERIODIC_DIAGNOSTIC_MESSAGE;
    }

    @Override
    public int payloadLength() {
        return Layout.ADDRESSES + userData.length();
    }

    @Override
    public void writePayload(ByteBuffer target) {
        target.putShort((short) source.value());
        target.putShort((short) this.target.value());
        userData.writeTo(target);
    }
}
