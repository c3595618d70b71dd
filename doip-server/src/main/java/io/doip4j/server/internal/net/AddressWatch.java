package io.doip4j.server.internal.net;

import io.doip4j.core.Eid;
import io.doip4j.server.spi.NetworkInterfaces.Address;
import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what network interfaces are now with what they were. An interface that is down has no addresses. Uses no sockets.
 */
final class AddressWatch {
    /**
     * What is different.
     *
     * @param gained new addresses that the entity is bound to
     * @param lost addresses that this host has no more, bound or not
     */
    record Changes(List<LocalAddress> gained, List<LocalAddress> lost) {}

    private final List<InetAddress> bindAddresses;
    private Set<LocalAddress> host = Set.of();
    private Set<LocalAddress> bound = Set.of();
    private Set<Eid> eids = Set.of();

    /**
     * Before the first look there are no addresses.
     *
     * @param bindAddresses what the entity is bound to
     */
    AddressWatch(List<InetAddress> bindAddresses) {
        this.bindAddresses = List.copyOf(bindAddresses);
    }

    Changes update(List<Link> links) {
        Set<LocalAddress> nowOnHost = new LinkedHashSet<>();
        Set<LocalAddress> nowBound = new LinkedHashSet<>();
        Set<Eid> nowEids = new HashSet<>();
        for (Link link : links) {
            for (Address each : link.up() ? link.addresses() : List.<Address>of()) {
                LocalAddress address =
                        new LocalAddress(link.index(), each.address(), each.prefixLength(), each.broadcast());
                nowOnHost.add(address);
                if (isBoundTo(link, each.address())) {
                    nowBound.add(address);
                    link.mac().ifPresent(nowEids::add);
                }
            }
        }
        Changes changes = new Changes(without(nowBound, bound), without(host, nowOnHost));
        host = nowOnHost;
        bound = nowBound;
        eids = Set.copyOf(nowEids);
        return changes;
    }

    /** The addresses that the entity is bound to. */
    List<LocalAddress> bound() {
        return List.copyOf(bound);
    }

    /** The MAC addresses of their interfaces. */
    Set<Eid> eids() {
        return eids;
    }

    private boolean isBoundTo(Link link, InetAddress address) {
        return bindAddresses.stream()
                .anyMatch(bind -> bind.isAnyLocalAddress()
                        ? !link.loopback()
                                && !address.isLoopbackAddress()
                                && bind.getClass().equals(address.getClass())
                        : bind.equals(address) && isInScope(bind, link));
    }

    /** A link-local address may be there on several interfaces. */
    private static boolean isInScope(InetAddress bind, Link link) {
        return !(bind instanceof Inet6Address ipv6) || ipv6.getScopeId() == 0 || ipv6.getScopeId() == link.index();
    }

    private static List<LocalAddress> without(Set<LocalAddress> all, Set<LocalAddress> others) {
        return all.stream().filter(address -> !others.contains(address)).toList();
    }
}
