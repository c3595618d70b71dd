package io.doip4j.client.gateway;

import static io.doip4j.client.FakeEntity.ack;
import static io.doip4j.client.FakeEntity.diagnostic;
import static io.doip4j.client.FakeEntity.nack;
import static io.doip4j.client.FakeEntity.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.doip4j.client.FakeEntity;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way of a gateway to an entity behind it that follows a script. */
@Timeout(30)
class GatewayForwarderTest {
    private static final LogicalAddress A = LogicalAddress.of(0x0E80);
    private static final LogicalAddress B = LogicalAddress.of(0x0E81);
    private static final LogicalAddress ECU = LogicalAddress.of(0x2001);

    /** A tester on a connection of its own. */
    private static final class Outer implements OuterTester {
        private final long id;
        private final BlockingQueue<DiagnosticMessage> received = new LinkedBlockingQueue<>();
        private final List<Runnable> onEnd = new CopyOnWriteArrayList<>();

        Outer(long id) {
            this.id = id;
        }

        @Override
        public long connectionId() {
            return id;
        }

        @Override
        public void send(DiagnosticMessage message) {
            received.add(message);
        }

        @Override
        public void onEnd(Runnable action) {
            onEnd.add(action);
        }

        void end() {
            onEnd.forEach(Runnable::run);
        }

        DiagnosticMessage next() throws InterruptedException {
            DiagnosticMessage next = received.poll(10, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }
    }

    private final Outer outer = new Outer(1);

    private static DiagnosticMessage message(LogicalAddress from, String userData) {
        return new DiagnosticMessage(from, ECU, Bytes.hex(userData));
    }

    /** Without tries: every connection belongs to a tester. */
    private static GatewayForwarder.Builder to(FakeEntity entity) {
        return GatewayForwarder.builder(entity.address()).probeInterval(Duration.ZERO);
    }

    @Test
    void messageGoesInsideAndEverythingComesBackInOrder() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> peer.activate()
                        .expect(diagnostic("20 01", "22 F1 90"))
                        .send(ack("20 01"))
                        .send(response("20 01", "7F 22 78"))
                        .send(response("20 01", "62 F1 90 41"))
                        .send(response("20 02", "62 01 01 01"))
                        .expectEnd());
                GatewayForwarder forwarder = to(entity).build()) {
            assertThat(forwarder.refusal(message(A, "22 F1 90"))).isEmpty();
            forwarder.forward(message(A, "22 F1 90"), outer);

            assertThat(outer.next()).isEqualTo(new DiagnosticMessage(ECU, A, Bytes.hex("7F 22 78")));
            assertThat(outer.next()).isEqualTo(new DiagnosticMessage(ECU, A, Bytes.hex("62 F1 90 41")));
            assertThat(outer.next())
                    .isEqualTo(new DiagnosticMessage(LogicalAddress.of(0x2002), A, Bytes.hex("62 01 01 01")));
        }
    }

    @Test
    void endOfTheOuterConnectionEndsTheInnerOne() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.activate()
                            .expect(diagnostic("20 01", "3E 00"))
                            .send(ack("20 01"))
                            .send(response("20 01", "7E 00"));
                    peer.expectEnd();
                    ended.countDown();
                });
                GatewayForwarder forwarder = to(entity).build()) {
            forwarder.forward(message(A, "3E 00"), outer);
            outer.next();

            outer.end();

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void everyTesterHasAConnectionOfItsOwnWithItsAddress() throws Exception {
        FakeEntity.Script ofA = peer -> peer.expect("03 FC 00 05 00 00 00 07 0E 80 00 00 00 00 00")
                .send("03 FC 00 06 00 00 00 09 0E 80 10 00 10 00 00 00 00")
                .expect(diagnostic("20 01", "3E 00"))
                .send(ack("20 01"))
                .send(response("20 01", "7E 00"))
                .expectEnd();
        FakeEntity.Script ofB = peer -> peer.expect("03 FC 00 05 00 00 00 07 0E 81 00 00 00 00 00")
                .send("03 FC 00 06 00 00 00 09 0E 81 10 00 10 00 00 00 00")
                .expect("03 FC 80 01 00 00 00 06 0E 81 20 01 3E 00")
                .send("03 FC 80 02 00 00 00 05 20 01 0E 81 00")
                .send("03 FC 80 01 00 00 00 06 20 01 0E 81 7E 00")
                .expectEnd();
        try (FakeEntity entity = FakeEntity.running(ofA, ofB);
                GatewayForwarder forwarder = to(entity).build()) {
            Outer other = new Outer(2);
            forwarder.forward(message(A, "3E 00"), outer);
            assertThat(outer.next().target()).isEqualTo(A);
            forwarder.forward(message(B, "3E 00"), other);
            assertThat(other.next().target()).isEqualTo(B);
            assertThat(outer.received).isEmpty();
        }
    }

    @Test
    void gatewayMayHaveAnAddressOfItsOwn() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> peer.activate()
                        .expect(diagnostic("20 01", "3E 00"))
                        .send(ack("20 01"))
                        .send(response("20 01", "7E 00")));
                GatewayForwarder forwarder = to(entity).testerAddress(0x0E80).build()) {
            forwarder.forward(message(B, "3E 00"), outer);

            assertThat(outer.next()).isEqualTo(new DiagnosticMessage(ECU, B, Bytes.hex("7E 00")));
        }
    }

    @Test
    void innerRefusalIsThatOfTheNextMessageToTheSameTarget() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> peer.activate()
                        .expect(diagnostic("20 01", "3E 00"))
                        .send(nack("20 01", "08"))
                        .expectEnd());
                GatewayForwarder forwarder = to(entity).build()) {
            forwarder.forward(message(A, "3E 00"), outer);

            await().until(
                            () -> forwarder.refusal(message(A, "3E 00")),
                            Optional.of(DiagnosticNackCode.TRANSPORT_PROTOCOL_ERROR)::equals);
            assertThat(forwarder.refusal(new DiagnosticMessage(A, LogicalAddress.of(0x2002), Bytes.hex("3E 00"))))
                    .isEmpty();
            await().until(() -> forwarder.refusal(message(A, "3E 00")), Optional.empty()::equals);
        }
    }

    @Test
    void entityThatIsDownIsUnreachableAndLaterReachableAgain() throws Exception {
        InetSocketAddress address;
        try (FakeEntity entity = FakeEntity.running()) {
            address = entity.address();
        }
        try (GatewayForwarder forwarder = GatewayForwarder.builder(address)
                .probeInterval(Duration.ofMillis(50))
                .build()) {
            await().until(
                            () -> forwarder.refusal(message(A, "3E 00")),
                            Optional.of(DiagnosticNackCode.TARGET_UNREACHABLE)::equals);
            assertThat(forwarder.isReachable()).isFalse();
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(address);
            try (FakeEntity entity = FakeEntity.on(server)) {
                await().until(() -> forwarder.refusal(message(A, "3E 00")), Optional.empty()::equals);
                assertThat(entity.accepted()).isPositive();
            }
        }
    }

    @Test
    void moreThanTheLimitIsRefusedAndForwardingNeverWaits() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeEntity entity = FakeEntity.running(peer -> over.await());
                GatewayForwarder forwarder =
                        to(entity).maxWaiting(3).maxTesters(1).build()) {
            long begin = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThat(forwarder.refusal(message(A, "3E 00"))).isEmpty();
                forwarder.forward(message(A, "3E 00"), outer);
            }
            assertThat(forwarder.refusal(message(A, "3E 00"))).contains(DiagnosticNackCode.OUT_OF_MEMORY);
            assertThat(forwarder.refusal(message(B, "3E 00"))).contains(DiagnosticNackCode.OUT_OF_MEMORY);
            forwarder.forward(message(A, "3E 00"), outer);
            forwarder.forward(message(B, "3E 00"), new Outer(2));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
            over.countDown();
        }
    }

    @Test
    void testerThatTheEntityDoesNotKnowReachesNothingForAWhile() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> {
                    peer.receive();
                    peer.send("03 FC 00 06 00 00 00 09 0E 80 10 00 00 00 00 00 00")
                            .close();
                });
                GatewayForwarder forwarder = to(entity).build()) {
            forwarder.forward(message(A, "3E 00"), outer);

            await().until(
                            () -> forwarder.refusal(message(A, "3E 00")),
                            Optional.of(DiagnosticNackCode.TARGET_UNREACHABLE)::equals);
            assertThat(forwarder.refusal(message(B, "3E 00"))).isEmpty();
        }
    }

    @Test
    void addressThatTheEntityStillHoldsIsAskedForAgain() throws Exception {
        try (FakeEntity entity = FakeEntity.running(
                        peer -> {
                            peer.receive();
                            peer.send("03 FC 00 06 00 00 00 09 0E 80 10 00 03 00 00 00 00")
                                    .close();
                        },
                        peer -> peer.activate()
                                .expect(diagnostic("20 01", "3E 00"))
                                .send(ack("20 01"))
                                .send(response("20 01", "7E 00")));
                GatewayForwarder forwarder = to(entity).build()) {
            forwarder.forward(message(A, "3E 00"), outer);
            assertThat(outer.next().userData()).isEqualTo(Bytes.hex("7E 00"));
        }
    }

    @Test
    void lostInnerConnectionIsOpenedAgainForTheNextMessage() throws Exception {
        FakeEntity.Script answering = peer -> peer.activate()
                .expect(diagnostic("20 01", "3E 00"))
                .send(ack("20 01"))
                .send(response("20 01", "7E 00"))
                .close();
        try (FakeEntity entity = FakeEntity.running(answering);
                GatewayForwarder forwarder = to(entity).build()) {
            for (int i = 0; i < 3; i++) {
                await().until(() -> {
                    forwarder.forward(message(A, "3E 00"), outer);
                    return outer.received.poll(200, TimeUnit.MILLISECONDS) != null;
                });
            }
        }
    }

    @Test
    void closedForwarderForwardsNothingAndLeavesNoThread() throws Exception {
        try (FakeEntity entity = FakeEntity.running(peer -> peer.activate().receive())) {
            GatewayForwarder forwarder = to(entity).build();
            forwarder.forward(message(A, "3E 00"), outer);
            await().until(() -> entity.accepted() == 1);
            forwarder.close();
            forwarder.close();
            forwarder.forward(message(A, "3E 00"), new Outer(7));
            assertThat(forwarder.refusal(message(A, "3E 00"))).contains(DiagnosticNackCode.TARGET_UNREACHABLE);
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("doip-client")));
    }

    @Test
    void wrongUseIsRefusedWithASentence() {
        GatewayForwarder.Builder builder = GatewayForwarder.builder(new InetSocketAddress(1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxTesters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxWaiting(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.testerAddress(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.probeInterval(Duration.ofSeconds(-1)));
    }
}
