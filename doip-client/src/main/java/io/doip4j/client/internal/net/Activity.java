package io.doip4j.client.internal.net;

import java.net.InetSocketAddress;

/** Hears what a connection does that takes no time on its clock, but threads and a network. Called by all threads. */
public interface Activity {
    /** Something begins on another thread, or will at once. */
    void began();

    /** Something has ended that began. */
    void ended();

    /**
     * A TCP connection was opened.
     *
     * @param local its own end
     */
    void opened(InetSocketAddress local);

    /**
     * Bytes were handed to the network.
     *
     * @param local the own end of the TCP connection
     * @param count number of bytes
     */
    void sent(InetSocketAddress local, long count);

    /**
     * Bytes were received.
     *
     * @param local the own end of the TCP connection
     * @param count number of bytes
     */
    void received(InetSocketAddress local, long count);

    /**
     * A TCP connection was closed by this end.
     *
     * @param local its own end
     */
    void closed(InetSocketAddress local);
}
