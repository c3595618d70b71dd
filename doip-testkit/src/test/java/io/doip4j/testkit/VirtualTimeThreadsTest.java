package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.client.DiagnosticLink;
import io.doip4j.client.DoipConnection;
import io.doip4j.client.DoipConnectionBuilder;
import io.doip4j.client.DoipException;
import io.doip4j.client.DoipTimeoutException;
import io.doip4j.client.uds.UdsClient;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import io.doip4j.vehicle.DemoVehicle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Virtual time with several threads, and with what ends, fails or is interrupted while it passes. */
@Timeout(60)
class VirtualTimeThreadsTest {
    private static final int TESTER = 0x0E80;
    private static final Duration INACTIVITY = Duration.ofMinutes(5);

    private final VirtualClock clock = VirtualClock.create();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        clock.close();
    }

    private DoipServer start(DoipServerBuilder builder) {
        DoipServer server = clock.drive(builder.port(0)).build().start();
        open.add(0, server);
        return server;
    }

    private static DoipServerBuilder vehicle() {
        return DemoVehicle.create().server();
    }

    /** Its service 0xBA takes a second. */
    private DoipServerBuilder slowVehicle() {
        return vehicle().service(new Provider((request, exchange) -> {
            clock.sleep(Duration.ofSeconds(1));
            return request.positiveResponse(0x01);
        }));
    }

    private DoipConnectionBuilder connection(DoipServer server) {
        return DoipConnection.builder(server.tcpAddress()).timers(clock).testerAddress(TESTER);
    }

    private DoipConnection connect(DoipServer server) {
        DoipConnection connection = connection(server).connect();
        open.add(0, connection);
        return connection;
    }

    private static UdsClient client(DoipConnection connection) {
        return UdsClient.of(connection, 0x1000);
    }

    private DoipTester tester(DoipServer server) {
        DoipTester tester = DoipTester.of(server, clock);
        open.add(0, tester);
        return tester;
    }

    @Test
    void taskOfTheClockCannotWait() {
        UdsClient ecu = client(connect(start(slowVehicle())));
        clock.schedule(Duration.ofMillis(100), () -> ecu.request(Bytes.hex("BA")));

        assertThatIllegalStateException()
                .isThrownBy(() -> clock.advance(Duration.ofSeconds(1)))
                .withMessageContaining("in a task of the clock");
    }

    @Test
    void whatATaskThrowsLeavesAConnectionThatIsMadeClosed() {
        DoipServer server = start(vehicle().onMessage((message, replies) -> true));
        clock.schedule(Duration.ofMillis(100), () -> {
            throw new AssertionError("of the test");
        });

        assertThatThrownBy(() -> connect(server)).isInstanceOf(AssertionError.class);

        long begin = System.nanoTime();
        clock.advance(Duration.ofSeconds(10));
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("nothing seems to go on")
                .isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void connectingInTheBackgroundIsNotTakenForWork() {
        DoipServer server = start(vehicle().onMessage((message, replies) -> true));
        for (int i = 1; i <= 10; i++) {
            clock.schedule(Duration.ofMillis(150L * i), () -> {});
        }
        long begin = System.nanoTime();

        assertThatThrownBy(() -> clock.await(connection(server).connectAsync(), Duration.ofMinutes(1)))
                .hasCauseInstanceOf(DoipTimeoutException.class);

        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @RepeatedTest(20)
    void clientNoticesTheEndOfItsConnectionAtItsMoment() {
        DoipConnection connection = connect(start(vehicle()));
        AtomicReference<Duration> closed = new AtomicReference<>();
        connection.listen(new DiagnosticLink.Listener() {
            @Override
            public void message(LogicalAddress source, Bytes userData) {}

            @Override
            public void closed(DoipException why) {
                closed.set(clock.elapsed());
            }
        });

        clock.advance(INACTIVITY.plusMinutes(1));

        assertThat(connection.isOpen()).isFalse();
        assertThat(closed).hasValue(INACTIVITY);
    }

    @Test
    void clientsOnTheExecutorAreExact() {
        List<CompletableFuture<Duration>> ends = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            UdsClient ecu = client(connect(start(slowVehicle())));
            ends.add(CompletableFuture.supplyAsync(
                    () -> {
                        for (int k = 0; k < 5; k++) {
                            ecu.request(Bytes.hex("BA"));
                        }
                        return clock.elapsed();
                    },
                    clock.executor()));
        }

        clock.advance(Duration.ofMinutes(2));

        assertThat(ends).allSatisfy(end -> assertThat(end).isCompletedWithValue(Duration.ofSeconds(5)));
    }

    @Test
    void threadThatWaitsOftenIsNotOvertakenInBetween() throws Exception {
        DoipServer server = start(vehicle());
        for (int i = 0; i < 30; i++) {
            try (DoipConnection connection = connection(server).connect();
                    DoipTester tester = DoipTester.of(server, clock)) {
                tester.activateRouting(0x0E81);
                UdsClient ecu = client(connection);
                Thread other = new Thread(() -> tester.expectSilence(Duration.ofMinutes(4)));
                other.start();
                for (int k = 0; k < 20; k++) {
                    assertThat(ecu.request(Bytes.hex("3E 00")).message()).isEqualTo(Bytes.hex("7E 00"));
                }
                other.join();
            }
        }
    }

    @Test
    void timerThatIsSetWhileTheTimeMovesIsNotPassed() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Duration> late = new ArrayList<>();
        Thread scheduler = new Thread(() -> {
            while (!over.get()) {
                Duration before = clock.elapsed();
                CompletableFuture<Duration> at = new CompletableFuture<>();
                clock.schedule(Duration.ofSeconds(1), () -> at.complete(clock.elapsed()));
                Duration after = clock.elapsed();
                Duration wait = at.join().minus(before);
                if (before.equals(after) && !wait.equals(Duration.ofSeconds(1))) {
                    late.add(wait);
                }
            }
        });
        scheduler.start();
        for (int i = 0; i < 5000; i++) {
            clock.advance(Duration.ofSeconds(10));
        }
        over.set(true);
        while (scheduler.isAlive()) {
            clock.advance(Duration.ofSeconds(10));
        }

        assertThat(late).isEmpty();
    }

    @Test
    void datagramThatNobodyTakesIsWaitedForOnce() {
        DoipServer gone = start(vehicle());
        DoipTester asking = tester(gone);
        gone.close();
        assertThatThrownBy(() -> asking.udpRequest(new VehicleIdentificationRequest()))
                .isInstanceOf(AssertionError.class);
        DoipTester tester = tester(start(vehicle()));
        tester.activateRouting(TESTER);
        long begin = System.nanoTime();

        for (int i = 0; i < 100; i++) {
            tester.expectSilence(Duration.ofSeconds(1));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        DoipTester tester = tester(start(vehicle()));
        tester.activateRouting(TESTER);
        Thread.currentThread().interrupt();
        try {
            assertThatIllegalStateException().isThrownBy(() -> clock.advance(Duration.ofMinutes(1)));
            assertThatIllegalStateException().isThrownBy(() -> tester.expectSilence(Duration.ofMinutes(1)));
            assertThat(clock.elapsed()).isZero();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void closedClockSaysSoToClients() {
        VirtualClock other = VirtualClock.create();
        other.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> other.await(new CompletableFuture<>()))
                .withMessage("the virtual clock is closed");
        assertThatThrownBy(() -> other.executor().execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the virtual clock is closed");
    }

    private record Provider(UdsService service) implements UdsServiceProvider {
        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(0xBA).build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            return service;
        }
    }
}
