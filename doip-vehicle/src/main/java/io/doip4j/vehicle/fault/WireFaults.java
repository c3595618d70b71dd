package io.doip4j.vehicle.fault;

import static io.doip4j.vehicle.fault.Checked.hex;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.UnknownMessage;
import io.doip4j.server.spi.Interception;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Faults of messages and connections, whatever the messages say. Each strikes a message that is about to be sent, on UDP too if
 * nothing else is said; {@link FaultSwitch#ofType} narrows that.
 */
public final class WireFaults {
    private static final int MOST_SINGLE_BYTES = 4096;

    private WireFaults() {}

    private static Fault onMessage(String name, Function<Passing, Interception> strike) {
        return Fault.of(name, Effect.onSent(message -> true, strike));
    }

    private static Fault onTcp(String name, Function<Passing, Interception> strike) {
        return Fault.of(name, Effect.onSent(Passing::isTcp, strike));
    }

    private static Fault changed(String name, UnaryOperator<Bytes> change) {
        return onMessage(name, message -> Interception.raw(change.apply(message.encoded())));
    }

    /**
     * The message is lost.
     *
     * @return the fault
     */
    public static Fault lost() {
        return onMessage("lost", message -> Interception.drop());
    }

    /**
     * The message is late, and on TCP whatever follows it.
     *
     * @param time how late, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault late(Duration time) {
        Interception later = Interception.hold(Checked.notNegative("time", time), Interception.pass());
        return onMessage("late(" + time + ")", message -> later);
    }

    /**
     * The message is late and those that follow overtake it.
     *
     * @param time how late, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault overtaken(Duration time) {
        Interception later = Interception.delay(Checked.notNegative("time", time), Interception.pass());
        return onMessage("overtaken(" + time + ")", message -> later);
    }

    /**
     * The message is sent twice.
     *
     * @return the fault
     */
    public static Fault duplicated() {
        return onMessage("duplicated", message -> Interception.replace(message.message(), message.message()));
    }

    /**
     * A generic header NACK is sent instead.
     *
     * @param code its code, 0..0xFF
     * @return the fault
     * @throws IllegalArgumentException if the code is out of range
     */
    public static Fault headerNack(int code) {
        Interception nack = Interception.replace(new GenericNack(GenericNackCode.of(code)));
        return onMessage("headerNack(" + hex(code) + ")", message -> nack);
    }

    /**
     * The header has another protocol version, with its complement.
     *
     * @param version 0..0xFF
     * @return the fault
     * @throws IllegalArgumentException if the version is out of range
     */
    public static Fault protocolVersion(int version) {
        Checked.u8("protocol version", version);
        return changed("protocolVersion(" + hex(version) + ")", frame -> Frames.withVersion(frame, version));
    }

    /**
     * The inverse protocol version in the header is not the complement of the version.
     *
     * @return the fault
     */
    public static Fault wrongInverseVersion() {
        return changed("wrongInverseVersion", Frames::withWrongInverse);
    }

    /**
     * The header has another payload type.
     *
     * @param type 0..0xFFFF
     * @return the fault
     * @throws IllegalArgumentException if the type is out of range
     */
    public static Fault payloadType(int type) {
        Checked.u16("payload type", type);
        return changed(String.format("payloadType(0x%04X)", type), frame -> Frames.withType(frame, type));
    }

    /**
     * The header announces more payload than follows.
     *
     * @param bytes how much more, 1 or more; no more than 0xFFFFFFFF is ever announced
     * @return the fault
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static Fault lengthTooLong(int bytes) {
        Checked.atLeast("bytes", bytes, 1);
        return changed("lengthTooLong(" + bytes + ")", frame -> Frames.withLengthChanged(frame, bytes));
    }

    /**
     * The header announces less payload than follows.
     *
     * @param bytes how much less, 1 or more; no less than 0 is ever announced
     * @return the fault
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static Fault lengthTooShort(int bytes) {
        Checked.atLeast("bytes", bytes, 1);
        return changed("lengthTooShort(" + bytes + ")", frame -> Frames.withLengthChanged(frame, -(long) bytes));
    }

    /**
     * Only the beginning of the payload is there, and the header announces just that.
     *
     * @param bytes how much of the payload is left, 0 or more
     * @return the fault
     * @throws IllegalArgumentException if the number is negative
     */
    public static Fault payloadCut(int bytes) {
        Checked.atLeast("bytes", bytes, 0);
        return changed(
                "payloadCut(" + bytes + ")",
                frame -> Frames.withPayload(frame, Frames.first(Frames.payload(frame), bytes)));
    }

    /**
     * There is something after the payload, and the header announces that too.
     *
     * @param more the additional bytes, one or more
     * @return the fault
     * @throws IllegalArgumentException if there is no byte
     */
    public static Fault payloadExtended(Bytes more) {
        Checked.notEmpty("additional bytes", more);
        return changed(
                "payloadExtended(" + more + ")",
                frame -> Frames.withPayload(frame, Frames.payload(frame).plus(more)));
    }

    /**
     * A message of another type comes before the message; on UDP it is a datagram of its own.
     *
     * @param type payload type of the additional message, 0..0xFFFF
     * @param payload its payload, which may be empty
     * @return the fault
     * @throws IllegalArgumentException if the type is out of range
     */
    public static Fault precededBy(int type, Bytes payload) {
        UnknownMessage additional = new UnknownMessage(PayloadType.of(type), payload);
        return onMessage(
                String.format("precededBy(0x%04X, %s)", type, payload),
                message -> Interception.replace(additional, message.message()));
    }

    /**
     * The message leaves in several writes. TCP only.
     *
     * @param parts how many, 2 or more; no more than the message has bytes
     * @param pause the time between two writes, zero or more
     * @return the fault
     * @throws IllegalArgumentException if there are less than 2 parts, or the pause is negative
     */
    public static Fault split(int parts, Duration pause) {
        Checked.atLeast("parts", parts, 2);
        Checked.notNegative("pause", pause);
        return onTcp(
                "split(" + parts + ", " + pause + ")", message -> paced(Frames.parts(message.encoded(), parts), pause));
    }

    /**
     * Every byte leaves in a write of its own; of a long message the first 4096. TCP only.
     *
     * @param pause the time between two writes, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the pause is negative
     */
    public static Fault byteByByte(Duration pause) {
        Checked.notNegative("pause", pause);
        return onTcp("byteByByte(" + pause + ")", message -> {
            Bytes all = message.encoded();
            Bytes first = Frames.first(all, MOST_SINGLE_BYTES);
            List<Bytes> parts = new ArrayList<>(Frames.parts(first, first.length()));
            if (all.length() > first.length()) {
                parts.add(all.from(first.length()));
            }
            return paced(parts, pause);
        });
    }

    private static Interception paced(List<Bytes> parts, Duration pause) {
        Interception[] steps = new Interception[parts.size()];
        for (int i = 0; i < steps.length; i++) {
            Interception step = Interception.raw(parts.get(i));
            steps[i] = i == 0 ? step : Interception.hold(pause, step);
        }
        return Interception.sequence(steps);
    }

    /**
     * The message waits, and leaves in one write with all that is to be sent meanwhile. TCP only.
     *
     * @param time how long it waits, zero or more
     * @return the fault
     * @throws IllegalArgumentException if the time is negative
     */
    public static Fault coalesced(Duration time) {
        Interception later = Interception.hold(Checked.notNegative("time", time), Interception.pass());
        return onTcp("coalesced(" + time + ")", message -> later);
    }

    /**
     * Bytes that are no message come before the message; on UDP as a datagram of their own.
     *
     * @param garbage the bytes, one or more
     * @return the fault
     * @throws IllegalArgumentException if there is no byte
     */
    public static Fault garbageBefore(Bytes garbage) {
        Interception both =
                Interception.sequence(Interception.raw(Checked.notEmpty("bytes", garbage)), Interception.pass());
        return onMessage("garbageBefore(" + garbage + ")", message -> both);
    }

    /**
     * Bytes that are no message are sent instead.
     *
     * @param garbage the bytes, one or more
     * @return the fault
     * @throws IllegalArgumentException if there is no byte
     */
    public static Fault garbageInstead(Bytes garbage) {
        Interception instead = Interception.raw(Checked.notEmpty("bytes", garbage));
        return onMessage("garbageInstead(" + garbage + ")", message -> instead);
    }

    /**
     * Only the beginning of the message is sent, then the connection is closed. TCP only.
     *
     * @param bytes how much of the message, with its header of 8 bytes; 1 or more
     * @return the fault
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static Fault truncated(int bytes) {
        Checked.atLeast("bytes", bytes, 1);
        return onTcp(
                "truncated(" + bytes + ")",
                message -> Interception.sequence(
                        Interception.raw(Frames.first(message.encoded(), bytes)), Interception.close()));
    }

    /**
     * The connection is closed with FIN instead of the message. TCP only.
     *
     * @return the fault
     */
    public static Fault closedInstead() {
        return onTcp("closedInstead", message -> Interception.close());
    }

    /**
     * The connection is closed with FIN after the message. TCP only.
     *
     * @return the fault
     */
    public static Fault closedAfter() {
        return onTcp("closedAfter", message -> Interception.sequence(Interception.pass(), Interception.close()));
    }

    /**
     * The connection is reset with RST instead of the message. TCP only.
     *
     * @return the fault
     */
    public static Fault resetInstead() {
        return onTcp("resetInstead", message -> Interception.reset());
    }

    /**
     * The connection is reset with RST after the message, which may get lost by that. TCP only.
     *
     * @return the fault
     */
    public static Fault resetAfter() {
        return onTcp("resetAfter", message -> Interception.sequence(Interception.pass(), Interception.reset()));
    }

    /**
     * From the next message on nothing comes through the connection any more, in both directions, and it is not closed either
     * until an inactivity timer runs out. Ends when it is switched off. Strikes once for a connection. TCP only.
     *
     * @return the fault
     */
    public static Fault halfOpen() {
        return Fault.remembering("halfOpen", HalfOpen::new);
    }
}
