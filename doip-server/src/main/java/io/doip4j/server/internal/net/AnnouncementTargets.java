package io.doip4j.server.internal.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where announcements go: unless the configuration says otherwise to 255.255.255.255 from every IPv4 address, and to ff02::1
 * on every interface with an IPv6 address (ISO 13400-2). Both leave by one interface only.
 */
final class AnnouncementTargets {
    private static final int DISCOVERY_PORT = 13400;
    private static final InetAddress LIMITED_BROADCAST = literal("255.255.255.255");
    private static final InetAddress ALL_NODES = literal("ff02::1");

    /**
     * One datagram.
     *
     * @param from the address that it leaves from, or null if the host may choose
     * @param target where it goes
     */
    record Datagram(@Nullable LocalAddress from, InetSocketAddress target) {}

    private AnnouncementTargets() {}

    /**
     * All datagrams of one announcement.
     *
     * @param from addresses that the entity is bound to
     * @param given targets of the configuration: one of them that is limited to one interface is sent by all, any other once
     * @param subnets whether the broadcast address of each subnet is a target too
     * @return the datagrams
     */
    static List<Datagram> of(List<LocalAddress> from, List<InetSocketAddress> given, boolean subnets) {
        Set<Datagram> all = new LinkedHashSet<>();
        if (given.isEmpty()) {
            addBroadcasts(from, DISCOVERY_PORT, all);
            addMulticasts(from, new InetSocketAddress(ALL_NODES, DISCOVERY_PORT), all);
        }
        for (InetSocketAddress target : given) {
            add(from, target, all);
        }
        if (subnets) {
            for (LocalAddress address : from) {
                address.broadcast()
                        .ifPresent(subnet ->
                                all.add(new Datagram(address, new InetSocketAddress(subnet, DISCOVERY_PORT))));
            }
        }
        return new ArrayList<>(all);
    }

    private static void add(List<LocalAddress> from, InetSocketAddress target, Set<Datagram> all) {
        int before = all.size();
        InetAddress address = target.getAddress();
        if (address.equals(LIMITED_BROADCAST)) {
            addBroadcasts(from, target.getPort(), all);
        } else if (address.isMCLinkLocal() && address instanceof Inet6Address ipv6 && ipv6.getScopeId() == 0) {
            addMulticasts(from, target, all);
        }
        if (all.size() == before) {
            all.add(new Datagram(null, target));
        }
    }

    private static void addBroadcasts(List<LocalAddress> from, int port, Set<Datagram> all) {
        for (LocalAddress address : from) {
            if (address.address() instanceof Inet4Address) {
                all.add(new Datagram(address, new InetSocketAddress(LIMITED_BROADCAST, port)));
            }
        }
    }

    private static void addMulticasts(List<LocalAddress> from, InetSocketAddress group, Set<Datagram> all) {
        Set<Integer> links = new HashSet<>();
        for (LocalAddress address : from) {
            if (address.isIpv6() && links.add(address.index())) {
                InetAddress scoped = scoped(group.getAddress(), address.index());
                all.add(new Datagram(address, new InetSocketAddress(scoped, group.getPort())));
            }
        }
    }

    private static InetAddress scoped(InetAddress group, int index) {
        try {
            return Inet6Address.getByAddress(null, group.getAddress(), index);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("it has the length of an IPv6 address", e);
        }
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
