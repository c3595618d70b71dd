package io.doip4j.client;

import io.doip4j.core.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way for identification requests: from an address of this host to others.
 *
 * @param networkInterface name of the interface; empty if the system chooses it
 * @param local the address to send from; empty if the system chooses it
 * @param destinations where to send to
 */
record DiscoveryPath(String networkInterface, Optional<InetAddress> local, List<InetAddress> destinations) {
    private static final byte[] LIMITED_BROADCAST = {-1, -1, -1, -1};
    private static final byte[] ALL_NODES =
            Bytes.hex("FF 02 00 00 00 00 00 00 00 00 00 00 00 00 00 01").toArray();

    /** An interface, as far as it matters here. */
    record Link(String name, int index, boolean loopback, boolean multicast, List<Address> addresses) {}

    /** An address of an interface. */
    record Address(InetAddress address, @Nullable InetAddress broadcast) {}

    static DiscoveryPath to(InetAddress address) {
        return new DiscoveryPath("", Optional.empty(), List.of(address));
    }

    /** The interfaces of this host that are up. */
    static List<Link> links(List<NetworkInterface> interfaces) throws IOException {
        List<Link> links = new ArrayList<>();
        for (NetworkInterface network : interfaces) {
            if (network.isUp()) {
                List<Address> addresses = network.getInterfaceAddresses().stream()
                        .map((InterfaceAddress one) -> new Address(one.getAddress(), one.getBroadcast()))
                        .toList();
                links.add(new Link(
                        network.getName(),
                        network.getIndex(),
                        network.isLoopback(),
                        network.supportsMulticast(),
                        addresses));
            }
        }
        return links;
    }

    /** The ways to everybody on an interface. On loopback, which has no broadcast, that is the own addresses. */
    static List<DiscoveryPath> throughout(Link link) {
        List<DiscoveryPath> paths = new ArrayList<>();
        Address group = null;
        for (Address one : link.addresses()) {
            InetAddress address = one.address();
            if (link.loopback()) {
                paths.add(new DiscoveryPath(link.name(), Optional.of(address), List.of(address)));
            } else if (address instanceof Inet4Address) {
                paths.add(new DiscoveryPath(link.name(), Optional.of(address), broadcasts(one)));
            } else if (group == null || address.isLinkLocalAddress()) {
                group = one;
            }
        }
        if (group != null && link.multicast()) {
            paths.add(new DiscoveryPath(link.name(), Optional.of(group.address()), List.of(allNodes(link.index()))));
        }
        return paths;
    }

    /** The limited one is what entities must hear; the one of the subnet goes where the other is not let through. */
    private static List<InetAddress> broadcasts(Address from) {
        List<InetAddress> all = new ArrayList<>();
        try {
            all.add(InetAddress.getByAddress(LIMITED_BROADCAST));
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
        InetAddress subnet = from.broadcast();
        // Some hosts give 0.0.0.0 or the address itself where there is no broadcast
        if (subnet != null && !subnet.isAnyLocalAddress() && !subnet.equals(from.address()) && !all.contains(subnet)) {
            all.add(subnet);
        }
        return all;
    }

    private static InetAddress allNodes(int index) {
        try {
            return Inet6Address.getByAddress(null, ALL_NODES, index);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
