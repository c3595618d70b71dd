package io.doip4j.client;

import static io.doip4j.client.FakeEntity.ack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doip4j.client.uds.UdsClient;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection ends, or does not come about, over real sockets. */
@Timeout(30)
class ConnectionEndTest {
    private static final LogicalAddress ECU = LogicalAddress.of(0x1001);
    private static final Duration SHORT = Duration.ofMillis(150);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endOfTheConnectionFailsWhatWaitsAndIsHeard(boolean reset) throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.activate().receive();
                    if (reset) {
                        peer.reset();
                    } else {
                        peer.close();
                    }
                });
                DoipConnection connection = entity.builder().connect()) {
            BlockingQueue<DoipException> closed = new LinkedBlockingQueue<>();
            connection.listen(new DiagnosticLink.Listener() {
                @Override
                public void message(LogicalAddress source, Bytes userData) {}

                @Override
                public void closed(DoipException why) {
                    closed.add(why);
                }
            });

            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, Bytes.hex("3E 00")))
                    .satisfies(e -> assertThat(e.byEntity()).isTrue());

            assertThat(closed.poll(10, TimeUnit.SECONDS)).isInstanceOf(ConnectionClosedException.class);
            assertThat(connection.isOpen()).isFalse();
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, Bytes.hex("3E 00")));
        }
    }

    @Test
    @Tag("T118")
    void brokenSyncPatternClosesTheConnectionAndIsReported() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.activate().receive();
                    peer.send("48 54 54 50 2F 31 2E 31").expectEnd();
                    ended.countDown();
                });
                DoipConnection connection = entity.builder().connect()) {
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, Bytes.hex("3E 00")))
                    .withMessageContaining("no DoIP message")
                    .satisfies(e -> assertThat(e.byEntity()).isFalse());
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void entityThatDoesNotReadHangsNobody() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.activate();
                    over.await();
                });
                DoipConnection connection = entity.builder().writeTimeout(SHORT).connect()) {
            Bytes much = Bytes.wrap(new byte[64 << 20]);
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, much))
                    .withMessageContaining("took nothing");
            over.countDown();
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void closingDoesNotWaitForAnEntityThatDoesNotRead() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeEntity entity = FakeEntity.running(peer -> {
            peer.activate();
            over.await();
        })) {
            DoipConnection connection = entity.builder().connect();
            CompletableFuture<Void> sending =
                    connection.send(ECU, Bytes.wrap(new byte[64 << 20])).toCompletableFuture();
            long begin = System.nanoTime();
            connection.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(sending::join)
                    .withCauseInstanceOf(ConnectionClosedException.class);
            over.countDown();
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void whenItIsClosedAllIsToldThatIsToBeTold() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeEntity entity = FakeEntity.running(peer -> {
            peer.activate();
            over.await();
        })) {
            DoipConnection connection = entity.builder().connect();
            UdsClient ecu = UdsClient.of(connection, 0x1001)
                    .with(options -> options.executor(Runnable::run).lateAnswers(Duration.ZERO, false));
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < 257; i++) {
                all.add(ecu.requestAsync(Bytes.hex("22 F1 90")).toCompletableFuture());
            }

            connection.close();

            assertThat(all).allSatisfy(each -> assertThat(each).isCompletedExceptionally());
            over.countDown();
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void closingTwiceAndFromACallbackLeavesNoThread() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
            peer.activate().receive();
            peer.send(ack("10 01"));
        })) {
            DoipConnection connection = entity.builder().connect();
            connection
                    .send(ECU, Bytes.hex("3E 00"))
                    .thenRun(connection::close)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            connection.close();
            assertThat(connection.isOpen()).isFalse();
            assertThatExceptionOfType(ConnectionClosedException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, Bytes.hex("3E 00")))
                    .withMessageContaining("by this tester");
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(connection::reconnect);
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void silentEntityIsATimeoutOfTheActivation() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
            peer.receive();
            peer.expectEnd();
        })) {
            assertThatExceptionOfType(DoipTimeoutException.class)
                    .isThrownBy(() -> entity.builder().activationTimeout(SHORT).connect())
                    .withMessageContaining("routing activation response");
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void nobodyListensIsAConnectionThatFailed() throws Exception {
        InetSocketAddress nobody;
        try (FakeEntity entity = FakeEntity.running()) {
            nobody = entity.address();
        }
        assertThatExceptionOfType(ConnectionFailedException.class)
                .isThrownBy(() -> DoipConnection.builder(nobody).connect())
                .withMessageContaining(String.valueOf(nobody.getPort()))
                .withMessageContaining("check");
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> DoipConnection.builder(nobody)
                        .connectAsync()
                        .toCompletableFuture()
                        .join())
                .withCauseInstanceOf(ConnectionFailedException.class);
        DoipConnectionTest.assertNoThreads();
    }
}
