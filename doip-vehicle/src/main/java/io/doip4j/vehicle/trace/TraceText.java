package io.doip4j.vehicle.trace;

import io.doip4j.core.Bytes;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.server.spi.WireTap;
import io.doip4j.vehicle.trace.WireEvent.Ends;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes entries as lines. */
final class TraceText {
    /** Takes everything that can be read. */
    static final HeaderRules RULES =
            HeaderRules.tester(HeaderRules.LARGEST_MAX_PAYLOAD_LENGTH).withEmptyUserData();

    private static final String RECEIVED = "-> ";
    private static final String SENT = "<- ";
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<String> lines = new ArrayList<>();
    private final DatagramReader datagrams = new DatagramReader(RULES);
    private final InStep inStep = new InStep();
    private final Map<Ends, StreamReader> received = new HashMap<>();
    private final Map<Ends, StreamReader> sent = new HashMap<>();

    TraceText(EntryRing.Content content) {
        if (content.dropped() > 0) {
            lines.add("(" + content.dropped() + " older entries were dropped)");
        }
        content.entries().forEach(this::add);
        received.forEach((ends, reader) -> incomplete(ends, RECEIVED, reader));
        sent.forEach((ends, reader) -> incomplete(ends, SENT, reader));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private void add(TraceEntry entry) {
        if (entry instanceof WireEvent event) {
            event(event);
        } else if (entry instanceof Remark remark) {
            line(remark.nanos(), remark.who(), remark.text());
        }
    }

    private void event(WireEvent event) {
        switch (event.kind()) {
            case OPENED ->
                line(event, "connects to " + Addresses.text(event.ends().local()));
            case RECEIVED, SENT -> {
                if (event.ends().isTcp()) {
                    stream(event);
                } else {
                    line(event, arrow(event) + datagram(event.bytes()));
                }
            }
            case CLOSED -> closed(event);
            case RELEASED -> {
                closed(event);
                incomplete(event.ends(), RECEIVED, received.remove(event.ends()));
                incomplete(event.ends(), SENT, sent.remove(event.ends()));
                inStep.forget(event.ends());
            }
        }
    }

    private void closed(WireEvent event) {
        WireTap.End end = event.end();
        if (end != null) {
            line(event, words(end));
        }
    }

    private static String words(WireTap.End end) {
        return switch (end) {
            case CLOSED_BY_PEER -> RECEIVED + "closed by the peer (FIN)";
            case CLOSED_BY_SERVER -> SENT + "closed by the server (FIN)";
            case RESET_BY_PEER -> RECEIVED + "reset by the peer, or lost (RST)";
            case RESET_BY_SERVER -> SENT + "reset by the server (RST)";
        };
    }

    private static String arrow(WireEvent event) {
        return event.isFromPeer() ? RECEIVED : SENT;
    }

    private void stream(WireEvent event) {
        Map<Ends, StreamReader> readers = event.isFromPeer() ? received : sent;
        if (!inStep.follows(event)) {
            incomplete(event.ends(), arrow(event), readers.remove(event.ends()));
        }
        WireEvent readable = inStep.with(event);
        if (readable != null) {
            readers.computeIfAbsent(event.ends(), ends -> new StreamReader())
                    .read(readable, text -> line(event, arrow(event) + text));
        }
    }

    private String datagram(Bytes bytes) {
        DatagramResult result = datagrams.read(bytes.asBuffer());
        if (result instanceof DatagramResult.Message message) {
            return MessageText.of(message.message());
        }
        return result instanceof DatagramResult.Refused refused
                ? MessageText.refused(refused.violation(), bytes)
                : "not DoIP: " + bytes;
    }

    private void incomplete(Ends ends, String arrow, @Nullable StreamReader reader) {
        if (reader != null && reader.unfinished() > 0) {
            line(
                    reader.lastNanos(),
                    ends.peer().toString(),
                    arrow + "only the first " + reader.unfinished() + " bytes of a message: " + reader.beginning());
        }
    }

    private void line(WireEvent event, String text) {
        line(event.nanos(), event.ends().peer().toString(), text);
    }

    private void line(long nanos, String who, String text) {
        lines.add(String.format(Locale.ROOT, "%11.6f  %s  %s", nanos / NANOS_PER_SECOND, who, text));
    }
}
