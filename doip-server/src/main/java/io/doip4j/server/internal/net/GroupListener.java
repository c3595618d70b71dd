package io.doip4j.server.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what is sent to everybody: IPv4 broadcasts, and IPv6 multicasts to ff02::1. */
final class GroupListener {
    private static final Logger LOG = LoggerFactory.getLogger(GroupListener.class);

    private GroupListener() {}

    /**
     * Opens a socket on all addresses of a family: one that is bound to a unicast address hears no broadcast.
     *
     * @param family the address family
     * @param port the port
     * @return the socket, not blocking
     * @throws IOException if it cannot be bound
     */
    static DatagramChannel open(ProtocolFamily family, int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            String any = family == StandardProtocolFamily.INET6 ? "::" : "0.0.0.0";
            channel.bind(new InetSocketAddress(InetAddress.getByName(any), port));
            channel.configureBlocking(false);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Joins ff02::1 on every interface that can. One that cannot is a warning: in a plain container there is none.
     *
     * @param channel an IPv6 socket
     */
    static void joinAllNodes(DatagramChannel channel) {
        try {
            InetAddress allNodes = InetAddress.getByName("ff02::1");
            for (NetworkInterface network : multicastInterfaces()) {
                join(channel, allNodes, network);
            }
        } catch (IOException e) {
            LOG.warn("the network interfaces cannot be listed, ff02::1 is not heard: {}", e.toString());
        }
    }

    static List<NetworkInterface> multicastInterfaces() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(GroupListener::canMulticast)
                .toList();
    }

    private static boolean canMulticast(NetworkInterface network) {
        try {
            return network.isUp() && network.supportsMulticast() && !network.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    private static void join(DatagramChannel channel, InetAddress group, NetworkInterface network) {
        try {
            channel.join(group, network);
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            LOG.warn("{} cannot be heard on {}: {}", group.getHostAddress(), network.getName(), e.toString());
        }
    }
}
