package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.FurtherAction;
import io.doip4j.core.message.SyncStatus;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.server.DoipServer;
import io.doip4j.server.SocketOptionName;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.testkit.DoipTester;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every capability of the interface that the project began with, see docs/parity.md. */
class ParityIT {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(strings = {Servers.IPV4, Servers.IPV6})
    void constructorTakesAddressLogicalAddressPortAndBufferSize(String host) throws Exception {
        Servers.available(host);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (DoipServer server = DoipServer.builder()
                        .bind(host)
                        .logicalAddress(0x1010)
                        .port(port)
                        .receiveBuffer(1024)
                        .socketOption("SO_REUSEADDR", 1)
                        .build()
                        .startDaemon();
                DoipTester tester = DoipTester.of(server)) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(tester.activateRouting(A).entity()).isEqualTo(LogicalAddress.of(0x1010));
            String longRequest = "22" + " F1 90".repeat(1000);
            tester.send(diagnostic(A, 0x1010, longRequest));
            assertThat(tester.receive())
                    .isEqualTo(diagnostic(A, 0x1010, longRequest).ack());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Servers.IPV4, Servers.IPV6})
    void triggeredAnnouncementsHaveCountCycleTargetAndFurtherAction(String host) throws Exception {
        Servers.available(host);
        InetAddress address = InetAddress.getByName(host);
        try (DoipServer server = Servers.demo(builder -> builder.bind(host));
                DatagramSocket listener = new DatagramSocket(0, address)) {
            listener.setSoTimeout((int) LONGEST.toMillis());
            CompletionStage<Void> done = server.triggerVehicleAnnouncement(
                    address, 3, Duration.ofMillis(20), listener.getLocalPort(), Bytes.of(0x10, 0x10));
            long first = 0;
            for (int i = 0; i < 3; i++) {
                VehicleAnnouncement announcement = receive(listener);
                assertThat(announcement.furtherAction()).isEqualTo(FurtherAction.CENTRAL_SECURITY);
                assertThat(announcement.syncStatus()).contains(SyncStatus.INCOMPLETE);
                first = i == 0 ? System.nanoTime() : first;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofMillis(30));
            done.toCompletableFuture().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00 00 00"})
    void furtherActionIsOneByteOrTwo(String furtherAction) {
        Bytes bytes = furtherAction.isEmpty() ? Bytes.EMPTY : Bytes.hex(furtherAction);
        try (DoipServer server = Servers.demo(builder -> builder)) {
            assertThatThrownBy(() -> server.triggerVehicleAnnouncement(
                            InetAddress.getLoopbackAddress(), 1, Duration.ZERO, 13400, bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("further action");
        }
    }

    @Test
    void socketOptionsByTypeByNameAndByLevelAndName() throws Exception {
        try (DoipServer server = Servers.demo(builder -> builder.socketOption(StandardSocketOptions.SO_RCVBUF, 65536)
                        .socketOption("SO_SNDBUF", 65536)
                        .socketOption("IPPROTO_TCP", "TCP_NODELAY", 1)
                        .configureSocketOptions(Map.of(SocketOptionName.of("SO_KEEPALIVE"), true)));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            server.configureSocketOptions(Map.of(new SocketOptionName("IPPROTO_TCP", "TCP_NODELAY"), 0));
            Wire.assertWorks(tester);
        }
    }

    @Test
    void anUnknownSocketOptionNamesTheKnownOnes() {
        assertThatThrownBy(() -> DoipServer.builder().socketOption("SO_WHATEVER", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SOL_SOCKET/SO_WHATEVER")
                .hasMessageContaining("SOL_SOCKET/SO_REUSEADDR")
                .hasMessageContaining("IPPROTO_TCP/TCP_NODELAY");
        assertThatThrownBy(() ->
                        DoipServer.builder().configureSocketOptions(Map.of(SocketOptionName.of("SO_RCVBUF"), "large")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SO_RCVBUF")
                .hasMessageContaining("large");
        DoipServer badValue =
                DoipServer.builder().port(0).socketOption("SO_RCVBUF", -1).build();
        assertThatThrownBy(badValue::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("option");
    }

    @Test
    void positiveRespondingDecidesOnRequestsThatNoServiceClaims() {
        try (DoipServer server = Servers.plain(builder -> builder.positiveResponding(true));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertThat(server.positiveResponding()).isTrue();
            assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("62 F1 90"));
            server.positiveResponding(false);
            assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("7F 22 11"));
        }
    }

    @Test
    void awaitConnectionEndsWithTheFirstConnection() throws Exception {
        try (DoipServer server = Servers.demo(builder -> builder);
                DoipTester tester = DoipTester.of(server)) {
            assertThat(server.awaitConnection(Duration.ofMillis(1))).isFalse();
            tester.connect();
            assertThat(server.awaitConnection(LONGEST)).isTrue();
            assertThat(server.awaitConnection(Duration.ZERO)).isTrue();
        }
    }

    @Test
    void awaitConnectionWaitsHoweverLongItIsTold() throws Exception {
        try (DoipServer server = Servers.demo(builder -> builder);
                DoipTester tester = DoipTester.of(server)) {
            CompletableFuture<Boolean> accepted = new CompletableFuture<>();
            Thread waiting = new Thread(() -> accepted.complete(awaitForEver(server)));
            waiting.setDaemon(true);
            waiting.start();
            tester.connect();
            assertThat(accepted.get(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean awaitForEver(DoipServer server) {
        try {
            return server.awaitConnection(ChronoUnit.FOREVER.getDuration());
        } catch (InterruptedException | RuntimeException e) {
            return false;
        }
    }

    @Test
    void awaitConnectionDoesNotWaitLessThanNotAtAll() throws Exception {
        try (DoipServer server = Servers.demo(builder -> builder)) {
            assertThat(server.awaitConnection(Duration.ofSeconds(Long.MIN_VALUE)))
                    .isFalse();
        }
    }

    @Test
    void messageHookSeesMessageAndPeerAndMayAnswer() throws Exception {
        LinkedBlockingQueue<DoipPeer> peers = new LinkedBlockingQueue<>();
        List<Object> seen = new ArrayList<>();
        try (DoipServer server = Servers.demo(builder -> builder.onMessage((message, replies) -> {
                    seen.add(message);
                    peers.add(replies.peer());
                    if (message instanceof DiagnosticMessage request
                            && request.userData().u8(0) == 0xBA) {
                        replies.send(request.ack());
                        replies.send(request.positiveResponse(Bytes.of(0x01)));
                        return true;
                    }
                    return false;
                }));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertThat(tester.request("BA")).isEqualTo(Bytes.hex("FA 01"));
            assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
            DoipPeer peer = peers.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
            assertThat(peer).isNotNull();
            assertThat(peer.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(seen).hasSize(3);
        }
    }

    @Test
    void responsesAreMadeFromTheRequest() {
        DiagnosticMessage request = diagnostic(A, 0x1000, "22 F1 90");
        assertThat(request.positiveResponse(Bytes.hex("F1 90 41"))).isEqualTo(diagnostic(0x1000, A, "62 F1 90 41"));
        assertThat(request.negativeResponse()).isEqualTo(diagnostic(0x1000, A, "7F 22 11"));
        assertThat(request.ack()).isEqualTo(Wire.ack(0x1000, A));
        assertThat(Wire.activation(A, 0)
                        .activated(LogicalAddress.of(0x1000))
                        .code()
                        .value())
                .isEqualTo(0x10);
    }

    private static VehicleAnnouncement receive(DatagramSocket listener) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        listener.receive(packet);
        DatagramResult result = new DatagramReader(HeaderRules.tester(100))
                .read(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        assertThat(result).isInstanceOf(DatagramResult.Message.class);
        DatagramResult.Message message = (DatagramResult.Message) result;
        assertThat(message.version()).isEqualTo(ProtocolVersion.ISO_2019);
        return (VehicleAnnouncement) message.message();
    }
}
