package io.doip4j.server.spi;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.DoipMessage;
import java.time.Duration;
import java.util.List;

/** What a {@link DoipInterceptor} makes of a message. */
public sealed interface Interception {
    /**
     * Nothing: the message goes its way.
     *
     * @return the interception
     */
    static Interception pass() {
        return Pass.INSTANCE;
    }

    /**
     * The message is gone.
     *
     * @return the interception
     */
    static Interception drop() {
        return new Replace(List.of());
    }

    /**
     * Other messages take the place of the message, or several, or the same one twice. They are not intercepted again.
     *
     * @param messages what takes its place
     * @return the interception
     */
    static Interception replace(DoipMessage... messages) {
        return new Replace(List.of(messages));
    }

    /**
     * Something happens later; other messages overtake this one.
     *
     * @param time how much later
     * @param then what happens then
     * @return the interception
     */
    static Interception delay(Duration time, Interception then) {
        return new Delay(time, then);
    }

    /**
     * Something happens later, and until then nothing else is sent to the peer: what is to be sent meanwhile follows in order.
     * For a received message, and on UDP, like {@link #delay}.
     *
     * @param time how much later
     * @param then what happens then
     * @return the interception
     */
    static Interception hold(Duration time, Interception then) {
        return new Hold(time, then);
    }

    /**
     * Several things happen to the same message, one after the other. A step that is delayed does not keep the next ones
     * waiting; one that is held does.
     *
     * @param steps what happens; each sees the message as it was
     * @return the interception
     */
    static Interception sequence(Interception... steps) {
        return new Sequence(List.of(steps));
    }

    /**
     * Bytes are sent to the peer as they are, in place of the message: each in a write of its own, so that a message can be
     * split, and broken at will. For a received message the bytes are the answer, and the message is gone.
     *
     * @param segments the bytes; on UDP each is a datagram
     * @return the interception
     */
    static Interception raw(Bytes... segments) {
        return new Raw(List.of(segments));
    }

    /**
     * The connection is closed in good order, after what was sent before. The message is gone. On UDP like {@link #drop}.
     *
     * @return the interception
     */
    static Interception close() {
        return Close.ORDERLY;
    }

    /**
     * The connection is reset. The message is gone. On UDP like {@link #drop}.
     *
     * @return the interception
     */
    static Interception reset() {
        return Close.RESET;
    }

    /** The message goes its way. */
    enum Pass implements Interception {
        /** The only value. */
        INSTANCE
    }

    /** The connection ends. */
    enum Close implements Interception {
        /** With FIN, after what was sent before. */
        ORDERLY,
        /** With RST. */
        RESET
    }

    /**
     * Other messages take its place.
     *
     * @param messages the messages
     */
    record Replace(List<DoipMessage> messages) implements Interception {}

    /**
     * Something happens later.
     *
     * @param time how much later
     * @param then what
     */
    record Delay(Duration time, Interception then) implements Interception {}

    /**
     * Something happens later, and whatever else is sent waits.
     *
     * @param time how much later
     * @param then what
     */
    record Hold(Duration time, Interception then) implements Interception {}

    /**
     * Several things happen one after the other.
     *
     * @param steps what
     */
    record Sequence(List<Interception> steps) implements Interception {}

    /**
     * Bytes are sent as they are.
     *
     * @param segments each in a write of its own
     */
    record Raw(List<Bytes> segments) implements Interception {}
}
