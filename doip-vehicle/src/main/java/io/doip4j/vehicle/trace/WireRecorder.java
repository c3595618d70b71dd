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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of what a tap sees, and knows how far the streams of each open connection are. So every event can be
 * understood without those before it, which may be dropped.
 */
final class WireRecorder implements WireTap {
    private final TraceClock clock;
    private final Consumer<WireEvent> target;
    private final Map<Ends, Streams> connections = new HashMap<>();
    private boolean anyStarted;

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

    @Override
    public synchronized void started(MonotonicClock serverClock) {
        clock.started(serverClock, !anyStarted);
        anyStarted = true;
    }

    @Override
    public synchronized void opened(DoipPeer peer, InetSocketAddress local) {
        Ends ends = new Ends(peer, local);
        Streams streams = new Streams();
        connections.put(ends, streams);
        add(Kind.OPENED, ends, Bytes.EMPTY, streams.place(-1), null);
        streams.fromPeer++;
        streams.fromServer++;
    }

    @Override
    public synchronized void received(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
        Ends ends = new Ends(peer, local);
        if (!ends.isTcp()) {
            add(Kind.RECEIVED, ends, bytes, Place.NONE, null);
            return;
        }
        Streams streams = connections.get(ends);
        if (streams != null && !streams.reset && !bytes.isEmpty()) {
            add(Kind.RECEIVED, ends, bytes, streams.received(bytes), null);
        }
    }

    @Override
    public synchronized void sent(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
        Ends ends = new Ends(peer, local);
        if (!ends.isTcp()) {
            add(Kind.SENT, ends, bytes, Place.NONE, null);
            return;
        }
        Streams streams = connections.get(ends);
        if (streams != null && !streams.reset && !bytes.isEmpty()) {
            add(Kind.SENT, ends, bytes, streams.sent(bytes), null);
        }
    }

    @Override
    public synchronized void closed(DoipPeer peer, InetSocketAddress local, End end) {
        Ends ends = new Ends(peer, local);
        Streams streams = connections.get(ends);
        if (streams != null) {
            add(Kind.CLOSED, ends, Bytes.EMPTY, streams.place(-1), end);
            streams.ended(end);
        }
    }

    @Override
    public synchronized void released(DoipPeer peer, InetSocketAddress local, End end) {
        Ends ends = new Ends(peer, local);
        Streams streams = connections.remove(ends);
        if (streams != null) {
            add(Kind.RELEASED, ends, Bytes.EMPTY, streams.place(-1), end == streams.firstEnd ? null : end);
        }
    }

    private void add(Kind kind, Ends ends, Bytes bytes, Place place, @Nullable End end) {
        target.accept(new WireEvent(clock.now(), kind, ends, bytes, place, end));
    }
}
