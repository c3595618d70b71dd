package io.doip4j.client;

import static io.doip4j.client.FakeEntity.ALIVE;
import static io.doip4j.client.FakeEntity.ALIVE_CHECK;
import static io.doip4j.client.FakeEntity.ack;
import static io.doip4j.client.FakeEntity.diagnostic;
import static io.doip4j.client.FakeEntity.nack;
import static io.doip4j.client.FakeEntity.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.UnknownMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
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

/** A connection over real sockets, to an entity that follows a script. */
@Timeout(30)
class DoipConnectionTest {
    private static final LogicalAddress ECU = LogicalAddress.of(0x1001);
    private static final LogicalAddress OTHER = LogicalAddress.of(0x1002);
    private static final Duration SHORT = Duration.ofMillis(150);

    private static BlockingQueue<String> heard(DoipConnection connection) {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        connection.listen((source, userData) -> heard.add(source + " " + userData.toHex()));
        return heard;
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void connectsAndActivatesRouting() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> peer.expect("03 FC 00 05 00 00 00 07 0E 80 00 00 00 00 00")
                        .send(FakeEntity.ACTIVATED));
                DoipConnection connection = entity.builder().connect()) {
            assertThat(connection.isOpen()).isTrue();
            assertThat(connection.isTls()).isFalse();
            assertThat(connection.testerAddress()).isEqualTo(LogicalAddress.of(0x0E80));
            assertThat(connection.entityAddress()).contains(LogicalAddress.of(0x1000));
            assertThat(connection.entity()).isEqualTo(entity.address());
        }
    }

    @Test
    void speaksAsTheBuilderSays() throws Exception {
        try (FakeEntity entity = FakeEntity.running(
                        peer -> peer.expect("02 FD 00 05 00 00 00 0B 0E 90 E0 00 00 00 00 DE AD BE EF")
                                .send("02 FD 00 06 00 00 00 09 0E 90 10 00 10 00 00 00 00"));
                DoipConnection connection = entity.builder()
                        .testerAddress(0x0E90)
                        .protocolVersion(ProtocolVersion.ISO_2012)
                        .activationType(ActivationType.CENTRAL_SECURITY)
                        .manufacturerData(Bytes.hex("DE AD BE EF"))
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .connect()) {
            assertThat(connection.localAddress().orElseThrow().getAddress().isLoopbackAddress())
                    .isTrue();
        }
    }

    @Test
    void messageIsAcknowledgedThenAnswered() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> peer.activate()
                        .expect(diagnostic("10 01", "22 F1 90"))
                        .send(ack("10 01"))
                        .send(response("10 01", "62 F1 90 41")));
                DoipConnection connection = entity.builder().connect()) {
            BlockingQueue<String> heard = heard(connection);

            connection.sendAndAwait(ECU, Bytes.hex("22 F1 90"));

            assertThat(next(heard)).isEqualTo("0x1001 62 F1 90 41");
        }
    }

    @Test
    void acknowledgeIsToldBeforeTheResponseIsHeardAlsoIfBothComeInOneSegment() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.activate();
                    for (int i = 0; i < 200; i++) {
                        peer.receive();
                        peer.send(ack("10 01") + response("10 01", "7E 00"));
                    }
                });
                DoipConnection connection = entity.builder().connect()) {
            BlockingQueue<String> order = new LinkedBlockingQueue<>();
            connection.listen((source, userData) -> order.add("response"));
            for (int i = 0; i < 200; i++) {
                connection.send(ECU, Bytes.hex("3E 00"), failure -> order.add(failure.isEmpty() ? "ack" : "failure"));
                assertThat(next(order)).isEqualTo("ack");
                assertThat(next(order)).isEqualTo("response");
            }
        }
    }

    @Test
    void messagesMayComeByteByByte() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.receive();
                    String all = FakeEntity.ACTIVATED;
                    for (byte one : Bytes.hex(all).toArray()) {
                        peer.send(Bytes.of(one & 0xFF).toHex());
                    }
                    peer.receive();
                    for (byte one :
                            Bytes.hex(ack("10 01") + response("10 01", "7E 00")).toArray()) {
                        peer.send(Bytes.of(one & 0xFF).toHex());
                    }
                });
                DoipConnection connection = entity.builder().connect()) {
            BlockingQueue<String> heard = heard(connection);
            connection.sendAndAwait(ECU, Bytes.hex("3E 00"));
            assertThat(next(heard)).isEqualTo("0x1001 7E 00");
        }
    }

    @Test
    @Tag("T112")
    void aliveCheckIsAnsweredWhileTheCallerWaitsAndWhileAListenerBlocks() throws Exception {
        CountDownLatch answered = new CountDownLatch(2);
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.activate().expect(diagnostic("10 01", "22 F1 90")).send(ALIVE_CHECK);
                    peer.expect(ALIVE).send(ack("10 01")).send(response("10 01", "7E 00"));
                    answered.countDown();
                    peer.send(ALIVE_CHECK).expect(ALIVE);
                    answered.countDown();
                });
                DoipConnection connection = entity.builder().connect()) {
            CountDownLatch blocking = new CountDownLatch(1);
            connection.listen((source, userData) -> awaitLatch(answered, blocking));
            connection.sendAndAwait(ECU, Bytes.hex("22 F1 90"));
            assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(blocking.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitLatch(CountDownLatch latch, CountDownLatch after) {
        try {
            if (latch.await(10, TimeUnit.SECONDS)) {
                after.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void callbackMayUseTheBlockingMethods() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> peer.activate()
                        .expect(diagnostic("10 01", "3E 00"))
                        .send(ack("10 01"))
                        .expect(diagnostic("10 02", "3E 00"))
                        .send(ack("10 02")));
                DoipConnection connection = entity.builder().connect()) {
            connection
                    .send(ECU, Bytes.hex("3E 00"))
                    .thenRun(() -> connection.sendAndAwait(OTHER, Bytes.hex("3E 00")))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void targetsOverlapAndAnswersMayComeInAnyOrder() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.activate()
                            .expect(diagnostic("10 01", "22 F1 90"))
                            .expect(diagnostic("10 02", "3E 00"))
                            .send(ack("10 02"))
                            .send(response("10 02", "7E 00"))
                            .send(ack("10 01"))
                            .send(response("10 01", "62 F1 90 41"));
                });
                DoipConnection connection = entity.builder().connect()) {
            BlockingQueue<String> heard = heard(connection);
            CompletableFuture<Void> slow =
                    connection.send(ECU, Bytes.hex("22 F1 90")).toCompletableFuture();
            CompletableFuture<Void> fast =
                    connection.send(OTHER, Bytes.hex("3E 00")).toCompletableFuture();
            fast.get(10, TimeUnit.SECONDS);
            slow.get(10, TimeUnit.SECONDS);
            assertThat(List.of(next(heard), next(heard))).containsExactly("0x1002 7E 00", "0x1001 62 F1 90 41");
        }
    }

    @Test
    @Tag("T113")
    void noAcknowledgeIsATimeoutAndALateOneIsNotMatchedToTheNextMessage() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.activate().expect(diagnostic("10 01", "22 F1 90"));
                    peer.expect(diagnostic("10 01", "22 F1 8C"))
                            .send(ack("10 01"))
                            .send(response("10 01", "62 F1 90 41"));
                    late.await();
                    peer.send(nack("10 01", "05"));
                });
                DoipConnection connection = entity.builder().ackTimeout(SHORT).connect()) {
            BlockingQueue<String> heard = heard(connection);
            assertThatExceptionOfType(DoipTimeoutException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, Bytes.hex("22 F1 90")))
                    .satisfies(e -> assertThat(e.waited()).isEqualTo(SHORT))
                    .withMessageContaining("the acknowledge of 0x1001")
                    .withMessageContaining("150 ms");
            CompletableFuture<Void> sending =
                    connection.send(ECU, Bytes.hex("22 F1 8C")).toCompletableFuture();
            assertThat(next(heard)).isEqualTo("0x1001 62 F1 90 41");
            assertThat(sending).isNotDone();
            late.countDown();
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(sending::join)
                    .withCauseInstanceOf(DiagnosticNackException.class);
        }
    }

    @Test
    void refusalIsToldWithCodeTargetAndTheStackOfTheCaller() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer ->
                        peer.activate().expect(diagnostic("10 01", "3E 00")).send(nack("10 01", "06")));
                DoipConnection connection = entity.builder().connect()) {
            assertThatExceptionOfType(DiagnosticNackException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, Bytes.hex("3E 00")))
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo(DiagnosticNackCode.TARGET_UNREACHABLE);
                        assertThat(e.target()).isEqualTo(ECU);
                        assertThat(e.getStackTrace())
                                .anySatisfy(frame ->
                                        assertThat(frame.getClassName()).isEqualTo(DoipConnectionTest.class.getName()));
                    });
        }
    }

    @Test
    void headerNackIsToldWithItsCode() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.activate().receive();
                    peer.send("03 FC 00 00 00 00 00 01 02");
                });
                DoipConnection connection = entity.builder().connect()) {
            assertThatExceptionOfType(HeaderNackException.class)
                    .isThrownBy(() -> connection.sendAndAwait(ECU, Bytes.hex("3E 00")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(GenericNackCode.MESSAGE_TOO_LARGE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "E5", "FE"})
    @Tag("T115")
    void deniedRoutingIsAnExceptionWithTheRawCodeAndClosesTheConnection(String code) throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
            peer.receive();
            peer.send("03 FC 00 06 00 00 00 09 0E 80 10 00" + code + "00 00 00 00")
                    .expectEnd();
        })) {
            assertThatExceptionOfType(RoutingActivationDeniedException.class)
                    .isThrownBy(() -> entity.builder().connect())
                    .satisfies(e -> assertThat(e.code().value()).isEqualTo(Integer.parseInt(code, 16)));
        }
        assertNoThreads();
    }

    @Test
    @Tag("T115")
    void pendingConfirmationIsAskedAgainByItself() throws Exception {
        String pending = "03 FC 00 06 00 00 00 09 0E 80 10 00 11 00 00 00 00";
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.receive();
                    peer.send(pending).receive();
                    peer.send(pending).receive();
                    peer.send(FakeEntity.ACTIVATED);
                });
                DoipConnection connection =
                        entity.builder().confirmation(2, Duration.ofMillis(20)).connect()) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void decisionIsAResultIfThatIsWanted() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.receive();
                    peer.send("03 FC 00 06 00 00 00 0D 0E 80 10 00 04 00 00 00 00 01 02 03 04")
                            .receive();
                    peer.send("03 FC 00 06 00 00 00 09 0E 80 10 00 07 00 00 00 00")
                            .receive();
                    peer.send("03 FC 00 06 00 00 00 09 0E 80 10 00 11 00 00 00 00")
                            .receive();
                    peer.send(FakeEntity.ACTIVATED);
                });
                DoipConnection connection = entity.builder()
                        .withoutActivation()
                        .confirmation(0, Duration.ZERO)
                        .connect()) {
            assertThat(connection.entityAddress()).isEmpty();
            LogicalAddress address = LogicalAddress.of(0x1000);
            assertThat(connection.requestActivation(ActivationType.DEFAULT, Bytes.EMPTY))
                    .isEqualTo(new RoutingActivationResult.Denied(
                            RoutingActivationCode.MISSING_AUTHENTICATION, address, Bytes.hex("01 02 03 04")));
            assertThat(connection.requestActivation(ActivationType.DEFAULT, Bytes.EMPTY))
                    .isEqualTo(new RoutingActivationResult.TlsRequired(address, Bytes.EMPTY));
            assertThatExceptionOfType(RoutingActivationDeniedException.class)
                    .isThrownBy(connection::activate)
                    .withMessageContaining("confirm");
            assertThat(connection
                            .requestActivationAsync(ActivationType.REGULATORY, Bytes.EMPTY)
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .isEqualTo(new RoutingActivationResult.Activated(address, Bytes.EMPTY));
            assertThat(connection.entityAddress()).contains(address);
        }
    }

    @Test
    void failingListenerDoesNotHarmTheOthers() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.activate().receive();
                    peer.send(ack("10 01")).send(response("10 01", "7E 00")).send(response("10 01", "7E 01"));
                });
                DoipConnection connection = entity.builder().connect()) {
            connection.listen((source, userData) -> {
                throw new IllegalStateException("this listener fails on purpose");
            });
            BlockingQueue<String> heard = heard(connection);
            connection.sendAndAwait(ECU, Bytes.hex("3E 00"));
            assertThat(List.of(next(heard), next(heard))).containsExactly("0x1001 7E 00", "0x1001 7E 01");
        }
    }

    @Test
    void anyMessageCanBeSentAndSeen() throws Exception {
        UnknownMessage special = new UnknownMessage(PayloadType.of(0xF001), Bytes.hex("01 02"));
        try (FakeEntity entity = FakeEntity.running(peer -> peer.activate()
                        .expect("03 FC F0 01 00 00 00 02 01 02")
                        .send("03 FC F0 01 00 00 00 02 01 02" + "03 FC 80 04 00 00 00 06 10 01 0E 80 F2 01"));
                DoipConnection connection = entity.builder().connect()) {
            BlockingQueue<DoipMessage> seen = new LinkedBlockingQueue<>();
            connection.observe(seen::add);
            BlockingQueue<Bytes> periodic = new LinkedBlockingQueue<>();
            connection.listen(new DiagnosticLink.Listener() {
                @Override
                public void message(LogicalAddress source, Bytes userData) {}

                @Override
                public void periodic(LogicalAddress source, Bytes data) {
                    periodic.add(data);
                }
            });

            connection.post(special).toCompletableFuture().get(10, TimeUnit.SECONDS);

            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(special);
            assertThat(periodic.poll(10, TimeUnit.SECONDS)).isEqualTo(Bytes.hex("F2 01"));
        }
    }

    @Test
    void wrongUseIsRefusedWithASentence() {
        DoipConnectionBuilder builder =
                DoipConnection.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DoipConnection.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .withMessageContaining("13400");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DoipConnection.builder(InetSocketAddress.createUnresolved("nowhere", 13400)))
                .withMessageContaining("nowhere");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.testerAddress(0x10000));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.protocolVersion(ProtocolVersion.WILDCARD));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.manufacturerData(Bytes.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.ackTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxOutstanding(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.udpPort(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.confirmation(-1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.keepAlive(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReconnectPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    @Test
    void listenerThatFailsKeepsNothingFromOthers() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer ->
                        peer.activate().expect(diagnostic("10 01", "3E 00")).send(response("10 01", "7E 00")));
                DoipConnection connection = entity.builder().connect()) {
            CountDownLatch heard = new CountDownLatch(1);
            connection.listen((source, userData) -> {
                throw new AssertionError("of a test, for example");
            });
            connection.listen((source, userData) -> heard.countDown());

            connection.send(LogicalAddress.of(0x1001), Bytes.hex("3E 00"));

            assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertNoThreads();
    }

    static void assertNoThreads() {
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("doip-client")));
    }
}
