package io.doip4j.server.internal.net;

import io.doip4j.core.Eid;
import io.doip4j.server.spi.NetworkInterfaces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Network interfaces that exist in a test only. */
final class FakeInterfaces implements NetworkInterfaces {
    private final List<Link> links = new ArrayList<>();
    private @Nullable IOException fault;

    /** Adds an interface, or replaces it. */
    FakeInterfaces with(int index, String... addresses) {
        return with(link(index, true, addresses));
    }

    FakeInterfaces with(Link link) {
        without(link.index());
        links.add(link);
        return this;
    }

    FakeInterfaces without(int index) {
        links.removeIf(link -> link.index() == index);
        return this;
    }

    void fault(@Nullable IOException next) {
        fault = next;
    }

    List<Link> links() {
        return List.copyOf(links);
    }

    @Override
    public List<Link> snapshot() throws IOException {
        if (fault != null) {
            throw fault;
        }
        return links();
    }

    static Link link(int index, boolean up, String... addresses) {
        List<Address> all = new ArrayList<>();
        for (String address : addresses) {
            all.add(new Address(ip(address), address.contains(":") ? 64 : 24, broadcast(address)));
        }
        return new Link("eth" + index, index, Optional.of(mac(index)), all, up, false, true);
    }

    static Link loopback() {
        return new Link(
                "lo",
                1,
                Optional.empty(),
                List.of(new Address(ip("127.0.0.1"), 8, Optional.empty())),
                true,
                true,
                false);
    }

    static Eid mac(int index) {
        return Eid.of("02:AA:00:00:00:0" + index);
    }

    static InetAddress ip(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    private static Optional<InetAddress> broadcast(String address) {
        return address.contains(":")
                ? Optional.empty()
                : Optional.of(ip(address.substring(0, address.lastIndexOf('.')) + ".255"));
    }
}
