package io.doip4j.it;

import static io.doip4j.it.Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.server.DoipServer;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.server.spi.NetworkInterfaces;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server on all addresses that is told of interfaces which this host need not have. */
@Timeout(60)
class InterfaceChangesIT {
    private static final Eid MAC = Eid.of("02:AA:00:00:00:02");
    private static final int TIMEOUT = 5_000;
    private static final int SILENCE = 200;

    private final AtomicInteger looks = new AtomicInteger();
    private volatile List<NetworkInterfaces.Link> links = List.of();
    private DatagramSocket tester;

    @BeforeEach
    void open() throws IOException {
        tester = new DatagramSocket(Servers.at(Servers.IPV4, 0));
        tester.setSoTimeout(TIMEOUT);
    }

    @AfterEach
    void close() {
        tester.close();
    }

    private List<NetworkInterfaces.Link> look() {
        looks.incrementAndGet();
        return links;
    }

    private DoipServer server(DoipServerListener listener) {
        return Servers.demo(builder -> builder.bind("0.0.0.0")
                .networkInterfaces(this::look)
                .interfacePolling(Duration.ofMillis(10))
                .announce(true)
                .announceTo((InetSocketAddress) tester.getLocalSocketAddress())
                .announceWait(Duration.ZERO)
                .announceInterval(Duration.ofMillis(5))
                .listener(listener));
    }

    private static NetworkInterfaces.Link link(int index, String... addresses) throws UnknownHostException {
        NetworkInterfaces.Address[] all = new NetworkInterfaces.Address[addresses.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = new NetworkInterfaces.Address(InetAddress.getByName(addresses[i]), 24, Optional.empty());
        }
        return new NetworkInterfaces.Link("test" + index, index, Optional.of(MAC), List.of(all), true, false, false);
    }

    private Bytes receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        tester.receive(packet);
        return Bytes.copyOf(packet.getData()).slice(0, packet.getLength());
    }

    private void assertAnnouncements() throws IOException {
        tester.setSoTimeout(TIMEOUT);
        for (int i = 0; i < 3; i++) {
            assertThat(receive().slice(2, 2)).isEqualTo(Bytes.hex("00 04"));
        }
        assertSilence();
    }

    private void assertSilence() throws IOException {
        tester.setSoTimeout(SILENCE);
        assertThatThrownBy(this::receive).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    @Tag("T3")
    void announcesWheneverAnAddressArrives() throws IOException {
        try (DoipServer server = server(new DoipServerListener() {})) {
            assertThat(server.isRunning()).isTrue();
            assertSilence();
            links = List.of(link(2, "192.0.2.1"));
            assertAnnouncements();
            links = List.of(link(2, "192.0.2.1", "192.0.2.2"));
            assertAnnouncements();
        }
    }

    @Test
    @Tag("T11")
    void isFoundByTheMacAddressOfItsInterface() throws IOException {
        try (DoipServer server = server(new DoipServerListener() {})) {
            byte[] request = frame(0x0002, MAC.toString().replace(':', ' ')).toArray();
            InetSocketAddress target = Servers.at(Servers.IPV4, server.port());
            tester.send(new DatagramPacket(request, request.length, target));
            assertSilence();

            links = List.of(link(2, "192.0.2.1"));
            assertAnnouncements();
            tester.setSoTimeout(TIMEOUT);
            tester.send(new DatagramPacket(request, request.length, target));
            assertThat(receive().slice(2, 2)).isEqualTo(Bytes.hex("00 04"));
        }
    }

    @Test
    @Tag("T108")
    void closesTheConnectionsOfAnAddressThatIsGone() throws Exception {
        CompletableFuture<CloseReason> reason = new CompletableFuture<>();
        DoipServerListener listener = new DoipServerListener() {
            @Override
            public void connectionClosed(DoipPeer peer, CloseReason why) {
                reason.complete(why);
            }
        };
        links = List.of(link(2, "127.0.0.1"));
        try (DoipServer server = server(listener);
                Socket socket = new Socket(Servers.at(Servers.IPV4, 0).getAddress(), server.port())) {
            assertThat(server.awaitConnection(Duration.ofSeconds(5))).isTrue();
            links = List.of(link(2, "127.0.0.2"));
            assertThat(reason.get(TIMEOUT, TimeUnit.MILLISECONDS)).isEqualTo(CloseReason.ADDRESS_LOST);
            socket.setSoTimeout(TIMEOUT);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void looksNoMoreAfterItWasClosed() {
        server(new DoipServerListener() {}).close();
        int before = looks.get();
        await().during(Duration.ofMillis(100)).until(() -> looks.get() <= before + 1);
    }

    @Test
    void doesNotLookOnLoopback() {
        try (DoipServer server = Servers.demo(builder -> builder.networkInterfaces(this::look))) {
            assertThat(server.isRunning()).isTrue();
            assertThat(looks).hasValue(0);
        }
    }
}
