package io.doip4j.client;

import static io.doip4j.client.FakeEntity.ack;
import static io.doip4j.client.FakeEntity.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS to a server socket of the JDK (ISO 13400-2:2019). */
@Timeout(60)
class TlsTest {
    private static final LogicalAddress ECU = LogicalAddress.of(0x1001);
    private static final String DEMANDS_TLS = "03 FC 00 06 00 00 00 09 0E 80 10 00 07 00 00 00 00";
    private static SSLContext entityContext;
    private static SSLContext testerContext;
    private static SSLContext strangerContext;

    @BeforeAll
    static void keys(@TempDir Path directory) throws Exception {
        TestKeys entity = TestKeys.create(directory, "entity");
        TestKeys tester = TestKeys.create(directory, "tester");
        entityContext = entity.trusting(tester);
        testerContext = tester.trusting(entity);
        strangerContext = tester.trusting(tester);
    }

    private static FakeEntity secure(FakeEntity.Script... scripts) throws Exception {
        SSLServerSocket server = (SSLServerSocket)
                entityContext.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        return FakeEntity.on(server, scripts);
    }

    private static final FakeEntity.Script ANSWERING = peer -> peer.activate()
            .expect(diagnostic("10 01", "3E 00"))
            .send(ack("10 01"))
            .expectEnd();

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void wholeConversationRunsInsideTls(String protocol) throws Exception {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        try (FakeEntity entity = secure(ANSWERING);
                DoipConnection connection = entity.builder()
                        .tls(testerContext)
                        .tlsPort(entity.address().getPort())
                        .tlsParameters(parameters)
                        .connect()) {
            assertThat(connection.isTls()).isTrue();
            connection.sendAndAwait(ECU, Bytes.hex("3E 00"));
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    @Tag("T115")
    void demandForTlsIsFollowed() throws Exception {
        try (FakeEntity entity = secure(ANSWERING);
                FakeEntity plain = FakeEntity.running(peer -> {
                    peer.receive();
                    peer.send(DEMANDS_TLS).expectEnd();
                });
                DoipConnection connection = plain.builder()
                        .tlsIfRequired(testerContext)
                        .tlsPort(entity.address().getPort())
                        .connect()) {
            assertThat(connection.isTls()).isTrue();
            connection.sendAndAwait(ECU, Bytes.hex("3E 00"));
        }
    }

    @Test
    @Tag("T115")
    void demandForTlsIsFollowedAlsoOnAnOpenConnection() throws Exception {
        try (FakeEntity entity = secure(ANSWERING);
                FakeEntity plain = FakeEntity.running(peer -> {
                    peer.receive();
                    peer.send(DEMANDS_TLS).expectEnd();
                });
                DoipConnection connection = plain.builder()
                        .withoutActivation()
                        .tlsIfRequired(testerContext)
                        .tlsPort(entity.address().getPort())
                        .connect()) {
            assertThat(connection.isTls()).isFalse();
            assertThat(connection.activate(ActivationType.DEFAULT, Bytes.EMPTY).entity())
                    .isEqualTo(LogicalAddress.of(0x1000));
            assertThat(connection.isTls()).isTrue();
            connection.sendAndAwait(ECU, Bytes.hex("3E 00"));
        }
    }

    @Test
    @Tag("T115")
    void demandForTlsWithoutTlsIsARefusal() throws Exception {
        try (FakeEntity plain = FakeEntity.running(peer -> {
            peer.receive();
            peer.send(DEMANDS_TLS).expectEnd();
        })) {
            assertThatExceptionOfType(RoutingActivationDeniedException.class)
                    .isThrownBy(() -> plain.builder().connect())
                    .withMessageContaining("configure TLS");
        }
    }

    @Test
    void entityThatIsNotTrustedIsNotTalkedTo() throws Exception {
        try (FakeEntity entity = secure(peer -> peer.expectEnd())) {
            assertThatExceptionOfType(ConnectionFailedException.class)
                    .isThrownBy(() -> entity.builder()
                            .tls(strangerContext)
                            .tlsPort(entity.address().getPort())
                            .connect())
                    .withMessageContaining("TLS")
                    .withMessageContaining("certificate");
        } catch (AssertionError e) {
            // The script of the entity fails as well: its side of the handshake breaks
            assertThat(e).hasMessageContaining("the script failed");
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void handshakeThatStallsIsGivenUp() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (FakeEntity silent = FakeEntity.running(peer -> over.await())) {
            long begin = System.nanoTime();
            assertThatExceptionOfType(ConnectionFailedException.class)
                    .isThrownBy(() -> silent.builder()
                            .tls(testerContext)
                            .tlsPort(silent.address().getPort())
                            .connectTimeout(Duration.ofMillis(300))
                            .connect());
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            over.countDown();
        }
        DoipConnectionTest.assertNoThreads();
    }

    @Test
    void lostTlsConnectionIsMadeAnewWithTls() throws Exception {
        CountDownLatch lose = new CountDownLatch(1);
        try (FakeEntity entity = secure(
                        peer -> {
                            peer.activate();
                            lose.await();
                            peer.close();
                        },
                        ANSWERING);
                FakeEntity plain = FakeEntity.running(peer -> {
                    peer.receive();
                    peer.send(DEMANDS_TLS).expectEnd();
                });
                DoipConnection connection = plain.builder()
                        .tlsIfRequired(testerContext)
                        .tlsPort(entity.address().getPort())
                        .reconnect(new ReconnectPolicy(3, Duration.ofMillis(10), Duration.ofMillis(10)))
                        .connect()) {
            CountDownLatch reconnected = new CountDownLatch(1);
            connection.onReconnected(reconnected::countDown);
            lose.countDown();
            assertThat(reconnected.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(connection.isTls()).isTrue();
            connection.sendAndAwait(ECU, Bytes.hex("3E 00"));
            assertThat(plain.accepted()).isEqualTo(1);
        }
    }
}
