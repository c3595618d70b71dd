package io.doip4j.vehicle.fault;

import static io.doip4j.vehicle.fault.Checked.hex;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.spi.Interception;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Faults of ECUs. Those that strike requests come in the place of the ECU: neither its services nor a stub see the request, and
 * nothing is carried out. Those that strike responses change what is sent: the request was carried out, and the ECU is free again.
 * NRC 0x78 is no response to be struck; data that nobody asked for are.
 */
public final class UdsFaults {
    /** Their responses begin with two bytes that name data. */
    private static final Set<Integer> WITH_DATA_IDENTIFIER = Set.of(
            ServiceId.READ_DATA_BY_IDENTIFIER.value(),
            ServiceId.READ_SCALING_DATA_BY_IDENTIFIER.value(),
            ServiceId.WRITE_DATA_BY_IDENTIFIER.value(),
            ServiceId.INPUT_OUTPUT_CONTROL_BY_IDENTIFIER.value());

    private static final int NEGATIVE_LENGTH = 3;

    private UdsFaults() {}

    private static Fault onRequest(String name, Nrc nrc) {
        return Fault.of(name, Effect.onRequest(request -> {
            request.send(request.request().negativeResponse(nrc).message());
            request.end();
        }));
    }

    private static Fault onResponse(String name, Function<DiagnosticMessage, Interception> strike) {
        return Fault.of(
                name,
                Effect.onSent(
                        message ->
                                message.message() instanceof DiagnosticMessage response && isFinal(response.userData()),
                        message -> strike.apply((DiagnosticMessage) message.message())));
    }

    private static boolean isFinal(Bytes response) {
        return !(response.length() == NEGATIVE_LENGTH
                && response.u8(0) == ServiceId.NEGATIVE_RESPONSE
                && response.u8(2) == Nrc.RESPONSE_PENDING.value());
    }

    private static Fault responseChanged(String name, UnaryOperator<Bytes> change) {
        return onResponse(
                name, response -> Interception.replace(withData(response, change.apply(response.userData()))));
    }

    private static DiagnosticMessage withData(DiagnosticMessage response, Bytes data) {
        return new DiagnosticMessage(response.source(), response.target(), data);
    }

    /** The service that a response belongs to. */
    private static int serviceId(Bytes response) {
        boolean negative = response.length() > 1 && response.u8(0) == ServiceId.NEGATIVE_RESPONSE;
        return negative ? response.u8(1) : response.isEmpty() ? 0 : (response.u8(0) - ServiceId.RESPONSE_OFFSET) & 0xFF;
    }

    /**
     * An ECU is busy: it answers a request with NRC 0x21.
     *
     * @return the fault
     */
    public static Fault busy() {
        return onRequest("busy", Nrc.BUSY_REPEAT_REQUEST);
    }

    /**
     * An ECU refuses a request, also if it was for a functional group.
     *
     * @param code the negative response code, 0..0xFF
     * @return the fault
     * @throws IllegalArgumentException if the code is out of range
     */
    public static Fault refused(int code) {
        return onRequest("refused(" + hex(code) + ")", Nrc.of(code));
    }

    /**
     * An ECU does not answer a request, nor carry it out.
     *
     * @return the fault
     */
    public static Fault noAnswer() {
        return Fault.of("noAnswer", Effect.onRequest(OpenRequest::end));
    }

    /**
     * An ECU does nothing about a request for a time, without NRC 0x78, and handles it then. It is busy meanwhile.
     *
     * @param time how long, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault slow(Duration time) {
        Checked.notNegative("time", time);
        return Fault.of("slow(" + time + ")", Effect.onRequest(request -> request.later(time, request::giveBack)));
    }

    /**
     * An ECU tells the tester to wait (NRC 0x78), at once and again and again, and handles the request then. It is busy meanwhile.
     *
     * @param times how often, 1 or more
     * @param every the time after each, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the number is less than 1, or the time is negative
     */
    public static Fault pendingStorm(int times, Duration every) {
        return storm("pendingStorm", times, every, OpenRequest::giveBack);
    }

    /**
     * An ECU tells the tester to wait (NRC 0x78), at once and again and again, and never answers.
     *
     * @param times how often, 1 or more
     * @param every the time after each, zero or more; after the last the ECU is free
     * @return the fault
     * @throws IllegalArgumentException if the number is less than 1, or the time is negative
     */
    public static Fault pendingWithoutEnd(int times, Duration every) {
        return storm("pendingWithoutEnd", times, every, OpenRequest::end);
    }

    private static Fault storm(String name, int times, Duration every, Consumer<OpenRequest> then) {
        Checked.atLeast("times", times, 1);
        Checked.notNegative("every", every);
        return Fault.of(
                name + "(" + times + ", " + every + ")",
                Effect.onRequest(request -> pending(request, times, every, then)));
    }

    private static void pending(OpenRequest request, int left, Duration every, Consumer<OpenRequest> then) {
        if (left == 0) {
            then.accept(request);
            return;
        }
        request.send(request.request().negativeResponse(Nrc.RESPONSE_PENDING).message());
        request.later(every, () -> pending(request, left - 1, every, then));
    }

    /**
     * A response is lost.
     *
     * @return the fault
     */
    public static Fault responseMissing() {
        return onResponse("responseMissing", response -> Interception.drop());
    }

    /**
     * A response is late: it comes when the tester may have given up, or asked for something else.
     *
     * @param time how late, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault responseLate(Duration time) {
        Interception later = Interception.delay(Checked.notNegative("time", time), Interception.pass());
        return onResponse("responseLate(" + time + ")", response -> later);
    }

    /**
     * A response comes twice.
     *
     * @return the fault
     */
    public static Fault responseTwice() {
        return onResponse("responseTwice", response -> Interception.replace(response, response));
    }

    /**
     * A negative response comes instead of any response, though the request was carried out.
     *
     * @param code the negative response code, 0..0xFF
     * @return the fault
     * @throws IllegalArgumentException if the code is out of range
     */
    public static Fault responseNrc(int code) {
        Nrc nrc = Nrc.of(code);
        return responseChanged(
                "responseNrc(" + hex(code) + ")", response -> new NegativeResponse(serviceId(response), nrc).message());
    }

    /**
     * A response is that to another service.
     *
     * @param serviceId the other service, 0..0xBF
     * @return the fault
     * @throws IllegalArgumentException if the service is out of range
     */
    public static Fault responseToService(int serviceId) {
        Checked.range("service identifier", serviceId, 0, 0xFF - ServiceId.RESPONSE_OFFSET);
        return responseChanged("responseToService(" + hex(serviceId) + ")", response -> {
            boolean negative = response.length() > 1 && response.u8(0) == ServiceId.NEGATIVE_RESPONSE;
            Bytes begin = negative
                    ? Bytes.of(ServiceId.NEGATIVE_RESPONSE, serviceId)
                    : Bytes.of(serviceId + ServiceId.RESPONSE_OFFSET);
            return begin.plus(response.from(Math.min(begin.length(), response.length())));
        });
    }

    /**
     * A positive response repeats another sub-function, or another data identifier: the lowest bit is wrong. Responses that repeat
     * nothing are not struck.
     *
     * @return the fault
     */
    public static Fault wrongEcho() {
        return Fault.of(
                "wrongEcho",
                Effect.onSent(
                        message -> message.message() instanceof DiagnosticMessage response
                                && echoAt(response.userData())
                                        < response.userData().length(),
                        message -> {
                            DiagnosticMessage response = (DiagnosticMessage) message.message();
                            return Interception.replace(withData(response, withWrongEcho(response.userData())));
                        }));
    }

    /** Where the last byte is that a response repeats of its request; after its end if it repeats nothing. */
    private static int echoAt(Bytes response) {
        if (response.isEmpty() || response.u8(0) == ServiceId.NEGATIVE_RESPONSE) {
            return response.length();
        }
        return WITH_DATA_IDENTIFIER.contains(serviceId(response)) ? 2 : 1;
    }

    private static Bytes withWrongEcho(Bytes response) {
        int at = echoAt(response);
        return response.slice(0, at).plus(Bytes.of(response.u8(at) ^ 1)).plus(response.from(at + 1));
    }

    /**
     * A response ends too early.
     *
     * @param bytes how much of it is left; 0 leaves a diagnostic message without user data
     * @return the fault
     * @throws IllegalArgumentException if the number is negative
     */
    public static Fault responseCut(int bytes) {
        Checked.atLeast("bytes", bytes, 0);
        return responseChanged("responseCut(" + bytes + ")", response -> Frames.first(response, bytes));
    }

    /**
     * A response is too long.
     *
     * @param more what follows it, one byte or more
     * @return the fault
     * @throws IllegalArgumentException if there is no byte
     */
    public static Fault responseExtended(Bytes more) {
        Checked.notEmpty("additional bytes", more);
        return responseChanged("responseExtended(" + more + ")", response -> response.plus(more));
    }

    /**
     * A response has the source address of another ECU.
     *
     * @param source 0..0xFFFF
     * @return the fault
     * @throws IllegalArgumentException if the address is out of range
     */
    public static Fault responseFrom(int source) {
        LogicalAddress other = LogicalAddress.of(source);
        return onResponse(
                "responseFrom(" + other + ")",
                response -> Interception.replace(new DiagnosticMessage(other, response.target(), response.userData())));
    }

    /**
     * A response has the target address of another tester.
     *
     * @param target 0..0xFFFF
     * @return the fault
     * @throws IllegalArgumentException if the address is out of range
     */
    public static Fault responseTo(int target) {
        LogicalAddress other = LogicalAddress.of(target);
        return onResponse(
                "responseTo(" + other + ")",
                response -> Interception.replace(new DiagnosticMessage(response.source(), other, response.userData())));
    }

    /**
     * Another ECU responds before the one that was asked.
     *
     * @param ecu address of the other, 0..0xFFFF
     * @param response what it says, which may be empty
     * @return the fault
     * @throws IllegalArgumentException if the address is out of range
     */
    public static Fault otherEcuBefore(int ecu, Bytes response) {
        LogicalAddress other = LogicalAddress.of(ecu);
        return onResponse(
                "otherEcuBefore(" + other + ", " + response + ")",
                own -> Interception.replace(new DiagnosticMessage(other, own.target(), response), own));
    }

    /**
     * The ECU sends something before the response that nobody has asked for.
     *
     * @param data what it sends, which may be empty
     * @return the fault
     */
    public static Fault unsolicitedBefore(Bytes data) {
        return onResponse(
                "unsolicitedBefore(" + data + ")",
                response -> Interception.replace(withData(response, data), response));
    }

    /**
     * The ECU tells the tester to wait (NRC 0x78) after it has responded.
     *
     * @return the fault
     */
    public static Fault pendingAfterResponse() {
        return onResponse(
                "pendingAfterResponse",
                response -> Interception.replace(
                        response,
                        withData(
                                response,
                                new NegativeResponse(serviceId(response.userData()), Nrc.RESPONSE_PENDING).message())));
    }
}
