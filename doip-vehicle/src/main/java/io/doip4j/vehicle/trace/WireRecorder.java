package io.doip4j.vehicle.trace;

import io.doip4j.core.Bytes;
import io.doip4j.core.MonotonicClock;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.WireTap;
import io.doip4j.vehicle.trace.WireEvent.Ends;
import io.doip4j.vehicle.trace.WireEvent.Kind;
import io.doip4j.vehicle.trace.WireEvent.Place;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of what a tap sees, and knows how far the streams of each open connection are. So every event can be
 * understood without those before it, which may be dropped. Safe for use by any thread.
 */
final class WireRecorder implements WireTap {
    private final TraceClock clock;
    private final Consumer<WireEvent> target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Ends, Streams> connections = new HashMap<>();
    private boolean anyStarted;
    /** A peer may react before the server has returned from sending. */
    private long sendingAt;

    WireRecorder(TraceClock clock, Consumer<WireEvent> target) {
        this.clock = clock;
        this.target = target;
    }

    /** How far a connection is. */
    private static final class Streams {
        private final MessageStarts startsFromPeer = new MessageStarts();
        private final MessageStarts startsFromServer = new MessageStarts();
        private long fromPeer;
        private long fromServer;
        private boolean reset;
        private @Nullable End firstEnd;

        Place place(int firstMessage) {
            return new Place(fromPeer, fromServer, firstMessage);
        }

        Place received(Bytes bytes) {
            Place place = place(startsFromPeer.next(bytes));
            fromPeer += bytes.length();
            return place;
        }

        Place sent(Bytes bytes) {
            Place place = place(startsFromServer.next(bytes));
            fromServer += bytes.length();
            return place;
        }

        void ended(End end) {
            firstEnd = end;
            switch (end) {
                case CLOSED_BY_PEER -> fromPeer++;
                case CLOSED_BY_SERVER -> fromServer++;
                case RESET_BY_PEER, RESET_BY_SERVER -> reset = true;
            }
        }
    }

    /** Waits until nothing is on its way from the server to its peers, then does something before anything else is. */
    <T> T between(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void started(MonotonicClock serverClock) {
        locked(() -> {
            clock.started(serverClock, !anyStarted);
            anyStarted = true;
        });
    }

    @Override
    public void opened(DoipPeer peer, InetSocketAddress local) {
        locked(() -> {
            Ends ends = new Ends(peer, local);
            Streams streams = new Streams();
            connections.put(ends, streams);
            add(Kind.OPENED, ends, Bytes.EMPTY, streams.place(-1), null);
            streams.fromPeer++;
            streams.fromServer++;
        });
    }

    @Override
    public void received(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
        locked(() -> bytes(Kind.RECEIVED, new Ends(peer, local), bytes));
    }

    @Override
    public void sendingBegins() {
        lock.lock();
        sendingAt = clock.now();
    }

    @Override
    public void sent(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
        locked(() -> bytes(Kind.SENT, new Ends(peer, local), bytes));
    }

    @Override
    public void sendingEnds() {
        lock.unlock();
    }

    private void bytes(Kind kind, Ends ends, Bytes bytes) {
        if (!ends.isTcp()) {
            add(kind, ends, bytes, Place.NONE, null);
            return;
        }
        Streams streams = connections.get(ends);
        if (streams != null && !streams.reset && !bytes.isEmpty()) {
            add(kind, ends, bytes, kind == Kind.RECEIVED ? streams.received(bytes) : streams.sent(bytes), null);
        }
    }

    @Override
    public void closed(DoipPeer peer, InetSocketAddress local, End end) {
        locked(() -> {
            Ends ends = new Ends(peer, local);
            Streams streams = connections.get(ends);
            if (streams != null) {
                add(Kind.CLOSED, ends, Bytes.EMPTY, streams.place(-1), end);
                streams.ended(end);
            }
        });
    }

    @Override
    public void released(DoipPeer peer, InetSocketAddress local, End end) {
        locked(() -> {
            Ends ends = new Ends(peer, local);
            Streams streams = connections.remove(ends);
            if (streams != null) {
                End other = end == streams.firstEnd ? null : end;
                add(Kind.RELEASED, ends, Bytes.EMPTY, streams.place(-1), other);
            }
        });
    }

    private void add(Kind kind, Ends ends, Bytes bytes, Place place, @Nullable End end) {
        long nanos = kind == Kind.SENT ? sendingAt : clock.now();
        target.accept(new WireEvent(nanos, kind, ends, bytes, place, end));
    }
}
