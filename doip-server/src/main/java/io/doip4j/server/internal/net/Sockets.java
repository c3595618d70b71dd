package io.doip4j.server.internal.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bound sockets of an entity: for each bind address a TCP and a UDP one, all on one port. All of them are bound, or none.
 */
final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    private static final int BACKLOG = 1024;
    private static final int ATTEMPTS_FOR_FREE_PORT = 100;

    /** The sockets of one bind address. */
    record Bound(
            ServerSocketChannel tcp, DatagramChannel udp, InetSocketAddress tcpAddress, InetSocketAddress udpAddress) {
        boolean isIpv6() {
            return udpAddress.getAddress() instanceof Inet6Address;
        }
    }

    private final List<Bound> bound;
    private final Deque<Channel> open;

    private Sockets(List<Bound> bound, Deque<Channel> open) {
        this.bound = bound;
        this.open = open;
    }

    /**
     * Binds.
     *
     * @param addresses the bind addresses
     * @param port the port, or 0 for one that is free everywhere
     * @param options for every socket
     * @return the bound sockets
     * @throws UncheckedIOException if one cannot be bound; the message says which
     */
    static Sockets bind(List<InetAddress> addresses, int port, SocketOptions options) {
        int attempts = port == 0 ? ATTEMPTS_FOR_FREE_PORT : 1;
        while (true) {
            Deque<Channel> open = new ArrayDeque<>();
            try {
                return new Sockets(bindAll(addresses, port, options, open), open);
            } catch (UncheckedIOException e) {
                closeAll(open);
                attempts--;
                if (attempts == 0) {
                    throw e;
                }
            }
        }
    }

    List<Bound> bound() {
        return bound;
    }

    void close() {
        closeAll(open);
    }

    private static List<Bound> bindAll(
            List<InetAddress> addresses, int port, SocketOptions options, Deque<Channel> open) {
        List<Bound> all = new ArrayList<>();
        int common = port;
        for (InetAddress address : addresses) {
            Bound next = bindOne(address, common, options, open);
            all.add(next);
            common = next.tcpAddress.getPort();
        }
        return List.copyOf(all);
    }

    private static Bound bindOne(InetAddress address, int port, SocketOptions options, Deque<Channel> open) {
        ProtocolFamily family =
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        InetSocketAddress wanted = new InetSocketAddress(address, port);
        String what = "TCP " + text(wanted);
        try {
            ServerSocketChannel tcp = ServerSocketChannel.open(family);
            open.push(tcp);
            options.applyTo(tcp);
            tcp.bind(wanted, BACKLOG);
            tcp.configureBlocking(false);
            InetSocketAddress tcpAddress = (InetSocketAddress) tcp.getLocalAddress();

            wanted = new InetSocketAddress(address, tcpAddress.getPort());
            what = "UDP " + text(wanted);
            DatagramChannel udp = DatagramChannel.open(family);
            open.push(udp);
            if (!address.isLoopbackAddress()) {
                // Shares the port with the socket for broadcasts, and with a tester on this host.
                udp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                udp.setOption(StandardSocketOptions.SO_BROADCAST, true);
            }
            options.applyTo(udp);
            udp.bind(wanted);
            udp.configureBlocking(false);
            return new Bound(tcp, udp, tcpAddress, (InetSocketAddress) udp.getLocalAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot bind " + what + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(
                    "cannot bind " + what + ": a socket option has a bad value: " + e.getMessage(), new IOException(e));
        } catch (UnsupportedOperationException e) {
            throw new UncheckedIOException(
                    "cannot bind " + what + ": this host has no " + family.name(), new IOException(e));
        }
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static void closeAll(Deque<Channel> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (IOException e) {
                LOG.warn("a socket could not be closed", e);
            }
        }
    }
}
