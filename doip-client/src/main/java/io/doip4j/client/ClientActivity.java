package io.doip4j.client;

import java.net.InetSocketAddress;

/**
 * Hears what a connection does that takes no time on its clock, but threads and a network: for a clock that is moved by hand, and
 * must not be while something is on its way.
 *
 * <p>Called by all threads of a connection; must return at once.
 */
public interface ClientActivity {
    /** Something begins on another thread, or will at once. */
    default void began() {}

    /** Something has ended that began. */
    default void ended() {}

    /**
     * A TCP connection was opened.
     *
     * @param local its own end
     */
    default void opened(InetSocketAddress local) {}

    /**
     * Bytes were handed to the network.
     *
     * @param local the own end of the TCP connection
     * @param count number of bytes
     */
    default void sent(InetSocketAddress local, long count) {}

    /**
     * Bytes were received.
     *
     * @param local the own end of the TCP connection
     * @param count number of bytes
     */
    default void received(InetSocketAddress local, long count) {}

    /**
     * A TCP connection was closed by this end.
     *
     * @param local its own end
     */
    default void closed(InetSocketAddress local) {}
}
