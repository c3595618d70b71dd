package io.doip4j.server.spi;

import io.doip4j.core.Bytes;
import io.doip4j.core.MonotonicClock;
import java.net.InetSocketAddress;

/**
 * Sees all bytes that go through a server's sockets, as they are: for a capture file. What a message means is the matter of
 * {@link DoipServerListener}.
 *
 * <p>Thread rule: called on the event loop, in the order of events (but {@link #started}), and must return at once. What a tap throws is logged and has
 * no other effect.
 */
public interface WireTap {
    /** How a TCP connection ended. */
    enum End {
        /** The peer closed it first, with FIN. */
        CLOSED_BY_PEER,
        /** The server closed it first, with FIN. */
        CLOSED_BY_SERVER,
        /** The peer broke it off, with RST, or it was lost. */
        RESET_BY_PEER,
        /** The server broke it off, with RST. */
        RESET_BY_SERVER
    }

    /**
     * The server starts, and has no socket yet: before any other event, on the thread that starts it.
     *
     * @param clock what the server's timers run on, for time stamps
     */
    default void started(MonotonicClock clock) {}

    /**
     * A TCP connection was accepted.
     *
     * @param peer the connection
     * @param local the server's end
     */
    default void opened(DoipPeer peer, InetSocketAddress local) {}

    /**
     * A datagram was received, or some bytes of a TCP connection were.
     *
     * @param peer who sent them
     * @param local the server's end
     * @param bytes the bytes: a whole datagram, or what one read took
     */
    default void received(DoipPeer peer, InetSocketAddress local, Bytes bytes) {}

    /**
     * The server begins to hand bytes to the network: {@link #sent} follows if some left, {@link #sendingEnds} always. A tap
     * that makes others wait from here to there has seen everything that a peer can have received.
     */
    default void sendingBegins() {}

    /** The server has handed bytes to the network, or failed to. */
    default void sendingEnds() {}

    /**
     * A datagram was handed to the network, or some bytes of a TCP connection were.
     *
     * @param peer whom they are for
     * @param local the server's end
     * @param bytes the bytes: a whole datagram, or what one write took
     */
    default void sent(DoipPeer peer, InetSocketAddress local, Bytes bytes) {}

    /**
     * One side has ended a TCP connection. If the server did, with FIN, bytes may still be received: the server drops them.
     *
     * @param peer the connection
     * @param local the server's end
     * @param end who, and how
     */
    default void closed(DoipPeer peer, InetSocketAddress local, End end) {}

    /**
     * The socket of a TCP connection was given back, after {@link #closed}: nothing more comes of that connection.
     *
     * @param peer the connection
     * @param local the server's end
     * @param end how the other side has ended it; or the same as before if that was the end for both, or if nothing more was
     *     heard of the peer
     */
    default void released(DoipPeer peer, InetSocketAddress local, End end) {}
}
