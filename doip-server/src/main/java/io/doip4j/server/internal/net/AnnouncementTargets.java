package io.doip4j.server.internal.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where announcements of a bind address go unless the configuration says otherwise: to 255.255.255.255 from an IPv4 address,
 * to ff02::1 from an IPv6 one (ISO 13400-2).
 */
final class AnnouncementTargets {
    private static final Logger LOG = LoggerFactory.getLogger(AnnouncementTargets.class);
    private static final int DISCOVERY_PORT = 13400;

    private AnnouncementTargets() {}

    static List<InetSocketAddress> of(InetAddress bindAddress) {
        List<InetSocketAddress> targets = new ArrayList<>();
        try {
            if (bindAddress instanceof Inet4Address) {
                targets.add(new InetSocketAddress(InetAddress.getByName("255.255.255.255"), DISCOVERY_PORT));
            } else {
                for (NetworkInterface network : interfacesOf(bindAddress)) {
                    addAllNodes(network, targets);
                }
            }
        } catch (IOException e) {
            LOG.warn("there are no announcements from {}: {}", bindAddress.getHostAddress(), e.toString());
        }
        return targets;
    }

    private static List<NetworkInterface> interfacesOf(InetAddress bindAddress) throws IOException {
        if (bindAddress.isAnyLocalAddress()) {
            return GroupListener.multicastInterfaces();
        }
        NetworkInterface network = NetworkInterface.getByInetAddress(bindAddress);
        return network == null ? List.of() : List.of(network);
    }

    private static void addAllNodes(NetworkInterface network, List<InetSocketAddress> targets) {
        try {
            byte[] allNodes = InetAddress.getByName("ff02::1").getAddress();
            targets.add(new InetSocketAddress(Inet6Address.getByAddress(null, allNodes, network), DISCOVERY_PORT));
        } catch (IOException e) {
            LOG.warn("there are no IPv6 announcements on {}: {}", network.getName(), e.toString());
        }
    }
}
