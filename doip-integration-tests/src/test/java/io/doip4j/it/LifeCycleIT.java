package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.B;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.PowerModeRequest;
import io.doip4j.core.message.PowerModeResponse;
import io.doip4j.server.DoipEventLoop;
import io.doip4j.server.DoipServer;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.vehicle.DemoVehicle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life cycle contract of DoipServer, see its Javadoc. */
class LifeCycleIT {
    @AfterEach
    void noThreadIsLeft() {
        await().untilAsserted(() -> assertThat(Servers.threads()).isEmpty());
    }

    @Test
    void secondStartHasNoEffect() {
        try (DoipServer server = Servers.demo(builder -> builder)) {
            int port = server.port();
            List<String> threads = Servers.threads();
            assertThat(server.start()).isSameAs(server);
            assertThat(server.startDaemon()).isSameAs(server);
            assertThat(server.port()).isEqualTo(port);
            assertThat(Servers.threads()).isEqualTo(threads);
        }
    }

    @Test
    void startAfterCloseIsAnError() {
        DoipServer server = Servers.demo(builder -> builder);
        server.close();
        assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
        assertThat(server.isRunning()).isFalse();
        DoipServer neverStarted = DoipServer.builder().port(0).build();
        neverStarted.close();
        assertThatThrownBy(neverStarted::startDaemon).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void addressesAreUnknownBeforeTheStart() {
        DoipServer server = DoipServer.builder().port(0).build();
        assertThat(server.isRunning()).isFalse();
        assertThatThrownBy(server::port).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(server::tcpAddress).isInstanceOf(IllegalStateException.class);
        server.close();
    }

    @Test
    void closeIsIdempotentFromAnyThread() throws Exception {
        DoipServer server = Servers.demo(builder -> builder);
        try (DoipTester tester = activated(DoipTester.of(server), A)) {
            List<CompletableFuture<Void>> closing = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                closing.add(CompletableFuture.runAsync(server::close));
            }
            for (CompletableFuture<Void> one : closing) {
                one.get(5, TimeUnit.SECONDS);
            }
            server.close();
            server.stop();
            server.join();
            tester.expectClosed();
            assertNothingListens(server.tcpAddress());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closeFromInsideAService(boolean onLoop) {
        AtomicReference<DoipServer> self = new AtomicReference<>();
        UdsService closing = (request, exchange) -> {
            self.get().close();
            return request.positiveResponse();
        };
        FakeService service = onLoop ? FakeService.inline(0xBA, closing) : FakeService.pooled(0xBA, closing);
        DoipServer server = Servers.plain(builder -> builder.service(service));
        self.set(server);
        try (DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, 0x1000, "BA"));
            await().until(() -> !server.isRunning());
            await().untilAsserted(() -> assertNothingListens(server.tcpAddress()));
        } finally {
            server.close();
        }
    }

    @Test
    void joinEndsWithClose() throws Exception {
        DoipServer server = Servers.demo(builder -> builder);
        CompletableFuture<Void> joined = CompletableFuture.runAsync(() -> {
            try {
                server.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(joined).isNotDone();
        server.close();
        joined.get(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "127.0.0.1, ::1", "::1, 127.0.0.1"})
    void takenTcpPortLeavesNothingOpen(String other, String taken) throws IOException {
        try (ServerSocket holder =
                new ServerSocket(0, 1, Servers.at(Servers.available(taken), 0).getAddress())) {
            assertFailedStartLeavesNothing(Servers.available(other), taken, holder.getLocalPort());
            try (DatagramSocket free = new DatagramSocket(Servers.at(taken, holder.getLocalPort()))) {
                assertThat(free.isBound()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "127.0.0.1, ::1", "::1, 127.0.0.1"})
    void takenUdpPortLeavesNothingOpen(String other, String taken) throws IOException {
        try (DatagramSocket holder = new DatagramSocket(Servers.at(Servers.available(taken), 0))) {
            assertFailedStartLeavesNothing(Servers.available(other), taken, holder.getLocalPort());
            assertNothingListens(Servers.at(taken, holder.getLocalPort()));
        }
    }

    private static void assertFailedStartLeavesNothing(String other, String taken, int port) throws IOException {
        DoipServer server = DoipServer.builder()
                .bind(other)
                .bind(taken)
                .port(port)
                .announce(false)
                .build();
        assertThatThrownBy(server::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(String.valueOf(port));
        assertThat(server.isRunning()).isFalse();
        if (!other.equals(taken)) {
            assertNothingListens(Servers.at(other, port));
            new DatagramSocket(Servers.at(other, port)).close();
        }
        assertThat(Servers.threads()).isEmpty();
        server.close();
    }

    @Test
    void failedStartCanBeRepeated() throws IOException {
        ServerSocket holder = new ServerSocket(0, 1, Servers.at(Servers.IPV4, 0).getAddress());
        try (DoipServer server =
                DoipServer.builder().port(holder.getLocalPort()).build()) {
            assertThatThrownBy(server::startDaemon).isInstanceOf(UncheckedIOException.class);
            holder.close();
            server.startDaemon();
            activated(DoipTester.of(server), A).close();
        }
    }

    @Test
    void portZeroIsOnePortForEverything() {
        Servers.available(Servers.IPV6);
        for (int round = 0; round < 20; round++) {
            try (DoipServer server =
                    Servers.demo(builder -> builder.bind(Servers.IPV4).bind(Servers.IPV6))) {
                assertThat(server.tcpAddresses()).hasSize(2).isEqualTo(server.udpAddresses());
                for (InetSocketAddress address : server.tcpAddresses()) {
                    assertThat(address.getPort()).isEqualTo(server.port()).isNotZero();
                    assertServes(address, server.udpAddress());
                }
            }
        }
    }

    private static void assertServes(InetSocketAddress tcp, InetSocketAddress udp) {
        try (DoipTester tester = DoipTester.of(tcp, new InetSocketAddress(tcp.getAddress(), udp.getPort()))) {
            assertWorks(activated(tester, A));
            assertThat(tester.udpRequest(new PowerModeRequest())).isInstanceOf(PowerModeResponse.class);
        }
    }

    @Test
    void manyServersShareALoop() {
        try (DoipEventLoop loop = DoipEventLoop.create()) {
            List<DoipServer> servers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                servers.add(Servers.demo(builder -> builder.eventLoop(loop)));
            }
            assertThat(Servers.threads()).hasSize(1);
            for (int i = 0; i < servers.size(); i++) {
                DoipServer server = servers.get(i);
                assertServes(server.tcpAddress(), server.udpAddress());
                server.close();
                assertNothingListens(server.tcpAddress());
            }
            try (DoipServer late = Servers.demo(builder -> builder.eventLoop(loop))) {
                assertServes(late.tcpAddress(), late.udpAddress());
            }
            assertThat(Servers.threads()).hasSize(1);
        }
    }

    @Test
    void serverOnAClosedLoopCannotStart() {
        DoipEventLoop loop = DoipEventLoop.create();
        loop.close();
        loop.close();
        DoipServer server =
                DemoVehicle.create().server().port(0).eventLoop(loop).build();
        assertThatThrownBy(server::startDaemon).isInstanceOf(IllegalStateException.class);
        server.close();
    }

    @Test
    void connectionsGetTheirAnswersBeforeTheServerCloses() {
        DoipServer server = Servers.demo(builder -> builder);
        try (DoipTester first = activated(DoipTester.of(server), A);
                DoipTester second = activated(DoipTester.of(server), B)) {
            server.close();
            first.expectClosed();
            second.timeout(Duration.ofSeconds(1)).expectClosed();
        }
    }

    @Test
    void closeDoesNotWaitForATesterThatDoesNotRead() {
        FakeService large = FakeService.inline(
                0xBA, (request, exchange) -> request.positiveResponse(Bytes.wrap(new byte[1_000_000])));
        DoipServer server = Servers.demo(builder -> builder.service(large));
        try (DoipTester tester = activated(DoipTester.of(server), A)) {
            for (int i = 0; i < 20; i++) {
                tester.send(diagnostic(A, 0x1000, "BA"));
            }
            tester.receive();
            assertThat(CompletableFuture.runAsync(server::close)).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    private static void assertNothingListens(InetSocketAddress address) {
        assertThatThrownBy(() -> DoipTester.of(address, address).connect()).isInstanceOf(UncheckedIOException.class);
    }
}
