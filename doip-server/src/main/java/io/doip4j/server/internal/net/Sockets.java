package io.doip4j.server.internal.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bound sockets of an entity: for each bind address a TCP and a UDP one, all on one port. All of them are bound, or none.
 */
final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    private static final int BACKLOG = 1024;
    private static final int ATTEMPTS_FOR_FREE_PORT = 100;
    private static final InetAddress ALL_IPV6 = allIpv6();

    /**
     * The sockets of one bind address.
     *
     * @param tcp accepts connections
     * @param udp hears and answers datagrams
     * @param tcpAddress what is bound, with the port
     * @param udpAddress what is bound, with the port
     * @param shared whether the sockets are those of another bind address, which has them first
     */
    record Bound(
            ServerSocketChannel tcp,
            DatagramChannel udp,
            InetSocketAddress tcpAddress,
            InetSocketAddress udpAddress,
            boolean shared) {
        boolean isIpv6() {
            return udpAddress.getAddress() instanceof Inet6Address;
        }

        boolean isLoopback() {
            return udpAddress.getAddress().isLoopbackAddress();
        }

        boolean isAnyLocal() {
            return udpAddress.getAddress().isAnyLocalAddress();
        }

        private Bound sharedAs(InetAddress address) {
            return new Bound(
                    tcp,
                    udp,
                    new InetSocketAddress(address, tcpAddress.getPort()),
                    new InetSocketAddress(address, udpAddress.getPort()),
                    true);
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
        Map<InetAddress, Bound> all = new HashMap<>();
        int common = port;
        for (InetAddress address : addresses) {
            if (!isCovered(address, addresses)) {
                Bound next = bindOne(address, common, options, open);
                all.put(address, next);
                common = next.tcpAddress.getPort();
            }
        }
        Bound everything = all.get(ALL_IPV6);
        List<Bound> inOrder = new ArrayList<>();
        for (InetAddress address : addresses) {
            Bound own = all.get(address);
            if (own != null) {
                inOrder.add(own);
            } else if (everything != null) {
                inOrder.add(everything.sharedAs(address));
            }
        }
        return List.copyOf(inOrder);
    }

    /** A socket on all IPv6 addresses has all IPv4 addresses too, and no other can have them besides. */
    private static boolean isCovered(InetAddress address, List<InetAddress> addresses) {
        return address.isAnyLocalAddress() && !address.equals(ALL_IPV6) && addresses.contains(ALL_IPV6);
    }

    private static InetAddress allIpv6() {
        try {
            return InetAddress.getByAddress(new byte[16]);
        } catch (UnknownHostException e) {
            throw new ExceptionInInitializerError(e);
        }
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
            return new Bound(tcp, udp, tcpAddress, (InetSocketAddress) udp.getLocalAddress(), false);
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
