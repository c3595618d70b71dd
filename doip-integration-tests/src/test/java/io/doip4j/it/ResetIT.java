package io.doip4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.Vin;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.DoipTester;
import io.doip4j.testkit.VirtualClock;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.StoredData;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResetIT {
    private static final int TESTER = 0x0E80;

    private static DoipServerBuilder builder() {
        return DoipServer.builder()
                .port(0)
                .identificationDelay(Duration.ZERO)
                .ecu(EcuDefinition.builder(0x1000)
                        .data(StoredData.readOnly(0x0110, Bytes.hex("00")).writableIn(Sessions.all()))
                        .build());
    }

    @Test
    void everythingIsAsAfterTheStart() {
        try (DoipServer server = builder().build().start();
                DoipTester before = DoipTester.of(server);
                DoipTester after = DoipTester.of(server)) {
            before.activateRouting(TESTER);
            assertThat(before.request("10 03")).isEqualTo(Bytes.hex("50 03 00 32 01 F4"));
            assertThat(before.request("2E 01 10 AA")).isEqualTo(Bytes.hex("6E 01 10"));
            server.vin(Vin.of("TESTVIN0000000002"));
            server.refuse(LogicalAddress.of(0x1000), DiagnosticNackCode.TARGET_UNREACHABLE);
            server.positiveResponding(true);
            InetSocketAddress address = server.tcpAddress();

            server.reset();

            before.expectClosed();
            assertThat(server.tcpAddress()).isEqualTo(address);
            after.activateRouting(TESTER);
            assertThat(after.request("22 01 10")).isEqualTo(Bytes.hex("62 01 10 00"));
            assertThat(after.request("BA")).isEqualTo(Bytes.hex("7F BA 11"));
            assertThat(after.udpRequest(new VehicleIdentificationRequest()))
                    .isInstanceOfSatisfying(
                            VehicleAnnouncement.class,
                            announcement -> assertThat(announcement.vin()).isEqualTo(Vin.of("WVWZZZ1JZXW000001")));
        }
    }

    @Test
    void whatTheBuilderRefusedIsRefusedAgain() {
        try (DoipServer server = builder()
                        .refuse(0x1000, DiagnosticNackCode.TARGET_UNREACHABLE)
                        .build()
                        .start();
                DoipTester tester = DoipTester.of(server)) {
            server.accept(LogicalAddress.of(0x1000));

            server.reset();

            tester.activateRouting(TESTER);
            tester.send(
                    new DiagnosticMessage(LogicalAddress.of(TESTER), LogicalAddress.of(0x1000), Bytes.hex("3E 00")));
            assertThat(tester.receive())
                    .isInstanceOfSatisfying(
                            DiagnosticNack.class,
                            nack -> assertThat(nack.code()).isEqualTo(DiagnosticNackCode.TARGET_UNREACHABLE));
        }
    }

    @Test
    void serviceThatIsRunningIsInterruptedAndTheNewOneAnswers() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        UdsServiceProvider blocking = new Provider(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        });
        try (DoipServer server = builder().service(blocking).build().start();
                DoipTester before = DoipTester.of(server);
                DoipTester after = DoipTester.of(server)) {
            before.activateRouting(TESTER);
            before.send(new DiagnosticMessage(LogicalAddress.of(TESTER), LogicalAddress.of(0x1000), Bytes.hex("BA")));
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

            server.reset();

            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
            after.activateRouting(TESTER);
            assertThat(after.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
        }
    }

    @Test
    void announcementsThatWereTriggeredEnd() throws Exception {
        try (VirtualClock clock = VirtualClock.create();
                DoipServer server = clock.drive(builder()).build().start();
                DatagramSocket hears = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> announced = server.triggerVehicleAnnouncement(
                            hears.getLocalAddress(), 10, Duration.ofSeconds(1), hears.getLocalPort(), Bytes.of(0))
                    .toCompletableFuture();
            clock.advance(Duration.ofSeconds(3));

            server.reset();
            clock.advance(Duration.ofSeconds(30));

            assertThat(announced).isCompletedExceptionally();
            assertThat(datagrams(hears)).isEqualTo(4);
        }
    }

    private static int datagrams(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(100);
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        for (int count = 0; ; count++) {
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return count;
            }
        }
    }

    @Test
    void thousandResetsLeaveNoThread() {
        int threads = Thread.activeCount();
        try (DoipServer server = builder().build().start()) {
            for (int i = 0; i < 1000; i++) {
                server.reset();
            }
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 3);
        }
    }

    @Test
    void serverThatDoesNotRunCannotBeReset() {
        DoipServer server = builder().build();
        assertThatIllegalStateException().isThrownBy(server::reset);
        server.start().close();
        assertThatIllegalStateException().isThrownBy(server::reset);
    }

    private record Provider(Blocking work) implements UdsServiceProvider {
        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(0xBA).build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            return (request, exchange) -> {
                work.run();
                return UdsResult.noResponse();
            };
        }
    }

    @FunctionalInterface
    private interface Blocking {
        void run() throws InterruptedException;
    }
}
