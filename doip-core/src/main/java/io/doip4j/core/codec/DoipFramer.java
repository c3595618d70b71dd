package io.doip4j.core.codec;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a TCP byte stream into DoIP messages, however the stream is split. A pull parser: feed a buffer, take one event
 * after the other until it asks for more input.
 *
 * <pre>{@code
 * DoipFramer framer = new DoipFramer(HeaderRules.tester(1_000_000));
 * Event event;
 * while ((event = framer.next(received)) != Event.NEED_INPUT) {
 *     if (event == Event.MESSAGE) {
 *         handle(framer.message());
 *     } else if (framer.violation().closesSocket()) {
 *         close();
 *     }
 * }
 * }</pre>
 *
 * <p>Memory: a payload's array never exceeds eight times the bytes that have really arrived (or 4 KiB), so that a length
 * in a header costs nothing; a refused message is skipped without memory, up to 4 GiB. Between messages nothing is held.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class DoipFramer {
    /** What {@link #next} found. */
    public enum Event {
        /** The input is used up; there is nothing to take yet. */
        NEED_INPUT,
        /** A message is complete: see {@link #message()} and {@link #version()}. */
        MESSAGE,
        /** A header broke a rule: see {@link #violation()}. */
        VIOLATION
    }

    private static final int SMALL_PAYLOAD = 4096;
    private static final int GROWTH = 8;
    private static final byte[] NONE = {};

    private HeaderRules rules;
    private long header;
    private long headerPart;
    private int headerFilled;
    private byte[] payload = NONE;
    private int payloadFilled;
    private boolean inPayload;
    private long toSkip;
    private boolean stopped;
    private @Nullable DoipMessage message;
    private @Nullable HeaderViolation violation;

    /**
     * A framer at the beginning of a stream.
     *
     * @param rules what to accept
     */
    public DoipFramer(HeaderRules rules) {
        this.rules = rules;
    }

    /**
     * Changes what to accept, beginning with the next header.
     *
     * @param newRules the rules from now on
     */
    public void rules(HeaderRules newRules) {
        rules = newRules;
    }

    /**
     * Finds the next event in the input. After a violation that closes the socket there is no other event: whatever still
     * comes is dropped.
     *
     * @param input received bytes; its position moves past what was used, and input that is left belongs to later messages
     * @return what was found
     */
    public Event next(ByteBuffer input) {
        message = null;
        violation = null;
        while (true) {
            if (stopped) {
                input.position(input.limit());
                return Event.NEED_INPUT;
            }
            if (toSkip > 0 && !skipped(input)) {
                return Event.NEED_INPUT;
            }
            if (inPayload) {
                return readPayload(input) ? Event.MESSAGE : Event.NEED_INPUT;
            }
            if (!readHeader(input)) {
                return Event.NEED_INPUT;
            }
            if (judge()) {
                return Event.VIOLATION;
            }
        }
    }

    /**
     * The message that the last call of {@link #next} completed.
     *
     * @return the message
     * @throws IllegalStateException if that call gave no {@link Event#MESSAGE}
     */
    public DoipMessage message() {
        DoipMessage found = message;
        if (found == null) {
            throw new IllegalStateException("there is no message: the last event was another one");
        }
        return found;
    }

    /**
     * The protocol version of the last header that was read.
     *
     * @return the version
     */
    public ProtocolVersion version() {
        return ProtocolVersion.of(DoipHeader.version(header));
    }

    /**
     * The violation that the last call of {@link #next} found.
     *
     * @return the violation
     * @throws IllegalStateException if that call gave no {@link Event#VIOLATION}
     */
    public HeaderViolation violation() {
        HeaderViolation found = violation;
        if (found == null) {
            throw new IllegalStateException("there is no violation: the last event was another one");
        }
        return found;
    }

    /**
     * Whether the stream stands inside a message. At the end of a stream this means that the message was cut off.
     *
     * @return true if a part of a message has been read
     */
    public boolean isInsideMessage() {
        return !stopped && (toSkip > 0 || inPayload || headerFilled > 0);
    }

    private boolean skipped(ByteBuffer input) {
        int count = (int) Math.min(toSkip, input.remaining());
        input.position(input.position() + count);
        toSkip -= count;
        return toSkip == 0;
    }

    private boolean readHeader(ByteBuffer input) {
        if (headerFilled == 0 && input.remaining() >= DoipHeader.LENGTH) {
            long bits = input.getLong();
            header = input.order() == ByteOrder.BIG_ENDIAN ? bits : Long.reverseBytes(bits);
            return true;
        }
        while (headerFilled < DoipHeader.LENGTH && input.hasRemaining()) {
            headerPart = (headerPart << 8) | (input.get() & 0xFF);
            headerFilled++;
        }
        if (headerFilled < DoipHeader.LENGTH) {
            return false;
        }
        header = headerPart;
        headerFilled = 0;
        return true;
    }

    /** Returns whether the header is a violation; otherwise the payload, or the skipping of it, has begun. */
    private boolean judge() {
        long length = DoipHeader.payloadLength(header);
        HeaderVerdict verdict =
                rules.check(DoipHeader.version(header), DoipHeader.inverse(header), DoipHeader.type(header), length);
        switch (verdict) {
            case ACCEPT -> {
                inPayload = true;
                payloadFilled = 0;
                return false;
            }
            case IGNORE -> {
                toSkip = length;
                return false;
            }
            default -> {
                HeaderViolation found = rules.violation(
                        DoipHeader.of(header), verdict.nackCode().orElseThrow());
                stopped = found.closesSocket();
                toSkip = length;
                violation = found;
                return true;
            }
        }
    }

    private boolean readPayload(ByteBuffer input) {
        int length = (int) DoipHeader.payloadLength(header);
        if (payloadFilled == 0 && input.remaining() >= length) {
            // Nothing has to be kept: a reference in an object that lives long costs a barrier.
            byte[] whole = new byte[length];
            input.get(whole);
            payloadRead(whole);
            return true;
        }
        while (payloadFilled < length && input.hasRemaining()) {
            if (payloadFilled == payload.length) {
                payload = Arrays.copyOf(payload, capacity(length, (long) payloadFilled + input.remaining()));
            }
            int count = Math.min(payload.length - payloadFilled, input.remaining());
            input.get(payload, payloadFilled, count);
            payloadFilled += count;
        }
        if (payloadFilled < length) {
            return false;
        }
        payloadRead(payload);
        payload = NONE;
        return true;
    }

    private void payloadRead(byte[] whole) {
        message = DoipMessage.read(DoipHeader.type(header), Bytes.wrap(whole));
        inPayload = false;
    }

    private static int capacity(int length, long arrived) {
        return (int) Math.min(length, Math.max(SMALL_PAYLOAD, GROWTH * arrived));
    }
}
