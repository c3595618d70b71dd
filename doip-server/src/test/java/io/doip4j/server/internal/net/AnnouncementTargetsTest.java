package io.doip4j.server.internal.net;

import static io.doip4j.server.internal.net.FakeInterfaces.ip;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AnnouncementTargetsTest {
    private static final LocalAddress FIRST = local(2, "192.0.2.1", "192.0.2.255");
    private static final LocalAddress SECOND = local(3, "198.51.100.1", "198.51.100.255");
    private static final LocalAddress LINK_LOCAL = new LocalAddress(2, ip("fe80::1"), 64, Optional.empty());
    private static final LocalAddress GLOBAL = new LocalAddress(2, ip("2001:db8::1"), 64, Optional.empty());
    private static final LocalAddress OTHER_LINK = new LocalAddress(3, ip("fe80::2"), 64, Optional.empty());

    private static LocalAddress local(int index, String address, String broadcast) {
        return new LocalAddress(index, ip(address), 24, Optional.of(ip(broadcast)));
    }

    private static List<String> sent(List<LocalAddress> from, boolean subnets, String... given) {
        List<InetSocketAddress> targets = Arrays.stream(given)
                .map(address -> new InetSocketAddress(ip(address), 13401))
                .toList();
        return AnnouncementTargets.of(from, targets, subnets).stream()
                .map(AnnouncementTargetsTest::text)
                .toList();
    }

    private static String text(AnnouncementTargets.Datagram datagram) {
        LocalAddress from = datagram.from();
        InetSocketAddress target = datagram.target();
        String scope = target.getAddress() instanceof Inet6Address ipv6 ? " in " + ipv6.getScopeId() : "";
        String host = target.getAddress().getHostAddress().replaceAll("%.*", "");
        return (from == null ? "any" : from.address().getHostAddress()) + " to " + host + scope + " port "
                + target.getPort();
    }

    @Test
    @Tag("T1")
    void broadcastsLeaveFromEveryIpv4Address() {
        assertThat(sent(List.of(FIRST, SECOND), false))
                .containsExactly(
                        "192.0.2.1 to 255.255.255.255 port 13400", "198.51.100.1 to 255.255.255.255 port 13400");
    }

    @Test
    @Tag("T4")
    void multicastsLeaveOncePerInterface() {
        assertThat(sent(List.of(LINK_LOCAL, GLOBAL, OTHER_LINK), false))
                .containsExactly(
                        "fe80:0:0:0:0:0:0:1 to ff02:0:0:0:0:0:0:1 in 2 port 13400",
                        "fe80:0:0:0:0:0:0:2 to ff02:0:0:0:0:0:0:1 in 3 port 13400");
    }

    @Test
    void subnetBroadcastsComeOnTop() {
        assertThat(sent(List.of(FIRST, LINK_LOCAL), true))
                .containsExactly(
                        "192.0.2.1 to 255.255.255.255 port 13400",
                        "fe80:0:0:0:0:0:0:1 to ff02:0:0:0:0:0:0:1 in 2 port 13400",
                        "192.0.2.1 to 192.0.2.255 port 13400");
    }

    @Test
    void givenTargetsGetOneUnlessTheyAreLimitedToAnInterface() {
        assertThat(sent(List.of(FIRST, SECOND, OTHER_LINK), false, "203.0.113.9", "255.255.255.255", "ff02::1"))
                .containsExactly(
                        "any to 203.0.113.9 port 13401",
                        "192.0.2.1 to 255.255.255.255 port 13401",
                        "198.51.100.1 to 255.255.255.255 port 13401",
                        "fe80:0:0:0:0:0:0:2 to ff02:0:0:0:0:0:0:1 in 3 port 13401");
        assertThat(sent(List.of(), false, "203.0.113.9", "255.255.255.255"))
                .containsExactly("any to 203.0.113.9 port 13401", "any to 255.255.255.255 port 13401");
    }

    @Test
    void aPeerIsNearInTheSameNetwork() {
        assertThat(FIRST.isNear(ip("192.0.2.254"))).isTrue();
        assertThat(FIRST.isNear(ip("192.0.3.1"))).isFalse();
        assertThat(FIRST.isNear(ip("2001:db8::1"))).isFalse();
        assertThat(GLOBAL.isNear(ip("2001:db8::2"))).isTrue();
        assertThat(GLOBAL.isNear(ip("2001:db8:0:1::2"))).isFalse();
    }
}
