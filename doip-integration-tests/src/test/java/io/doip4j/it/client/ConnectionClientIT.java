package io.doip4j.it.client;

import static io.doip4j.it.client.Vehicles.BODY;
import static io.doip4j.it.client.Vehicles.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doip4j.client.ConnectionClosedException;
import io.doip4j.client.DiagnosticLink;
import io.doip4j.client.DiagnosticNackException;
import io.doip4j.client.DoipConnection;
import io.doip4j.client.DoipConnectionBuilder;
import io.doip4j.client.DoipException;
import io.doip4j.client.HeaderNackException;
import io.doip4j.client.ReconnectPolicy;
import io.doip4j.client.RoutingActivationDeniedException;
import io.doip4j.client.RoutingActivationResult;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.it.client.Vehicles.Answers;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.RoutingActivationDecision;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to a server of this project. */
@Timeout(60)
class ConnectionClientIT {
    private static final ReconnectPolicy QUICK = new ReconnectPolicy(20, Duration.ofMillis(20), Duration.ofMillis(200));

    private static DoipServer server(UnaryOperator<DoipServerBuilder> changes) {
        return Vehicles.demo(changes);
    }

    private static DoipConnectionBuilder to(DoipServer server) {
        return DoipConnection.builder(server.tcpAddress());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x02, 0x03})
    void wholeConversationInEitherVersion(int version) throws Exception {
        try (DoipServer server = server(builder -> builder);
                DoipConnection connection =
                        to(server).protocolVersion(ProtocolVersion.of(version)).connect()) {
            Answers answers = new Answers(connection);
            assertThat(answers.to(GATEWAY, "3E 00")).isEqualTo("0x1000 7E 00");
            assertThat(answers.to(BODY, "22 F1 8C")).isEqualTo("0x1001 62 F1 8C 42 43 30 30 30 30 30 30 30 31");
        }
    }

    @ParameterizedTest
    @CsvSource({"0x0001, 0x00, 0x00", "0x0E80, 0x02, 0x06", "0x0E80, 0xE0, 0x06"})
    @Tag("T115")
    void deniedActivationHasItsCode(int tester, int type, int code) {
        try (DoipServer server = server(builder -> builder)) {
            assertThatExceptionOfType(RoutingActivationDeniedException.class)
                    .isThrownBy(() -> to(server)
                            .testerAddress(tester)
                            .activationType(ActivationType.of(type))
                            .connect())
                    .satisfies(e -> assertThat(e.code().value()).isEqualTo(code));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x07, 0x08, 0x09, 0xE5})
    @Tag("T115")
    void codeOfThePolicyIsToldAsItIs(int code) {
        try (DoipServer server =
                        server(builder -> builder.activationPolicy((request, peer) -> CompletableFuture.completedFuture(
                                RoutingActivationDecision.denied(RoutingActivationCode.of(code)))));
                DoipConnection connection = to(server).withoutActivation().connect()) {
            RoutingActivationResult result = connection.requestActivation(ActivationType.DEFAULT, Bytes.EMPTY);
            assertThat(result).isNotInstanceOf(RoutingActivationResult.Activated.class);
            assertThat(result.code().value()).isEqualTo(code);
        }
    }

    @Test
    @Tag("T115")
    void confirmationIsWaitedFor() {
        AtomicInteger asked = new AtomicInteger();
        try (DoipServer server =
                        server(builder -> builder.activationPolicy((request, peer) -> CompletableFuture.completedFuture(
                                asked.incrementAndGet() < 3
                                        ? RoutingActivationDecision.confirmationPending()
                                        : RoutingActivationDecision.activated())));
                DoipConnection connection =
                        to(server).confirmation(5, Duration.ofMillis(20)).connect()) {
            assertThat(connection.isOpen()).isTrue();
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    @Tag("T112")
    void holderAnswersTheAliveCheckWhileItsListenerBlocksAndTheNewcomerIsRefused() throws Exception {
        try (DoipServer server = server(builder -> builder);
                DoipConnection holder = to(server).connect()) {
            CountDownLatch refused = new CountDownLatch(1);
            CountDownLatch blocking = new CountDownLatch(1);
            holder.listen((source, userData) -> block(blocking, refused));
            holder.sendAndAwait(GATEWAY, Bytes.hex("3E 00"));
            assertThat(blocking.await(10, TimeUnit.SECONDS)).isTrue();

            assertThatExceptionOfType(RoutingActivationDeniedException.class)
                    .isThrownBy(() -> to(server).connect())
                    .satisfies(e -> assertThat(e.code()).isEqualTo(RoutingActivationCode.SOURCE_ADDRESS_IN_USE));

            refused.countDown();
            holder.sendAndAwait(GATEWAY, Bytes.hex("3E 00"));
        }
    }

    private static void block(CountDownLatch blocking, CountDownLatch until) {
        blocking.countDown();
        try {
            if (!until.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void allPlacesTakenIsRefusedAndAFreeOneIsGiven() {
        try (DoipServer server = server(builder -> builder.maxSockets(1))) {
            try (DoipConnection first = to(server).testerAddress(0x0E81).connect()) {
                assertThat(first.isOpen()).isTrue();
                assertThatExceptionOfType(RoutingActivationDeniedException.class)
                        .isThrownBy(() -> to(server).testerAddress(0x0E82).connect())
                        .satisfies(e -> assertThat(e.code()).isEqualTo(RoutingActivationCode.ALL_SOCKETS_ACTIVE));
            }
            try (DoipConnection second = to(server).testerAddress(0x0E82).connect()) {
                assertThat(second.isOpen()).isTrue();
            }
        }
    }

    @Test
    void afterAResetTheConnectionIsMadeAnew() throws Exception {
        try (DoipServer server = server(builder -> builder);
                DoipConnection connection = to(server).reconnect(QUICK).connect()) {
            Answers answers = new Answers(connection);
            CountDownLatch reconnected = new CountDownLatch(1);
            connection.onReconnected(reconnected::countDown);

            assertThat(answers.to(GATEWAY, "11 01")).isEqualTo("0x1000 51 01");

            assertThat(reconnected.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(answers.to(BODY, "3E 00")).isEqualTo("0x1001 7E 00");
        }
    }

    @Test
    void afterAResetTheTesterMayReconnectByItself() throws Exception {
        try (DoipServer server = server(builder -> builder);
                DoipConnection connection = to(server).connect()) {
            Answers answers = new Answers(connection);
            assertThat(answers.to(GATEWAY, "11 01")).isEqualTo("0x1000 51 01");

            connection.reconnect();

            assertThat(answers.to(GATEWAY, "3E 00")).isEqualTo("0x1000 7E 00");
        }
    }

    @Test
    void lostConnectionSaysSo() throws Exception {
        DoipServer server = server(builder -> builder);
        try (server;
                DoipConnection connection = to(server).connect()) {
            server.stop();
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> {
                while (true) {
                    connection.sendAndAwait(GATEWAY, Bytes.hex("3E 80"));
                }
            });
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void targetsAnswerAtOnceAndManyRequestsGoThrough() throws Exception {
        try (DoipServer server = server(builder -> builder);
                DoipConnection connection = to(server).connect()) {
            Answers answers = new Answers(connection);
            CompletableFuture<Void> gateway =
                    connection.send(GATEWAY, Bytes.hex("22 F1 8C")).toCompletableFuture();
            CompletableFuture<Void> body =
                    connection.send(BODY, Bytes.hex("22 F1 8C")).toCompletableFuture();
            gateway.get(10, TimeUnit.SECONDS);
            body.get(10, TimeUnit.SECONDS);
            assertThat(List.of(String.valueOf(answers.next()), String.valueOf(answers.next())))
                    .containsExactlyInAnyOrder(
                            "0x1000 62 F1 8C 47 57 30 30 30 30 30 30 30 31",
                            "0x1001 62 F1 8C 42 43 30 30 30 30 30 30 30 31");
            for (int i = 0; i < 500; i++) {
                assertThat(answers.to(BODY, "3E 00")).isEqualTo("0x1001 7E 00");
            }
        }
    }

    @Test
    void groupIsAcknowledgedOnceAndAnsweredByEachOfItsMembers() throws Exception {
        try (DoipServer server = server(builder -> builder);
                DoipConnection connection = to(server).connect()) {
            Answers answers = new Answers(connection);
            String first = answers.to(LogicalAddress.of(0xE400), "3E 00");
            assertThat(List.of(String.valueOf(first), String.valueOf(answers.next())))
                    .containsExactlyInAnyOrder("0x1000 7E 00", "0x1001 7E 00");
        }
    }

    @Test
    void refusedMessagesHaveTheirCodes() {
        try (DoipServer server = server(builder -> builder.maxDataSize(100));
                DoipConnection connection = to(server).connect()) {
            assertThatExceptionOfType(DiagnosticNackException.class)
                    .isThrownBy(() -> connection.sendAndAwait(LogicalAddress.of(0x2000), Bytes.hex("3E 00")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(DiagnosticNackCode.UNKNOWN_TARGET_ADDRESS));
            assertThatExceptionOfType(HeaderNackException.class)
                    .isThrownBy(() -> connection.sendAndAwait(GATEWAY, Bytes.wrap(new byte[97])))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(GenericNackCode.MESSAGE_TOO_LARGE));
            connection.sendAndAwait(GATEWAY, Bytes.hex("3E 00"));
        }
    }

    @Test
    void messageBeforeActivationIsRefusedAndTheConnectionClosed() {
        try (DoipServer server = server(builder -> builder);
                DoipConnection connection = to(server).withoutActivation().connect()) {
            assertThatExceptionOfType(DiagnosticNackException.class)
                    .isThrownBy(() -> connection.sendAndAwait(GATEWAY, Bytes.hex("3E 00")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(DiagnosticNackCode.INVALID_SOURCE_ADDRESS));
        }
    }

    @Test
    void connectsOverIpv6() throws IOException {
        var address = Vehicles.ipv6();
        try (DoipServer server = server(builder -> builder.bind(address));
                DoipConnection connection = to(server).connect()) {
            connection.sendAndAwait(GATEWAY, Bytes.hex("3E 00"));
        }
    }

    @Test
    void keepAliveKeepsAnIdleConnectionOpen() throws Exception {
        try (DoipServer server = server(builder -> builder.generalInactivity(Duration.ofMillis(600)));
                DoipConnection silent = to(server).testerAddress(0x0E81).connect();
                DoipConnection polite = to(server)
                        .testerAddress(0x0E82)
                        .keepAlive(Duration.ofMillis(100))
                        .connect()) {
            CountDownLatch closed = new CountDownLatch(1);
            silent.listen(new DiagnosticLink.Listener() {
                @Override
                public void message(LogicalAddress source, Bytes userData) {}

                @Override
                public void closed(DoipException why) {
                    closed.countDown();
                }
            });
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(polite.isOpen()).isTrue();
            polite.sendAndAwait(GATEWAY, Bytes.hex("3E 00"));
        }
    }

    @Test
    void longMessagesGoThroughBothWays() throws Exception {
        Bytes data = Bytes.wrap(new byte[1 << 20]);
        try (DoipServer server = server(builder -> builder.onMessage((message, replies) -> {
                    if (message instanceof DiagnosticMessage diagnostic) {
                        replies.send(diagnostic.ack());
                        replies.send(diagnostic.reply(diagnostic.userData()));
                        return true;
                    }
                    return false;
                }));
                DoipConnection connection = to(server).connect()) {
            CompletableFuture<Bytes> echo = new CompletableFuture<>();
            connection.listen((source, userData) -> echo.complete(userData));
            connection.sendAndAwait(GATEWAY, data);
            assertThat(echo.get(20, TimeUnit.SECONDS)).isEqualTo(data);
        }
    }
}
