package io.doip4j.vehicle.fault;

import static io.doip4j.vehicle.fault.Checked.hex;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticAckCode;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.server.spi.Interception;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Faults of what an entity says on a TCP connection: acknowledges, routing activation, alive checks. */
public final class DoipFaults {
    private static final int MANUFACTURER_BYTES = 4;

    private DoipFaults() {}

    private static Fault onAck(String name, Function<DiagnosticAck, Interception> strike) {
        return Fault.of(
                name,
                Effect.onSent(
                        message -> message.message() instanceof DiagnosticAck,
                        message -> strike.apply((DiagnosticAck) message.message())));
    }

    private static Fault ackChanged(String name, UnaryOperator<DiagnosticAck> change) {
        return onAck(name, ack -> Interception.replace(change.apply(ack)));
    }

    private static Fault onActivation(String name, Function<RoutingActivationResponse, Interception> strike) {
        return Fault.of(
                name,
                Effect.onSent(
                        message -> message.message() instanceof RoutingActivationResponse,
                        message -> strike.apply((RoutingActivationResponse) message.message())));
    }

    private static Interception withCode(RoutingActivationResponse response, int code) {
        return Interception.replace(new RoutingActivationResponse(
                response.tester(),
                response.entity(),
                RoutingActivationCode.of(code),
                response.reserved(),
                response.manufacturerData()));
    }

    /**
     * A request is not acknowledged, and answered all the same.
     *
     * @return the fault
     */
    public static Fault ackMissing() {
        return onAck("ackMissing", ack -> Interception.drop());
    }

    /**
     * An acknowledge is late; so is the response, which follows it.
     *
     * @param time how late, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault ackLate(Duration time) {
        Interception later = Interception.hold(Checked.notNegative("time", time), Interception.pass());
        return onAck("ackLate(" + time + ")", ack -> later);
    }

    /**
     * A request is acknowledged twice.
     *
     * @return the fault
     */
    public static Fault ackTwice() {
        return onAck("ackTwice", ack -> Interception.replace(ack, ack));
    }

    /**
     * An acknowledge comes after the first response of the ECU instead of before it. If there is no response there is no
     * acknowledge. Of several requests without response only the first is held back.
     *
     * @return the fault
     */
    public static Fault ackAfterResponse() {
        return Fault.remembering("ackAfterResponse", AckAfterResponse::new);
    }

    /**
     * An acknowledge has another source address than the ECU's.
     *
     * @param source 0..0xFFFF
     * @return the fault
     * @throws IllegalArgumentException if the address is out of range
     */
    public static Fault ackFrom(int source) {
        LogicalAddress other = LogicalAddress.of(source);
        return ackChanged(
                "ackFrom(" + other + ")",
                ack -> new DiagnosticAck(other, ack.target(), ack.code(), ack.previousData()));
    }

    /**
     * An acknowledge has another target address than the tester's.
     *
     * @param target 0..0xFFFF
     * @return the fault
     * @throws IllegalArgumentException if the address is out of range
     */
    public static Fault ackTo(int target) {
        LogicalAddress other = LogicalAddress.of(target);
        return ackChanged(
                "ackTo(" + other + ")", ack -> new DiagnosticAck(ack.source(), other, ack.code(), ack.previousData()));
    }

    /**
     * An acknowledge has the addresses of the request as they are: the tester's as source, the ECU's as target.
     *
     * @return the fault
     */
    public static Fault ackUnswapped() {
        return ackChanged(
                "ackUnswapped",
                ack -> new DiagnosticAck(
                        /* source= */ ack.target(), /* target= */ ack.source(), ack.code(), ack.previousData()));
    }

    /**
     * An acknowledge repeats other data than those of the request.
     *
     * @param previousData what it repeats, which may be empty
     * @return the fault
     */
    public static Fault ackEcho(Bytes previousData) {
        return ackChanged(
                "ackEcho(" + previousData + ")",
                ack -> new DiagnosticAck(ack.source(), ack.target(), ack.code(), previousData));
    }

    /**
     * A positive acknowledge has a code that is reserved.
     *
     * @param code 0..0xFF; only 0x00 is known
     * @return the fault
     * @throws IllegalArgumentException if the code is out of range
     */
    public static Fault ackCode(int code) {
        DiagnosticAckCode other = DiagnosticAckCode.of(code);
        return ackChanged(
                "ackCode(" + hex(code) + ")",
                ack -> new DiagnosticAck(ack.source(), ack.target(), other, ack.previousData()));
    }

    /**
     * A request gets a diagnostic NACK instead of the acknowledge, and is answered all the same.
     *
     * @param code the NACK code, 0..0xFF
     * @return the fault
     * @throws IllegalArgumentException if the code is out of range
     */
    public static Fault ackTurnedNack(int code) {
        DiagnosticNackCode refusal = DiagnosticNackCode.of(code);
        return onAck(
                "ackTurnedNack(" + hex(code) + ")",
                ack -> Interception.replace(
                        new DiagnosticNack(ack.source(), ack.target(), refusal, ack.previousData())));
    }

    /**
     * A request is refused with a diagnostic NACK, and reaches no ECU.
     *
     * @param code the NACK code, 0..0xFF
     * @return the fault
     * @throws IllegalArgumentException if the code is out of range
     */
    public static Fault nack(int code) {
        DiagnosticNackCode refusal = DiagnosticNackCode.of(code);
        return Fault.of(
                "nack(" + hex(code) + ")",
                Effect.onReceived(
                        message -> message.message() instanceof DiagnosticMessage request
                                && request.source().equals(message.tester()),
                        message -> Interception.raw(DoipEncoder.encode(
                                message.version(), ((DiagnosticMessage) message.message()).nack(refusal)))));
    }

    /**
     * Routing activation is denied, and the connection closed.
     *
     * @param code the response code, 0..0xFF
     * @return the fault
     * @throws IllegalArgumentException if the code is out of range
     */
    public static Fault activationDenied(int code) {
        Checked.u8("code", code);
        return onActivation(
                "activationDenied(" + hex(code) + ")",
                response -> Interception.sequence(withCode(response, code), Interception.close()));
    }

    /**
     * The response to a routing activation has another code; the connection is as it would be without that.
     *
     * @param code the response code, 0..0xFF
     * @return the fault
     * @throws IllegalArgumentException if the code is out of range
     */
    public static Fault activationCode(int code) {
        Checked.u8("code", code);
        return onActivation("activationCode(" + hex(code) + ")", response -> withCode(response, code));
    }

    /**
     * Routing activation has to be confirmed in the vehicle, code 0x11, and the tester has to ask again: as often as the fault
     * is switched on for.
     *
     * @return the fault
     */
    public static Fault activationPending() {
        int code = RoutingActivationCode.CONFIRMATION_PENDING.value();
        return onActivation("activationPending", response -> withCode(response, code));
    }

    /**
     * The response to a routing activation is late.
     *
     * @param time how late, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault activationLate(Duration time) {
        Interception later = Interception.hold(Checked.notNegative("time", time), Interception.pass());
        return onActivation("activationLate(" + time + ")", response -> later);
    }

    /**
     * A routing activation request is ignored, as if it had not come.
     *
     * @return the fault
     */
    public static Fault activationUnanswered() {
        return Fault.of(
                "activationUnanswered",
                Effect.onReceived(
                        message -> message.message() instanceof RoutingActivationRequest,
                        message -> Interception.drop()));
    }

    /**
     * The response to a routing activation names another tester.
     *
     * @param tester 0..0xFFFF
     * @return the fault
     * @throws IllegalArgumentException if the address is out of range
     */
    public static Fault activationTester(int tester) {
        LogicalAddress other = LogicalAddress.of(tester);
        return onActivation(
                "activationTester(" + other + ")",
                response -> Interception.replace(new RoutingActivationResponse(
                        other, response.entity(), response.code(), response.reserved(), response.manufacturerData())));
    }

    /**
     * The response to a routing activation names another entity.
     *
     * @param entity 0..0xFFFF
     * @return the fault
     * @throws IllegalArgumentException if the address is out of range
     */
    public static Fault activationEntity(int entity) {
        LogicalAddress other = LogicalAddress.of(entity);
        return onActivation(
                "activationEntity(" + other + ")",
                response -> Interception.replace(new RoutingActivationResponse(
                        response.tester(), other, response.code(), response.reserved(), response.manufacturerData())));
    }

    /**
     * The response to a routing activation has manufacturer specific data and is 13 bytes long: allowed, and forgotten by many.
     *
     * @param data exactly 4 bytes
     * @return the fault
     * @throws IllegalArgumentException if it is another number of bytes
     */
    public static Fault activationManufacturerData(Bytes data) {
        Checked.range("number of manufacturer bytes", data.length(), MANUFACTURER_BYTES, MANUFACTURER_BYTES);
        return onActivation(
                "activationManufacturerData(" + data + ")",
                response -> Interception.replace(new RoutingActivationResponse(
                        response.tester(), response.entity(), response.code(), response.reserved(), data)));
    }

    /**
     * An alive check request is not sent, so that the tester cannot answer it and is disconnected.
     *
     * @return the fault
     */
    public static Fault aliveCheckMissing() {
        return Fault.of(
                "aliveCheckMissing",
                Effect.onSent(
                        message -> message.message() instanceof AliveCheckRequest, message -> Interception.drop()));
    }

    /**
     * An alive check request comes before the next message on the connection, though nobody asked for the place of the tester.
     *
     * @return the fault
     */
    public static Fault aliveCheckBefore() {
        return Fault.of(
                "aliveCheckBefore",
                Effect.onSent(
                        Passing::isTcp, message -> Interception.replace(new AliveCheckRequest(), message.message())));
    }
}
