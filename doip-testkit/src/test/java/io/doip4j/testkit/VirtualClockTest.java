package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.doip4j.client.DoipConnection;
import io.doip4j.client.DoipInterruptedException;
import io.doip4j.client.DoipTimeoutException;
import io.doip4j.client.uds.UdsClient;
import io.doip4j.client.uds.UdsOptions;
import io.doip4j.client.uds.UdsTimeoutException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import io.doip4j.vehicle.DemoVehicle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Times are compared exactly: a clock that stands still knows no tolerance. */
@Timeout(60)
class VirtualClockTest {
    private static final int TESTER = 0x0E80;

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

    private DoipTester tester(DoipServer server) {
        DoipTester tester = DoipTester.of(server, clock);
        open.add(0, tester);
        return tester;
    }

    @Test
    void registeredConnectionLivesForFiveMinutesToTheNanosecond() {
        DoipTester tester = tester(start(vehicle()));
        tester.activateRouting(TESTER);
        Duration activated = clock.elapsed();

        tester.expectSilence(Duration.ofMinutes(5).minusNanos(1));
        tester.expectClosed();

        assertThat(clock.elapsed().minus(activated)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void connectionWithoutActivationEndsAfterTwoSeconds() {
        DoipTester tester = tester(start(vehicle())).connect();
        clock.settle();

        tester.expectClosed();

        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void sessionEndsAtS3AndNotBefore() {
        DoipTester tester = tester(start(vehicle()));
        tester.activateRouting(TESTER);

        tester.request("10 03");
        clock.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 03"));
        clock.advance(Duration.ofSeconds(5));
        assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
    }

    @Test
    void silentHolderOfAnAddressIsReplacedAfterTheAliveCheckTime() {
        DoipServer server = start(vehicle());
        DoipTester holder = tester(server);
        holder.activateRouting(TESTER);
        DoipTester newcomer = tester(server).connect();
        newcomer.send(new RoutingActivationRequest(LogicalAddress.of(TESTER), ActivationType.DEFAULT));
        assertThat(holder.receive()).isEqualTo(new AliveCheckRequest());
        Duration asked = clock.elapsed();

        DoipMessage answer = newcomer.receive();

        assertThat(answer)
                .isInstanceOfSatisfying(
                        RoutingActivationResponse.class,
                        response -> assertThat(response.code()).isEqualTo(RoutingActivationCode.ACTIVATED));
        assertThat(clock.elapsed().minus(asked)).isEqualTo(Duration.ofMillis(500));
        holder.expectClosed();
    }

    @Test
    void identificationIsDelayedByAtMostHalfASecondOfVirtualTime() {
        DoipTester tester = tester(start(vehicle()));
        for (int i = 0; i < 20; i++) {
            Duration before = clock.elapsed();
            tester.udpRequest(new VehicleIdentificationRequest());
            assertThat(clock.elapsed().minus(before)).isLessThanOrEqualTo(Duration.ofMillis(500));
        }
        assertThat(clock.elapsed()).isPositive();
    }

    @Test
    void waitForNothingTakesNoRealTime() {
        DoipTester tester = tester(start(vehicle()));
        tester.activateRouting(TESTER);
        long real = System.nanoTime();

        for (int i = 0; i < 1000; i++) {
            tester.request("3E 00");
            tester.expectSilence(Duration.ofMinutes(4));
        }

        assertThat(clock.elapsed()).isGreaterThanOrEqualTo(Duration.ofMinutes(4000));
        assertThat(Duration.ofNanos(System.nanoTime() - real)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void serviceThatSleepsOnTheClockIsReportedAsPendingInVirtualTime() {
        DoipTester tester = tester(start(vehicle().service(new Provider((request, exchange) -> {
            clock.sleep(Duration.ofSeconds(6));
            return request.positiveResponse(0x01);
        }))));
        tester.activateRouting(TESTER);
        Duration begin = clock.elapsed();

        tester.send(new DiagnosticMessage(LogicalAddress.of(TESTER), LogicalAddress.of(0x1000), Bytes.hex("BA")));
        tester.receive();
        List<Duration> pending = new ArrayList<>();
        Bytes answer;
        while (true) {
            answer = ((DiagnosticMessage) tester.receive()).userData();
            if (!answer.equals(Bytes.hex("7F BA 78"))) {
                break;
            }
            pending.add(clock.elapsed().minus(begin));
        }

        assertThat(answer).isEqualTo(Bytes.hex("FA 01"));
        assertThat(clock.elapsed().minus(begin)).isEqualTo(Duration.ofSeconds(6));
        assertThat(pending).containsExactly(Duration.ofMillis(45), Duration.ofMillis(4045));
    }

    @Test
    void clockWaitsForAServiceThatWorks() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        DoipTester tester = tester(start(vehicle().service(new Provider((request, exchange) -> {
            go.join();
            return request.positiveResponse(0x01);
        }))));
        tester.activateRouting(TESTER);
        CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(() -> go.complete(null));

        assertThat(tester.request("BA")).isEqualTo(Bytes.hex("FA 01"));

        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void anotherThreadThatSleepsIsNotTakenForTheService() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        DoipTester tester = tester(start(vehicle().service(new Provider((request, exchange) -> {
            go.join();
            return request.positiveResponse(0x01);
        }))));
        tester.activateRouting(TESTER);
        // Not on the common pool: where that has one thread, nothing else would run there meanwhile
        ExecutorService others = Executors.newCachedThreadPool();
        try {
            CompletableFuture<String> sleeper = CompletableFuture.supplyAsync(this::sleepsForASecond, others);
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS, others)
                    .execute(() -> go.complete(null));

            assertThat(tester.request("BA")).isEqualTo(Bytes.hex("FA 01"));

            assertThat(clock.elapsed()).isZero();
            String then = clock.await(sleeper, Duration.ofMinutes(1));
            assertThat(then).isEqualTo("awake");
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void whoSleepsOnAClockThatIsClosedIsInterrupted() throws Exception {
        VirtualClock other = VirtualClock.create();
        FutureTask<Void> sleeping = new FutureTask<>(() -> {
            other.sleep(Duration.ofSeconds(1));
            return null;
        });
        Thread sleeper = new Thread(sleeping);
        sleeper.start();
        await().until(() -> sleeper.getState() == Thread.State.WAITING);

        other.close();

        assertThatThrownBy(() -> sleeping.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> other.sleep(Duration.ofSeconds(1))).isInstanceOf(InterruptedException.class);
    }

    private String sleepsForASecond() {
        try {
            clock.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return "awake";
    }

    @Test
    void foreignClientHasRealTimeToAnswerAnAliveCheck() throws Exception {
        DoipServer server = start(vehicle());
        try (DoipTester holder = DoipTester.of(server)) {
            holder.activateRouting(TESTER);
            CompletableFuture<DoipMessage> answered = CompletableFuture.supplyAsync(() -> {
                DoipMessage request = holder.receive();
                holder.send(new AliveCheckResponse(LogicalAddress.of(TESTER)));
                return request;
            });
            DoipTester newcomer = tester(server).connect();

            RoutingActivationResponse response = newcomer.activateRouting(TESTER);

            assertThat(response.code()).isEqualTo(RoutingActivationCode.SOURCE_ADDRESS_IN_USE);
            assertThat(answered.get()).isEqualTo(new AliveCheckRequest());
            assertThat(clock.elapsed()).isZero();
        }
    }

    private UdsClient client(DoipConnection connection) {
        UdsOptions options =
                UdsOptions.defaults().toBuilder().executor(clock.executor()).build();
        return UdsClient.of(connection, LogicalAddress.of(0x1000), options);
    }

    @Test
    void clientThatRunsOnTheClockWaitsInVirtualTime() {
        DoipServer server = start(vehicle().service(new Provider((request, exchange) -> {
            clock.sleep(Duration.ofSeconds(6));
            return request.positiveResponse(0x01);
        })));
        try (DoipConnection connection = DoipConnection.builder(server.tcpAddress())
                        .timers(clock)
                        .testerAddress(TESTER)
                        .connect();
                UdsClient ecu = client(connection)) {
            PositiveResponse response = clock.await(ecu.requestAsync(Bytes.hex("BA")), Duration.ofMinutes(1));

            assertThat(response.message()).isEqualTo(Bytes.hex("FA 01"));
            assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(6));
        }
    }

    @Test
    void timeoutOfAClientThatRunsOnTheClockIsExact() {
        DoipServer server = start(vehicle().udsInterceptor((request, taken) -> true));
        try (DoipConnection connection = DoipConnection.builder(server.tcpAddress())
                        .timers(clock)
                        .testerAddress(TESTER)
                        .connect();
                UdsClient ecu = client(connection)) {
            assertThatThrownBy(() -> clock.await(ecu.requestAsync(Bytes.hex("BA")), Duration.ofMinutes(1)))
                    .hasCauseInstanceOf(UdsTimeoutException.class);

            assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    private DoipConnection connect(DoipServer server) {
        DoipConnection connection = DoipConnection.builder(server.tcpAddress())
                .timers(clock)
                .testerAddress(TESTER)
                .connect();
        open.add(0, connection);
        return connection;
    }

    @Test
    void blockingCallOfAClientLetsTimePass() {
        DoipServer server = start(vehicle().service(new Provider((request, exchange) -> {
            clock.sleep(Duration.ofSeconds(6));
            return request.positiveResponse(0x01);
        })));
        try (UdsClient ecu = client(connect(server))) {
            assertThat(ecu.request(Bytes.hex("BA")).message()).isEqualTo(Bytes.hex("FA 01"));
        }
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void blockingCallThatFailsTakesItsTimeoutExactly() {
        DoipServer server = start(vehicle().udsInterceptor((request, taken) -> true));
        try (UdsClient ecu = client(connect(server))) {
            assertThatThrownBy(() -> ecu.request(Bytes.hex("BA"))).isInstanceOf(UdsTimeoutException.class);
        }
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void connectingToAnEntityThatSaysNothingLetsTimePass() {
        DoipServer server = start(vehicle().onMessage((message, replies) -> true));

        assertThatThrownBy(() -> connect(server)).isInstanceOf(DoipTimeoutException.class);

        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void blockingCallCanBeInterrupted() {
        DoipServer server = start(vehicle().udsInterceptor((request, taken) -> true));
        try (UdsClient ecu = client(connect(server))) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> ecu.request(Bytes.hex("BA"))).isInstanceOf(DoipInterruptedException.class);

            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void clientOnTheExecutorWaitsForTheTestToMoveTheTime() {
        DoipServer server = start(vehicle().service(new Provider((request, exchange) -> {
            clock.sleep(Duration.ofSeconds(6));
            return request.positiveResponse(0x01);
        })));
        try (UdsClient ecu = client(connect(server))) {
            CompletableFuture<Duration> answered = CompletableFuture.supplyAsync(
                    () -> {
                        ecu.request(Bytes.hex("BA"));
                        return clock.elapsed();
                    },
                    clock.executor());

            clock.advance(Duration.ofSeconds(5));
            assertThat(answered).isNotDone();
            assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(5));
            clock.advance(Duration.ofSeconds(5));

            assertThat(answered).isCompletedWithValue(Duration.ofSeconds(6));
        }
    }

    @Test
    void clockWaitsForAClientOnTheExecutorThatTakesItsTime() {
        DoipServer server = start(vehicle());
        DoipConnection connection = connect(server);
        try (UdsClient ecu = client(connection)) {
            CompletableFuture<Bytes> answered = CompletableFuture.supplyAsync(
                    () -> {
                        spin(Duration.ofMillis(200));
                        Bytes session = ecu.data().read(0xF186);
                        spin(Duration.ofMillis(200));
                        return session;
                    },
                    clock.executor());

            assertThat(clock.await(answered, Duration.ofHours(1))).isEqualTo(Bytes.of(0x01));

            assertThat(clock.elapsed()).isZero();
        }
    }

    /** Computes something in real time. */
    private static void spin(Duration time) {
        long since = System.nanoTime();
        while (System.nanoTime() - since < time.toNanos()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void testersOnSeveralThreadsEachGetTheirMoment() {
        DoipServer server = start(vehicle());
        List<CompletableFuture<Duration>> over = new ArrayList<>();
        AtomicBoolean go = new AtomicBoolean();
        for (int i = 1; i <= 4; i++) {
            Duration wait = Duration.ofMillis(300L * i);
            DoipTester tester = tester(server).connect();
            over.add(CompletableFuture.supplyAsync(
                    () -> {
                        while (!go.get()) {
                            Thread.onSpinWait();
                        }
                        tester.expectSilence(wait);
                        return clock.elapsed();
                    },
                    clock.executor()));
        }

        go.set(true);
        clock.advance(Duration.ofSeconds(1));

        for (int i = 1; i <= 4; i++) {
            assertThat(over.get(i - 1)).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Duration.ofMillis(300L * i));
        }
    }

    @Test
    void serviceThatAsksAnotherServerWaitsInVirtualTime() {
        DoipServer behind = start(vehicle().service(new Provider((request, exchange) -> {
            clock.sleep(Duration.ofSeconds(6));
            return request.positiveResponse(0x01);
        })));
        UdsClient inner = client(connect(behind));
        open.add(0, inner);
        DoipServer gateway = start(vehicle()
                .service(new Provider((request, exchange) ->
                        request.positiveResponse(inner.request(Bytes.hex("BA")).data()))));
        DoipTester tester = tester(gateway);
        tester.activateRouting(TESTER);

        assertThat(tester.request("BA")).isEqualTo(Bytes.hex("FA 01"));

        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void whatDoesNotComeIsAnErrorAtTheEndOfItsTime() {
        start(vehicle());

        assertThatThrownBy(() -> clock.await(new CompletableFuture<>(), Duration.ofHours(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PT1H");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void twoServersOnOneClockMeetTheirDeadlinesInOrder() {
        DoipTester first = tester(start(vehicle().initialInactivity(Duration.ofSeconds(3))))
                .connect();
        DoipTester second = tester(start(vehicle().initialInactivity(Duration.ofSeconds(2))))
                .connect();
        clock.settle();

        second.expectClosed();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
        first.expectClosed();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void scheduledTasksRunInOrderAtTheirMoment() {
        List<Duration> moments = new ArrayList<>();
        clock.schedule(Duration.ofSeconds(2), () -> moments.add(clock.elapsed()));
        clock.schedule(Duration.ofSeconds(1), () -> moments.add(clock.elapsed()));
        clock.schedule(Duration.ofMillis(1500), () -> moments.add(clock.elapsed()))
                .cancel();

        clock.advance(Duration.ofSeconds(10));

        assertThat(moments).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
                .withMessageContaining("cannot go back");
    }

    @Test
    void callbackOfTheServerCannotMoveTheTime() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        DoipTester tester = tester(start(vehicle().onMessage((message, replies) -> {
            try {
                clock.advance(Duration.ofSeconds(1));
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
            return false;
        })));

        tester.activateRouting(TESTER);

        assertThat(thrown.get()).hasMessageContaining("on the thread of the test");
    }

    @Test
    void closedClockSaysSo() {
        VirtualClock other = VirtualClock.create();
        other.close();
        assertThatThrownBy(() -> other.advance(Duration.ofSeconds(1))).hasMessageContaining("closed");
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
