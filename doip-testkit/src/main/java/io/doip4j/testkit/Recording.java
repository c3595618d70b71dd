package io.doip4j.testkit;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What one server saw. Safe for use by any thread. */
final class Recording implements DoipServerListener {
    private static final int MOST_LINES = 10_000;
    private static final int LONGEST_LINE = 300;

    private final TraceMode mode;
    private final Deque<String> lines = new ArrayDeque<>();
    private long begin = System.nanoTime();
    private long dropped;

    private Recording(TraceMode mode) {
        this.mode = mode;
    }

    static Recording of(TraceMode mode) {
        return new Recording(mode);
    }

    void attachTo(DoipServerBuilder builder) {
        if (mode != TraceMode.OFF) {
            builder.listener(this);
        }
    }

    TraceMode mode() {
        return mode;
    }

    synchronized void clear() {
        lines.clear();
        dropped = 0;
        begin = System.nanoTime();
    }

    /** All that is still known, oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** How many there were, with those that are not known any more. */
    synchronized long total() {
        return dropped + lines.size();
    }

    @Override
    public void connectionOpened(DoipPeer peer) {
        add(peer, "connected");
    }

    @Override
    public void connectionClosed(DoipPeer peer, CloseReason reason) {
        add(peer, "closed: " + reason);
    }

    @Override
    public void messageReceived(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        add(peer, "-> " + message);
    }

    @Override
    public void messageSent(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        add(peer, "<- " + message);
    }

    private synchronized void add(DoipPeer peer, String what) {
        Duration since = Duration.ofNanos(System.nanoTime() - begin);
        String text = String.format(
                Locale.ROOT,
                "%10.3f ms  %s  %s",
                since.toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1),
                peer,
                what);
        lines.add(text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + " …");
        if (lines.size() > MOST_LINES) {
            lines.remove();
            dropped++;
        }
    }
}
