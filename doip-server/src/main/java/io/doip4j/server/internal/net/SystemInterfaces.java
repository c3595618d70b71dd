package io.doip4j.server.internal.net;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.server.spi.NetworkInterfaces;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The network interfaces of this host, as the JDK tells them. */
public final class SystemInterfaces implements NetworkInterfaces {
    /** The interfaces of this host. */
    public SystemInterfaces() {}

    @Override
    public List<Link> snapshot() throws IOException {
        List<Link> links = new ArrayList<>();
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            links.add(link(network));
        }
        checkDescriptors();
        return links;
    }

    private static Link link(NetworkInterface network) throws IOException {
        boolean up = network.isUp();
        List<Address> addresses = new ArrayList<>();
        for (InterfaceAddress address : network.getInterfaceAddresses()) {
            if (!up || isValid(address.getAddress())) {
                addresses.add(address(address));
            }
        }
        return new Link(
                network.getName(),
                network.getIndex(),
                mac(network),
                addresses,
                up,
                network.isLoopback(),
                network.supportsMulticast());
    }

    private static Optional<Eid> mac(NetworkInterface network) throws SocketException {
        byte[] mac = network.getHardwareAddress();
        return mac == null || mac.length != Eid.LENGTH ? Optional.empty() : Optional.of(new Eid(Bytes.copyOf(mac)));
    }

    private static Address address(InterfaceAddress address) {
        return new Address(address.getAddress(), address.getNetworkPrefixLength(), broadcast(address));
    }

    /** Some hosts give 0.0.0.0 or the address itself where there is no broadcast. */
    private static Optional<InetAddress> broadcast(InterfaceAddress address) {
        return Optional.ofNullable(address.getBroadcast())
                .filter(broadcast -> !broadcast.isAnyLocalAddress() && !broadcast.equals(address.getAddress()));
    }

    /** An IPv6 address that is still checked for duplicates is listed already, but nothing can be sent from it. */
    private static boolean isValid(InetAddress address) throws IOException {
        if (!(address instanceof Inet6Address)) {
            return true;
        }
        try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET6)) {
            probe.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    /** Without free descriptors the JDK leaves out addresses and says nothing, as if they were gone. */
    private static void checkDescriptors() throws IOException {
        try (DatagramChannel one = DatagramChannel.open();
                DatagramChannel two = DatagramChannel.open()) {
            if (!one.isOpen() || !two.isOpen()) {
                throw new IOException("no free file descriptors");
            }
        }
    }
}
