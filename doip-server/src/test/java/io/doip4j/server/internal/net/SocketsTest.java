package io.doip4j.server.internal.net;

import static io.doip4j.server.internal.net.FakeInterfaces.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketsTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0 ::", ":: 0.0.0.0"})
    void allAddressesOfBothFamiliesShareTheirSockets(String both) {
        assumeTrue("true".equals(System.getenv("CI")) || hasIpv6(), "this machine has no IPv6");
        List<InetAddress> addresses =
                List.of(both.split(" ")).stream().map(FakeInterfaces::ip).toList();
        Sockets sockets = Sockets.bind(addresses, 0, SocketOptions.none());
        try {
            assertThat(sockets.bound())
                    .extracting(bound -> bound.tcpAddress().getAddress())
                    .isEqualTo(addresses);
            assertThat(sockets.bound())
                    .extracting(bound -> bound.udpAddress().getAddress())
                    .isEqualTo(addresses);
            assertThat(sockets.bound())
                    .extracting(Sockets.Bound::tcp)
                    .containsOnly(sockets.bound().get(0).tcp());
            assertThat(sockets.bound())
                    .filteredOn(Sockets.Bound::shared)
                    .singleElement()
                    .satisfies(shared -> assertThat(shared.isIpv6()).isFalse());
        } finally {
            sockets.close();
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, ip("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
