package io.doip4j.vehicle.trace;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.WireTap;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at a socket.
 *
 * @param nanos when, in nanoseconds since the start
 * @param kind what
 * @param ends between whom
 * @param bytes what was received or sent
 * @param place where in the streams of a TCP connection this begins
 * @param end how a side of a connection ended; null if a connection is released and the other side did not end it
 */
record WireEvent(long nanos, Kind kind, Ends ends, Bytes bytes, Place place, WireTap.@Nullable End end)
        implements TraceEntry {
    /** What happened. */
    enum Kind {
        OPENED,
        RECEIVED,
        SENT,
        CLOSED,
        RELEASED
    }

    /**
     * Both ends.
     *
     * @param peer the other one
     * @param local the server's
     */
    record Ends(DoipPeer peer, InetSocketAddress local) {
        boolean isTcp() {
            return peer.transport() == DoipPeer.Transport.TCP;
        }
    }

    /**
     * A place in the two streams of a connection. A connection's beginning and its end count as one each, as in TCP.
     *
     * @param fromPeer how much the peer has sent before
     * @param fromServer how much the server has sent before
     * @param firstMessage where in the bytes the first message begins, -1 if none does
     */
    record Place(long fromPeer, long fromServer, int firstMessage) {
        /** Of what is not part of a stream. */
        static final Place NONE = new Place(0, 0, 0);
    }

    boolean isFromPeer() {
        return kind == Kind.RECEIVED;
    }

    boolean hasBytes() {
        return kind == Kind.RECEIVED || kind == Kind.SENT;
    }

    /** Where in the stream of its direction the bytes begin. */
    long position() {
        return isFromPeer() ? place.fromPeer() : place.fromServer();
    }

    /** The same without its first bytes. */
    WireEvent from(int offset) {
        Place moved = isFromPeer()
                ? new Place(place.fromPeer() + offset, place.fromServer(), 0)
                : new Place(place.fromPeer(), place.fromServer() + offset, 0);
        return new WireEvent(nanos, kind, ends, bytes.from(offset), moved, end);
    }

    @Override
    public int size() {
        return OVERHEAD + bytes.length();
    }
}
