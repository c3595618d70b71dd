package io.doip4j.server.internal.net;

import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what is sent to everybody: IPv4 broadcasts, and IPv6 multicasts to ff02::1. Belongs to the event loop. */
final class GroupListener {
    private static final Logger LOG = LoggerFactory.getLogger(GroupListener.class);

    private final DatagramChannel channel;
    /** Interfaces that were tried, and had an IPv6 address then. */
    private final Set<Integer> tried = new HashSet<>();

    private boolean saidThatNone;

    /**
     * What hears ff02::1.
     *
     * @param channel an IPv6 socket
     */
    GroupListener(DatagramChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a socket on all addresses of a family: one that is bound to a unicast address hears no broadcast.
     *
     * @param family the address family
     * @param port the port
     * @return the socket, not blocking
     * @throws IOException if it cannot be bound
     */
    static DatagramChannel open(ProtocolFamily family, int port) throws IOException {
        String any = family == StandardProtocolFamily.INET6 ? "::" : "0.0.0.0";
        return open(family, new InetSocketAddress(InetAddress.getByName(any), port), SocketOptions.none());
    }

    /**
     * Opens a socket that shares its port, and may send broadcasts.
     *
     * @param family the address family
     * @param address what to bind
     * @param options for the socket
     * @return the socket, not blocking
     * @throws IOException if it cannot be bound
     */
    static DatagramChannel open(ProtocolFamily family, InetSocketAddress address, SocketOptions options)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            options.applyTo(channel);
            channel.bind(address);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Joins ff02::1 on every interface that can, as far as that was not done before. One that cannot is a warning: in a
     * plain container there is none. It is tried again when the interface gets its first IPv6 address.
     *
     * @param links the interfaces as they are now
     */
    void joinAllNodes(List<Link> links) {
        Set<Integer> there = new HashSet<>();
        for (Link link : links) {
            if (link.up() && link.multicast() && !link.loopback()) {
                there.add(link.index());
                boolean ipv6 = link.addresses().stream().anyMatch(each -> each.address() instanceof Inet6Address);
                if (ipv6 && tried.add(link.index())) {
                    join(link);
                }
            }
        }
        tried.retainAll(there);
        if (tried.isEmpty() && !saidThatNone) {
            LOG.warn("ff02::1 is not heard: no network interface has an IPv6 address");
            saidThatNone = true;
        }
    }

    private void join(Link link) {
        try {
            NetworkInterface network = NetworkInterface.getByIndex(link.index());
            if (network != null) {
                channel.join(InetAddress.getByName("ff02::1"), network);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("ff02::1 cannot be heard on {}: {}", link.name(), e.toString());
        }
    }
}
