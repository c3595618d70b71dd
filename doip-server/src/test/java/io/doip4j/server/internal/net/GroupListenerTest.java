package io.doip4j.server.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.internal.testing.CapturedLog;
import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupListenerTest {
    private final CapturedLog log = new CapturedLog(GroupListener.class);

    @Test
    void groupThatCannotBeJoinedIsAWarningOnce() throws IOException {
        NetworkInterface real = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        List<Link> links = List.of(FakeInterfaces.link(real.getIndex(), true, "fe80::1"));
        try (log;
                DatagramChannel ipv4 = DatagramChannel.open(StandardProtocolFamily.INET)) {
            GroupListener group = new GroupListener(ipv4);
            group.joinAllNodes(links);
            group.joinAllNodes(links);
            assertThat(log.lines()).singleElement().asString().contains("ff02::1 cannot be heard on eth");
        }
    }

    @Test
    void hostWithoutIpv6AddressIsAWarningOnce() throws IOException {
        try (log;
                DatagramChannel channel = DatagramChannel.open()) {
            GroupListener group = new GroupListener(channel);
            group.joinAllNodes(List.of(FakeInterfaces.link(2, true, "192.0.2.1")));
            group.joinAllNodes(List.of());
            assertThat(log.lines()).singleElement().asString().contains("no network interface has an IPv6 address");
        }
    }
}
