package io.doip4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starting and closing, on loopback and a free port. */
@Timeout(20)
class DoipServerLifeCycleTest {
    private record Provider(String id) implements UdsServiceProvider {
        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(0xBA).build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            return (request, exchange) -> request.positiveResponse();
        }
    }

    private static DoipServerBuilder builder() {
        return DoipServer.builder().port(0);
    }

    private static Set<Thread> loops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("doip-loop-"))
                .collect(Collectors.toSet());
    }

    @Test
    void startedServerHasOneNumberForTcpAndUdp() {
        try (DoipServer server = builder().build().start()) {
            assertThat(server.isRunning()).isTrue();
            assertThat(server.port()).isPositive();
            assertThat(server.tcpAddress()).isEqualTo(server.udpAddress());
            assertThat(server.tcpAddress().getAddress().isLoopbackAddress()).isTrue();
        }
    }

    @Test
    void secondStartHasNoEffect() {
        try (DoipServer server = builder().build().start()) {
            int port = server.port();

            assertThat(server.start()).isSameAs(server);
            assertThat(server.startDaemon()).isSameAs(server);
            assertThat(server.port()).isEqualTo(port);
        }
    }

    @Test
    void startAfterCloseFails() {
        DoipServer server = builder().build().start();
        server.close();

        assertThat(server.isRunning()).isFalse();
        assertThatIllegalStateException().isThrownBy(server::start).withMessageContaining("closed");
    }

    @Test
    void serverThatWasNeverStartedCanBeClosed() throws InterruptedException {
        DoipServer server = builder().build();
        server.stop();
        server.close();
        server.join();

        assertThatIllegalStateException().isThrownBy(server::startDaemon);
    }

    @Test
    void closeFreesThePortAndEndsTheThread() throws IOException {
        Set<Thread> before = loops();
        DoipServer server = builder().build().start();
        int port = server.port();
        server.close();
        server.close();

        assertThat(loops()).isSubsetOf(before);
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    void sharedLoopStaysOpen() {
        try (DoipEventLoop loop = DoipEventLoop.create()) {
            builder().eventLoop(loop).build().start().close();
            try (DoipServer next = builder().eventLoop(loop).build().start()) {
                assertThat(next.isRunning()).isTrue();
            }
        }
    }

    @Test
    void serverCanBeClosedAfterItsLoop() {
        DoipEventLoop loop = DoipEventLoop.create();
        DoipServer server = builder().eventLoop(loop).build().start();
        loop.close();
        server.close();

        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void addressesAreKnownOnlyAfterTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> builder().build().port())
                .withMessageContaining("start()");
    }

    @Test
    void takenPortFailsTheStartWithTheAddressAndLeavesNothingOpen() throws IOException {
        Set<Thread> before = loops();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DoipServer server = DoipServer.builder().port(taken.getLocalPort()).build();

            assertThatThrownBy(server::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
            assertThat(server.isRunning()).isFalse();
            assertThat(loops()).isSubsetOf(before);
        }
    }

    @Test
    void twoProvidersOfOneServiceFailTheStart() {
        Set<Thread> before = loops();
        DoipServer server = builder()
                .discoverServices(false)
                .service(new Provider("one"))
                .service(new Provider("two"))
                .build();

        assertThatIllegalStateException()
                .isThrownBy(server::start)
                .withMessageContaining("one")
                .withMessageContaining("two");
        assertThat(loops()).isSubsetOf(before);
    }

    @Test
    void twoEcusWithOneAddressFailTheStart() {
        DoipServer server = builder()
                .ecu(EcuDefinition.builder(0x1001).build())
                .ecu(EcuDefinition.builder(0x1001).build())
                .build();

        assertThatIllegalStateException().isThrownBy(server::start).withMessageContaining("0x1001");
    }

    @Test
    void serviceWithoutProviderFailsTheStart() {
        DoipServer server = builder()
                .discoverServices(false)
                .ecu(EcuDefinition.builder(0x1001).services(0x85).build())
                .build();

        assertThatIllegalStateException().isThrownBy(server::start).withMessageContaining("0x85");
    }
}
