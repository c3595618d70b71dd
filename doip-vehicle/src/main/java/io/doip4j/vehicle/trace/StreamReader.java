package io.doip4j.vehicle.trace;

import io.doip4j.core.Bytes;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.HeaderViolation;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads the messages of one direction of a connection. */
final class StreamReader {
    private static final int SHOWN_BYTES = 32;

    private final DoipFramer framer = new DoipFramer(TraceText.RULES);
    /** Where messages are cannot be said any more. */
    private boolean raw;

    /** What is left of a message that was refused. */
    private long toSkip;

    private long unfinished;
    private Bytes beginning = Bytes.EMPTY;
    private long lastNanos;

    /** Hands on every message, and what is none, as text. */
    void read(WireEvent event, Consumer<String> texts) {
        lastNanos = event.nanos();
        Bytes bytes = event.bytes();
        ByteBuffer input = bytes.asBuffer();
        while (input.hasRemaining()) {
            if (raw) {
                texts.accept("not DoIP: " + bytes.from(input.position()));
                return;
            }
            int from = input.position();
            DoipFramer.Event found = framer.next(input);
            Bytes used = bytes.slice(from, input.position() - from);
            if (found == DoipFramer.Event.NEED_INPUT) {
                begins(used);
                return;
            }
            if (found == DoipFramer.Event.MESSAGE) {
                texts.accept(MessageText.of(framer.message()));
            } else {
                HeaderViolation violation = framer.violation();
                texts.accept(MessageText.refused(violation, beginning.plus(bytes.from(from))));
                if (violation.closesSocket()) {
                    raw = true;
                    return;
                }
                toSkip = violation.header().payloadLength();
            }
            unfinished = 0;
            beginning = Bytes.EMPTY;
        }
    }

    private void begins(Bytes input) {
        int skipped = (int) Math.min(toSkip, input.length());
        toSkip -= skipped;
        Bytes used = input.from(skipped);
        unfinished += used.length();
        int room = SHOWN_BYTES - beginning.length();
        beginning = beginning.plus(used.slice(0, Math.min(room, used.length())));
    }

    /** How many bytes of a message have come that is not complete. */
    long unfinished() {
        return raw ? 0 : unfinished;
    }

    Bytes beginning() {
        return beginning;
    }

    long lastNanos() {
        return lastNanos;
    }
}
