package io.doip4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which ways identification requests take on an interface. */
class DiscoveryPathTest {
    private static InetAddress address(String text) {
        try {
            return InetAddress.getAllByName(text)[0];
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DiscoveryPath.Address local(String address, @Nullable String broadcast) {
        return new DiscoveryPath.Address(address(address), broadcast == null ? null : address(broadcast));
    }

    private static List<DiscoveryPath> paths(boolean loopback, boolean multicast, DiscoveryPath.Address... addresses) {
        return DiscoveryPath.throughout(new DiscoveryPath.Link("eth0", 3, loopback, multicast, List.of(addresses)));
    }

    @Test
    void everyIpv4AddressBroadcastsToTheLinkAndToItsSubnet() {
        assertThat(paths(false, true, local("192.0.2.2", "192.0.2.255"), local("169.254.1.1", "169.254.255.255")))
                .containsExactly(
                        new DiscoveryPath(
                                "eth0",
                                Optional.of(address("192.0.2.2")),
                                List.of(address("255.255.255.255"), address("192.0.2.255"))),
                        new DiscoveryPath(
                                "eth0",
                                Optional.of(address("169.254.1.1")),
                                List.of(address("255.255.255.255"), address("169.254.255.255"))));
    }

    @Test
    void subnetWithoutBroadcastHasTheLimitedOneOnly() {
        assertThat(paths(
                        false,
                        true,
                        local("10.0.0.1", null),
                        local("10.0.0.2", "0.0.0.0"),
                        local("10.0.0.3", "10.0.0.3")))
                .allSatisfy(path -> assertThat(path.destinations()).containsExactly(address("255.255.255.255")));
    }

    @Test
    void ipv6AsksAllNodesOncePerInterfaceFromTheLinkLocalAddress() {
        assertThat(paths(false, true, local("fd00::2", null), local("fe80::1", null), local("fd00::3", null)))
                .containsExactly(
                        new DiscoveryPath("eth0", Optional.of(address("fe80::1")), List.of(address("ff02::1"))))
                .first()
                .satisfies(path ->
                        assertThat(path.destinations().get(0).getHostAddress()).endsWith("%3"));
        assertThat(paths(false, false, local("fe80::1", null))).isEmpty();
    }

    @Test
    void loopbackAsksItself() {
        assertThat(paths(true, false, local("127.0.0.1", null), local("::1", null)))
                .extracting(DiscoveryPath::destinations)
                .containsExactly(List.of(address("127.0.0.1")), List.of(address("::1")));
    }
}
