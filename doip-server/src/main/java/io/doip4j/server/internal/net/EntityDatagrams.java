package io.doip4j.server.internal.net;

import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.server.internal.protocol.DiscoveryHandler;
import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The UDP sockets of one entity: one for each bind address; for broadcasts and multicasts one more where those cannot hear
 * them; and for each IPv4 address of an entity that is bound to all of them, since a broadcast leaves by the interface whose
 * address its socket is bound to. Belongs to the event loop.
 */
final class EntityDatagrams {
    private static final Logger LOG = LoggerFactory.getLogger(EntityDatagrams.class);

    private final EventLoop loop;
    private final DiscoveryHandler discovery;
    private final Sockets sockets;
    private final Map<InetAddress, UdpEndpoint> byBindAddress = new LinkedHashMap<>();
    private final Map<LocalAddress, UdpEndpoint> byLocalAddress = new HashMap<>();
    private final Map<InetAddress, LocalAddress> known = new HashMap<>();
    private final List<DatagramChannel> groupSockets = new ArrayList<>();
    private @Nullable GroupListener ipv6Group;
    private Set<InetAddress> subnetBroadcasts = Set.of();
    private SocketOptions options;
    private final Taps taps;

    EntityDatagrams(EventLoop loop, DiscoveryHandler discovery, Sockets sockets, SocketOptions options, Taps taps) {
        this.loop = loop;
        this.discovery = discovery;
        this.sockets = sockets;
        this.options = options;
        this.taps = taps;
    }

    void register() throws IOException {
        for (Sockets.Bound bound : sockets.bound()) {
            InetAddress address = bound.udpAddress().getAddress();
            UdpEndpoint same = endpointOf(bound.udp());
            byBindAddress.put(address, same == null ? listen(bound.udp()) : same);
        }
        registerGroup(StandardProtocolFamily.INET);
        registerGroup(StandardProtocolFamily.INET6);
    }

    private @Nullable UdpEndpoint endpointOf(DatagramChannel channel) {
        return byBindAddress.values().stream()
                .filter(endpoint -> endpoint.channel().equals(channel))
                .findFirst()
                .orElse(null);
    }

    private UdpEndpoint listen(DatagramChannel channel) throws IOException {
        return listen(channel, peer -> channel, this::isSubnetBroadcast);
    }

    private UdpEndpoint listen(
            DatagramChannel hears,
            Function<InetSocketAddress, DatagramChannel> answerBy,
            Predicate<InetAddress> ignored)
            throws IOException {
        UdpEndpoint endpoint = new UdpEndpoint(hears, answerBy, ignored, loop, discovery, taps);
        loop.register(hears, SelectionKey.OP_READ, endpoint);
        return endpoint;
    }

    /** Who sends as everybody would have everybody answered. Linux lets such a datagram pass, unlike one from 255.255.255.255. */
    private boolean isSubnetBroadcast(InetAddress sender) {
        return subnetBroadcasts.contains(sender);
    }

    /** Loopback has no broadcast, and a socket on all addresses hears broadcasts already. */
    private void registerGroup(ProtocolFamily family) throws IOException {
        boolean ipv6 = family == StandardProtocolFamily.INET6;
        List<Sockets.Bound> outside = sockets.bound().stream()
                .filter(bound -> bound.isIpv6() == ipv6 && !bound.isLoopback())
                .toList();
        if (outside.isEmpty()) {
            return;
        }
        DatagramChannel hears = outside.get(0).udp();
        if (outside.stream().noneMatch(Sockets.Bound::isAnyLocal)) {
            hears = GroupListener.open(family, outside.get(0).udpAddress().getPort());
            groupSockets.add(hears);
            // An IPv6 socket hears IPv4 too, which is for the other one.
            listen(
                    hears,
                    peer -> nearest(outside, peer),
                    sender -> sender instanceof Inet6Address != ipv6 || isSubnetBroadcast(sender));
        }
        if (ipv6) {
            ipv6Group = new GroupListener(hears);
        }
    }

    /** The socket with an address in the network of a peer, or else the first. */
    private DatagramChannel nearest(List<Sockets.Bound> candidates, InetSocketAddress peer) {
        for (Sockets.Bound bound : candidates) {
            LocalAddress local = known.get(bound.udpAddress().getAddress());
            if (candidates.size() > 1 && local != null && local.isNear(peer.getAddress())) {
                return bound.udp();
            }
        }
        return candidates.get(0).udp();
    }

    void interfaces(List<Link> links) {
        subnetBroadcasts = links.stream()
                .flatMap(link -> link.addresses().stream())
                .flatMap(address -> address.broadcast().stream())
                .collect(Collectors.toUnmodifiableSet());
        GroupListener group = ipv6Group;
        if (group != null) {
            group.joinAllNodes(links);
        }
    }

    void gained(LocalAddress address) {
        known.put(address.address(), address);
        UdpEndpoint all = anyIpv4();
        if (all == null || address.isIpv6() || byLocalAddress.containsKey(address)) {
            return;
        }
        int port = sockets.bound().get(0).udpAddress().getPort();
        try {
            DatagramChannel channel = GroupListener.open(
                    StandardProtocolFamily.INET, new InetSocketAddress(address.address(), port), options);
            byLocalAddress.put(address, listen(channel));
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "announcements may miss the interface of {}: {}",
                    address.address().getHostAddress(),
                    e.toString());
        }
    }

    private @Nullable UdpEndpoint anyIpv4() {
        return byBindAddress.entrySet().stream()
                .filter(entry ->
                        entry.getKey() instanceof Inet4Address && entry.getKey().isAnyLocalAddress())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    void lost(LocalAddress address) {
        known.remove(address.address(), address);
        UdpEndpoint endpoint = byLocalAddress.remove(address);
        if (endpoint != null) {
            close(endpoint.channel());
        }
    }

    void announce(VehicleAnnouncement announcement, AnnouncementTargets.Datagram datagram) {
        discovery.announce(announcement, datagram.target(), endpointFor(datagram));
    }

    private UdpEndpoint endpointFor(AnnouncementTargets.Datagram datagram) {
        LocalAddress from = datagram.from();
        UdpEndpoint own = null;
        if (from != null) {
            own = byLocalAddress.get(from);
            own = own == null ? byBindAddress.get(from.address()) : own;
        }
        return own == null ? endpointForFamilyOf(datagram.target().getAddress()) : own;
    }

    private UdpEndpoint endpointForFamilyOf(InetAddress target) {
        for (Map.Entry<InetAddress, UdpEndpoint> each : byBindAddress.entrySet()) {
            if (each.getKey().getClass().equals(target.getClass())) {
                return each.getValue();
            }
        }
        return byBindAddress.values().iterator().next();
    }

    void configure(SocketOptions changed) {
        options = options.with(changed);
        sockets.bound().forEach(bound -> changed.applyToOpen(bound.udp()));
        groupSockets.forEach(changed::applyToOpen);
        byLocalAddress.values().forEach(endpoint -> changed.applyToOpen(endpoint.channel()));
    }

    /** Closes all sockets but those of the bind addresses. */
    void close() {
        groupSockets.forEach(EntityDatagrams::close);
        byLocalAddress.values().forEach(endpoint -> close(endpoint.channel()));
    }

    private static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("a socket could not be closed", e);
        }
    }
}
