package io.doip4j.server.spi;

import java.net.InetSocketAddress;

/**
 * Who is at the other end: a TCP connection, or the sender of a datagram.
 *
 * @param transport TCP or UDP
 * @param connectionId a number that is unique in the server for a TCP connection; 0 for a datagram
 * @param address IP address and port
 */
public record DoipPeer(Transport transport, long connectionId, InetSocketAddress address) {
    /** How messages travel. */
    public enum Transport {
        /** A TCP_DATA connection. */
        TCP,
        /** A UDP datagram. */
        UDP
    }

    /**
     * The sender of a datagram.
     *
     * @param address IP address and port
     * @return the peer
     */
    public static DoipPeer udp(InetSocketAddress address) {
        return new DoipPeer(Transport.UDP, 0, address);
    }

    /** Transport, address and connection: {@code TCP 127.0.0.1:50123 #4}. */
    @Override
    public String toString() {
        return transport + " " + address.getAddress().getHostAddress() + ":" + address.getPort()
                + (connectionId == 0 ? "" : " #" + connectionId);
    }
}
