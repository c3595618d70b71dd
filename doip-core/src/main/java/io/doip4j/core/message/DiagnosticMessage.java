package io.doip4j.core.message;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import java.nio.ByteBuffer;

/**
 * Payload type 0x8001: a UDS message on its way from one address to another, in either direction (ISO 13400-2, diagnostic
 * message).
 *
 * <p>A message without user data, 4 bytes in all, can be made and read, since there are testers that send it. Receivers refuse
 * it because of its length, unless {@link io.doip4j.core.codec.HeaderRules#withEmptyUserData()} says otherwise.
 *
 * @param source offset 0, 2 bytes: who sends
 * @param target offset 2, 2 bytes: who is to receive
 * @param userData offset 4, any number of bytes: the UDS message, from its service identifier on
 */
public record DiagnosticMessage(LogicalAddress source, LogicalAddress target, Bytes userData) implements DoipMessage {

    static DiagnosticMessage readPayload(Bytes payload) {
        return new DiagnosticMessage(
                LogicalAddress.of(payload.u16(0)), LogicalAddress.of(payload.u16(2)), payload.from(Layout.ADDRESSES));
    }

    /**
     * A diagnostic message back to the sender of this one, from this one's target.
     *
     * @param userData the UDS message
     * @return the message
     */
    public DiagnosticMessage reply(Bytes userData) {
        return new DiagnosticMessage(/* source= */ target, /* target= */ source, userData);
    }

    /**
     * A positive UDS response to the request that this message carries: its service identifier plus 0x40, then the data.
     *
     * @param data what follows the response service identifier; for a service with sub-function begins with that
     * @return the message back to the sender
     * @throws IllegalStateException if this message carries no request
     */
    public DiagnosticMessage positiveResponse(Bytes data) {
        return reply(PositiveResponse.to(serviceId(), data).message());
    }

    /**
     * A negative UDS response to the request that this message carries.
     *
     * @param nrc the negative response code
     * @return the message back to the sender
     * @throws IllegalStateException if this message carries no request
     */
    public DiagnosticMessage negativeResponse(Nrc nrc) {
        return reply(new NegativeResponse(serviceId(), nrc).message());
    }

    /**
     * The answer "service not supported", NRC 0x11.
     *
     * @return the message back to the sender
     * @throws IllegalStateException if this message carries no request
     */
    public DiagnosticMessage negativeResponse() {
        return negativeResponse(Nrc.SERVICE_NOT_SUPPORTED);
    }

    private int serviceId() {
        if (userData.isEmpty()) {
            throw new IllegalStateException("a diagnostic message without user data carries no request to respond to");
        }
        return userData.u8(0);
    }

    /**
     * The positive acknowledge for this message, code 0x00, without echo data.
     *
     * @return the acknowledge, with this message's addresses swapped
     */
    public DiagnosticAck ack() {
        return ack(0);
    }

    /**
     * The positive acknowledge for this message, code 0x00.
     *
     * @param echoBytes how many leading bytes of the user data to repeat, 0 or more; all if there are fewer
     * @return the acknowledge, with this message's addresses swapped
     */
    public DiagnosticAck ack(int echoBytes) {
        return new DiagnosticAck(
                /* source= */ target, /* target= */ source, DiagnosticAckCode.CONFIRMED, echo(echoBytes));
    }

    /**
     * The negative acknowledge for this message, without echo data.
     *
     * @param code the reason
     * @return the acknowledge, with this message's addresses swapped
     */
    public DiagnosticNack nack(DiagnosticNackCode code) {
        return nack(code, 0);
    }

    /**
     * The negative acknowledge for this message.
     *
     * @param code the reason
     * @param echoBytes how many leading bytes of the user data to repeat, 0 or more; all if there are fewer
     * @return the acknowledge, with this message's addresses swapped
     */
    public DiagnosticNack nack(DiagnosticNackCode code, int echoBytes) {
        return new DiagnosticNack(/* source= */ target, /* target= */ source, code, echo(echoBytes));
    }

    private Bytes echo(int echoBytes) {
        return userData.slice(0, Math.min(echoBytes, userData.length()));
    }

    @Override
    public PayloadType type() {
        return PayloadType.DIAGNOSTIC_MESSAGE;
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
