package io.doip4j.client;

import static io.doip4j.client.FakeEntity.ack;
import static io.doip4j.client.FakeEntity.diagnostic;
import static io.doip4j.client.FakeEntity.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.doip4j.client.uds.UdsClient;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lost connection that is made anew. */
@Timeout(30)
class ReconnectTest {
    private static final LogicalAddress ECU = LogicalAddress.of(0x1001);
    private static final Bytes REQUEST = Bytes.hex("3E 00");
    private static final String ON_ITS_WAY = diagnostic("10 01", "3E 00");
    private static final ReconnectPolicy QUICK = new ReconnectPolicy(5, Duration.ofMillis(10), Duration.ofMillis(20));

    private final CountDownLatch connected = new CountDownLatch(1);

    /** Closes as soon as the test knows of the connection. */
    private void closeOnceConnected(FakeEntity.Peer peer) throws Exception {
        peer.activate();
        assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
        peer.close();
    }

    private static String denial(String code) {
        return "03 FC 00 06 00 00 00 09 0E 80 10 00" + code + "00 00 00 00";
    }

    @Test
    void lostConnectionIsMadeAnewWithRouting() throws Exception {
        try (FakeEntity entity = FakeEntity.running(
                        this::closeOnceConnected,
                        peer -> peer.activate().expect(ON_ITS_WAY).send(ack("10 01")));
                DoipConnection connection = entity.builder().reconnect(QUICK).connect()) {
            CountDownLatch reconnected = new CountDownLatch(1);
            connection.onReconnected(reconnected::countDown);

            connected.countDown();
            assertThat(reconnected.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(connection.isOpen()).isTrue();
            connection.sendAndAwait(ECU, REQUEST);
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void messageOnItsWayFailsAndWhatWaitsBehindItGoesOverTheNewConnection() throws Exception {
        try (FakeEntity entity = FakeEntity.running(
                        peer -> peer.activate().expect(ON_ITS_WAY).close(),
                        peer -> peer.activate()
                                .expect(diagnostic("10 01", "22 F1 90"))
                                .send(ack("10 01")));
                DoipConnection connection = entity.builder().reconnect(QUICK).connect()) {
            CompletableFuture<Void> first = connection.send(ECU, REQUEST).toCompletableFuture();
            CompletableFuture<Void> second =
                    connection.send(ECU, Bytes.hex("22 F1 90")).toCompletableFuture();

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(first::join)
                    .withCauseInstanceOf(ConnectionClosedException.class);
            second.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void requestMadeBeforeTheNewsOfTheLossGoesOverTheNewConnection() throws Exception {
        try (FakeEntity entity = FakeEntity.running(
                        this::closeOnceConnected,
                        peer -> peer.activate()
                                .expect(ON_ITS_WAY)
                                .send(ack("10 01"))
                                .send(response("10 01", "7E 00")));
                DoipConnection connection = entity.builder().reconnect(QUICK).connect()) {
            CompletableFuture<CompletionStage<Void>> answer = new CompletableFuture<>();
            List<UdsClient> client = new CopyOnWriteArrayList<>();
            connection.listen(new DiagnosticLink.Listener() {
                @Override
                public void message(LogicalAddress source, Bytes userData) {}

                @Override
                public void closed(DoipException why) {
                    // The client itself is told after this
                    answer.complete(client.get(0).testerPresentAsync());
                }
            });
            client.add(UdsClient.of(connection, 0x1001));

            connected.countDown();

            answer.get(10, TimeUnit.SECONDS).toCompletableFuture().get(10, TimeUnit.SECONDS);
            client.get(0).close();
        }
    }

    @Test
    void entityThatStillHoldsTheAddressIsAskedAgain() throws Exception {
        try (FakeEntity entity = FakeEntity.running(
                        this::closeOnceConnected,
                        peer -> {
                            peer.receive();
                            peer.send(denial("03")).close();
                        },
                        peer -> {
                            peer.receive();
                            peer.send(denial("08")).close();
                        },
                        peer -> peer.receive(),
                        peer -> peer.activate().expect(ON_ITS_WAY).send(ack("10 01")));
                DoipConnection connection = entity.builder()
                        .activationTimeout(Duration.ofMillis(200))
                        .reconnect(QUICK)
                        .connect()) {
            BlockingQueue<Boolean> reconnected = new LinkedBlockingQueue<>();
            connection.onReconnected(() -> reconnected.add(true));
            connected.countDown();
            assertThat(reconnected.poll(10, TimeUnit.SECONDS)).isTrue();
            connection.sendAndAwait(ECU, REQUEST);
            assertThat(entity.accepted()).isEqualTo(5);
        }
    }

    @Test
    void denialThatDoesNotPassEndsTheAttempts() throws Exception {
        try (FakeEntity entity = FakeEntity.running(this::closeOnceConnected, peer -> {
                    peer.receive();
                    peer.send(denial("00")).close();
                });
                DoipConnection connection = entity.builder().reconnect(QUICK).connect()) {
            CountDownLatch closed = new CountDownLatch(1);
            connection.listen(new DiagnosticLink.Listener() {
                @Override
                public void message(LogicalAddress source, Bytes userData) {}

                @Override
                public void closed(DoipException why) {
                    closed.countDown();
                }
            });
            connected.countDown();
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatExceptionOfType(ConnectionFailedException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, REQUEST))
                    .withMessageContaining("0x00");
            assertThat(entity.accepted()).isEqualTo(2);
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void entityThatClosesAgainAndAgainIsNotAskedWithoutEnd() throws Exception {
        try (FakeEntity entity = FakeEntity.running(
                        this::closeOnceConnected, peer -> peer.activate().close());
                DoipConnection connection = entity.builder()
                        .reconnect(new ReconnectPolicy(3, Duration.ofMillis(5), Duration.ofSeconds(20)))
                        .connect()) {
            connected.countDown();
            // The first one, and one per attempt
            await().until(entity::accepted, count -> count == 4);
            assertThatExceptionOfType(DoipException.class).isThrownBy(() -> connection.sendAndAwait(ECU, REQUEST));
            await().during(Duration.ofMillis(100)).until(entity::accepted, count -> count == 4);
        }
    }

    @Test
    @Tag("T113")
    void messageToATargetThatOwesAnAcknowledgeGoesOverANewConnection() throws Exception {
        try (FakeEntity entity = FakeEntity.running(
                        peer -> peer.activate().expect(ON_ITS_WAY).expectEnd(),
                        peer -> peer.activate().expect(ON_ITS_WAY).send(ack("10 01")));
                DoipConnection connection = entity.builder()
                        .ackTimeout(Duration.ofMillis(100))
                        .reconnect(QUICK)
                        .connect()) {
            assertThatExceptionOfType(DoipTimeoutException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, REQUEST));
            connection.sendAndAwait(ECU, REQUEST);
            assertThat(entity.accepted()).isEqualTo(2);
        }
    }

    @Test
    void reconnectsWhenAskedAlsoWithoutAPolicy() throws Exception {
        try (FakeEntity entity = FakeEntity.running(
                        peer -> peer.activate().expectEnd(),
                        peer -> peer.activate()
                                .expect(ON_ITS_WAY)
                                .send(ack("10 01"))
                                .close(),
                        peer -> peer.activate().expect(ON_ITS_WAY).send(ack("10 01")));
                DoipConnection connection = entity.builder().connect()) {
            connection.reconnect();
            connection.sendAndAwait(ECU, REQUEST);
            connection.reconnect();
            connection.sendAndAwait(ECU, REQUEST);
        }
    }

    /** Throws when a socket is to be made. */
    private static SSLContext faulty() throws Exception {
        return SSLContext.getInstance("TLS");
    }

    private static void demandTls(FakeEntity.Peer peer) throws Exception {
        peer.receive();
        peer.send(denial("07")).expectEnd();
    }

    @Test
    void attemptThatEndsInAFaultIsAFailedOne() throws Exception {
        try (FakeEntity entity = FakeEntity.running(
                        peer -> peer.activate().expect(ON_ITS_WAY).close(), ReconnectTest::demandTls);
                FakeEntity secure = FakeEntity.running(FakeEntity.Peer::expectEnd);
                DoipConnection connection = entity.builder()
                        .tlsIfRequired(faulty())
                        .tlsPort(secure.address().getPort())
                        .reconnect(new ReconnectPolicy(2, Duration.ofMillis(10), Duration.ofSeconds(5)))
                        .connect()) {
            connection.send(ECU, REQUEST);
            CompletableFuture<Void> waiting = connection.send(ECU, REQUEST).toCompletableFuture();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                    .withCauseInstanceOf(ConnectionFailedException.class)
                    .withRootCauseInstanceOf(IllegalStateException.class);
            assertThatExceptionOfType(ConnectionFailedException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, REQUEST));
            assertThat(entity.accepted()).as("the first one, and each attempt").isEqualTo(3);
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void activationThatEndsInAFaultFails() throws Exception {
        try (FakeEntity entity = FakeEntity.running(ReconnectTest::demandTls);
                FakeEntity secure = FakeEntity.running(FakeEntity.Peer::expectEnd);
                DoipConnection connection = entity.builder()
                        .withoutActivation()
                        .tlsIfRequired(faulty())
                        .tlsPort(secure.address().getPort())
                        .connect()) {
            CompletableFuture<RoutingActivationResult> activated = connection
                    .requestActivationAsync(ActivationType.DEFAULT, Bytes.EMPTY)
                    .toCompletableFuture();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> activated.get(10, TimeUnit.SECONDS))
                    .withCauseInstanceOf(ConnectionFailedException.class)
                    .withRootCauseInstanceOf(IllegalStateException.class);
            assertThat(connection.isOpen()).isFalse();
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void connectionWithoutRoutingStaysLost() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
                    peer.close();
                });
                DoipConnection connection =
                        entity.builder().withoutActivation().reconnect(QUICK).connect()) {
            connected.countDown();
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, REQUEST));
            assertThat(entity.accepted()).isEqualTo(1);
        }
    }

    @Test
    void closingWhileReconnectingFailsWhatWaitsAndLeavesNoThread() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        try (FakeEntity entity =
                FakeEntity.running(peer -> peer.activate().expect(ON_ITS_WAY).close(), peer -> {
                    peer.receive();
                    second.countDown();
                })) {
            DoipConnection connection = entity.builder()
                    .activationTimeout(Duration.ofSeconds(20))
                    .reconnect(QUICK)
                    .connect();
            CompletableFuture<Void> first = connection.send(ECU, REQUEST).toCompletableFuture();
            CompletableFuture<Void> waiting = connection.send(ECU, REQUEST).toCompletableFuture();
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();

            connection.close();

            assertThat(first).isCompletedExceptionally();
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(waiting::join)
                    .withCauseInstanceOf(ConnectionClosedException.class);
        }
        DoipConnectionTest.assertNoThreads();
    }
}
