package io.doip4j.server.spi;

import io.doip4j.core.Eid;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Tells which network interfaces there are. A server that is bound to more than loopback asks at its start and again and
 * again: it announces itself where an address appears, and closes the connections of an address that is gone.
 */
@FunctionalInterface
public interface NetworkInterfaces {
    /**
     * The interfaces as they are now. It may block, and is never called on the event loop, nor by two threads at once.
     *
     * @return all interfaces
     * @throws IOException if they cannot be told; then the last answer still holds
     */
    List<Link> snapshot() throws IOException;

    /**
     * A network interface.
     *
     * @param name such as {@code eth0}
     * @param index the number of the interface on this host, which is the scope of its IPv6 addresses
     * @param mac its MAC address, by which identification requests may look for the entity
     * @param addresses its addresses
     * @param up whether it is up and running
     * @param loopback whether it is the host itself
     * @param multicast whether it can multicast
     */
    record Link(
            String name,
            int index,
            Optional<Eid> mac,
            List<Address> addresses,
            boolean up,
            boolean loopback,
            boolean multicast) {}

    /**
     * An address of an interface.
     *
     * @param address IPv4 or IPv6
     * @param prefixLength length of the network prefix in bits
     * @param broadcast the broadcast address of an IPv4 subnet that has one
     */
    record Address(InetAddress address, int prefixLength, Optional<InetAddress> broadcast) {}
}
