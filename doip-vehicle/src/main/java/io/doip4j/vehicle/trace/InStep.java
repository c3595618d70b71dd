package io.doip4j.vehicle.trace;

import io.doip4j.vehicle.trace.WireEvent.Ends;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets streams of connections be read from their middle. Where events are missing, bytes are left out up to the next message.
 */
final class InStep {
    /** How far a stream was read: where the next bytes must begin. */
    private final Map<Stream, Long> next = new HashMap<>();

    private record Stream(Ends ends, boolean fromPeer) {
        static Stream of(WireEvent event) {
            return new Stream(event.ends(), event.isFromPeer());
        }
    }

    /** What can be read of an event with bytes, or null if nothing can. */
    @Nullable
    WireEvent with(WireEvent event) {
        Stream stream = Stream.of(event);
        if (!follows(event)) {
            int first = event.place().firstMessage();
            if (first < 0) {
                return null;
            }
            return readFrom(stream, event.from(first));
        }
        return readFrom(stream, event);
    }

    /** Whether nothing is missing before an event with bytes. */
    boolean follows(WireEvent event) {
        // The first byte of a stream comes after the one that stands for the beginning.
        return event.position() == next.getOrDefault(Stream.of(event), 1L);
    }

    private WireEvent readFrom(Stream stream, WireEvent event) {
        next.put(stream, event.position() + event.bytes().length());
        return event;
    }

    void forget(Ends ends) {
        next.remove(new Stream(ends, true));
        next.remove(new Stream(ends, false));
    }
}
