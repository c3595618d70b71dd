package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.B;
import static io.doip4j.it.Wire.ECU;
import static io.doip4j.it.Wire.ENTITY;
import static io.doip4j.it.Wire.ack;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.alive;
import static io.doip4j.it.Wire.asking;
import static io.doip4j.it.Wire.assertAliveCheck;
import static io.doip4j.it.Wire.assertRefused;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** UDS services that misbehave harm nobody but themselves. */
class PluginFaultsIT {
    private static final Duration P2 = Duration.ofSeconds(1);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final CountDownLatch answer = new CountDownLatch(1);

    @BeforeEach
    void listen() {
        log.start();
        serverLog().addAppender(log);
        // The faults are on purpose: their stack traces would hide others
        serverLog().setAdditive(false);
    }

    @AfterEach
    void noThreadIsLeft() {
        answer.countDown();
        serverLog().detachAppender(log);
        serverLog().setAdditive(true);
        await().untilAsserted(() -> assertThat(Servers.threads()).isEmpty());
    }

    private static Logger serverLog() {
        return (Logger) LoggerFactory.getLogger("io.doip4j.server");
    }

    private static final class Throwing implements UdsService {
        private final Throwable fault;

        Throwing(Throwable fault) {
            this.fault = fault;
        }

        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) throws Exception {
            if (fault instanceof Error error) {
                throw error;
            }
            throw (Exception) fault;
        }
    }

    private static FakeService service(boolean onLoop, UdsService service) {
        return onLoop ? FakeService.inline(0xBA, service) : FakeService.pooled(0xBA, service);
    }

    /** Two ECUs that say late that an answer takes longer: no test depends on how fast it is itself. */
    private static DoipServer patient(UnaryOperator<DoipServerBuilder> additions) {
        return Servers.services(
                builder -> additions.apply(builder.ecu(patientEcu(ENTITY)).ecu(patientEcu(ECU))));
    }

    private static EcuDefinition patientEcu(int address) {
        return EcuDefinition.builder(address)
                .session(new SessionDefinition(Session.DEFAULT, P2, SessionDefinition.DEFAULT_P2_STAR))
                .build();
    }

    private FakeService blocking() {
        return FakeService.pooled(0xBA, (request, exchange) -> {
            answer.await();
            return request.positiveResponse(0x01);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsThrownIsAnsweredAndLoggedByName(boolean onLoop) {
        for (Throwable fault : List.of(
                new IllegalStateException("on purpose"),
                new IOException("on purpose"),
                new NoClassDefFoundError("on purpose"),
                new StackOverflowError("on purpose"),
                new AssertionError("on purpose"))) {
            log.list.clear();
            try (DoipServer server = Servers.demo(builder -> builder.service(service(onLoop, new Throwing(fault))));
                    DoipTester tester = activated(DoipTester.of(server), A)) {
                assertThat(tester.request("BA 01")).isEqualTo(Bytes.hex("7F BA 10"));
                assertWorks(tester);
                assertFaultIsLogged(Throwing.class.getName());
            }
        }
    }

    private void assertFaultIsLogged(String className) {
        assertThat(List.copyOf(log.list))
                .anySatisfy(event -> assertThat(event.getFormattedMessage()).contains(className));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nullAndForeignAnswersAreFaults(boolean onLoop) {
        UdsService nothing = (request, exchange) -> null;
        try (DoipServer server = Servers.demo(builder -> builder.service(service(onLoop, nothing)));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertThat(tester.request("BA 01")).isEqualTo(Bytes.hex("7F BA 10"));
        }
        UdsService foreign = (request, exchange) -> new UdsRequest(Bytes.hex("22")).positiveResponse(0x01);
        try (DoipServer server = Servers.demo(builder -> builder.service(service(onLoop, foreign)));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertThat(tester.request("BA 01")).isEqualTo(Bytes.hex("7F BA 10"));
            assertWorks(tester);
        }
    }

    @Test
    void pendingResultThatFails() {
        CompletableFuture<UdsResult> later = new CompletableFuture<>();
        FakeService pending = FakeService.inline(0xBA, (request, exchange) -> UdsResult.pending(later));
        try (DoipServer server = patient(builder -> builder.service(pending));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, ENTITY, "BA"));
            assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
            later.completeExceptionally(new IllegalStateException("on purpose"));
            assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "7F BA 10"));
            assertWorks(tester);
        }
    }

    @Test
    @Tag("T98")
    void blockingServiceDelaysNobodyElse() {
        try (DoipServer server = patient(builder -> builder.service(blocking()).maxSockets(2));
                DoipTester tester = activated(DoipTester.of(server), A);
                DoipTester other = activated(DoipTester.of(server), B)) {
            long begin = System.nanoTime();
            tester.send(diagnostic(A, ENTITY, "BA"));
            assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
            // Another ECU on the same socket, another tester, and the second request to the busy one
            tester.send(diagnostic(A, ECU, "3E 00")).send(diagnostic(A, ENTITY, "3E 00"));
            assertThat(tester.receive()).isEqualTo(ack(ECU, A));
            assertThat(tester.receive()).isEqualTo(diagnostic(ECU, A, "7E 00"));
            assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
            assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "7F 3E 21"));
            assertThat(other.request(ECU, "3E 00")).isEqualTo(Bytes.hex("7E 00"));
            assertThat(other.request(ENTITY, "3E 00")).isEqualTo(Bytes.hex("7F 3E 21"));
            assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "7F BA 78"));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(P2.dividedBy(2), P2.plusMillis(200));
            answer.countDown();
            assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "FA 01"));
            assertWorks(tester);
        }
    }

    @Test
    @Tag("T98")
    void aliveChecksPassABlockingService() {
        try (DoipServer server = patient(builder -> builder.service(blocking()));
                DoipTester tester = activated(DoipTester.of(server), A);
                DoipTester newcomer = DoipTester.of(server)) {
            tester.send(diagnostic(A, ENTITY, "BA"));
            assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
            assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "7F BA 78"));
            asking(newcomer, A);
            assertAliveCheck(tester);
            tester.send(alive(A));
            assertRefused(newcomer, 0x03);
            answer.countDown();
            assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "FA 01"));
        }
    }

    @Test
    @Tag("T101")
    void answerAfterDisconnectReachesNobody() {
        try (DoipServer server = Servers.demo(builder -> builder.service(blocking()))) {
            DoipTester gone = activated(DoipTester.of(server), A);
            gone.send(diagnostic(A, ENTITY, "BA")).receive();
            gone.close();
            // The same address, but another connection: the answer is not for it.
            try (DoipTester next = activated(DoipTester.of(server), A)) {
                answer.countDown();
                await().untilAsserted(() -> assertWorks(next));
                next.expectSilence(Duration.ofMillis(50));
            }
        }
    }

    @Test
    void beyondTheHandlerThreadsItIsBusy() {
        EcuDefinition third = patientEcu(0x2002);
        try (DoipServer server = patient(
                        builder -> builder.service(blocking()).ecu(third).handlerThreads(2));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            for (int target : new int[] {ENTITY, ECU}) {
                tester.send(diagnostic(A, target, "BA"));
                assertThat(tester.receive()).isEqualTo(ack(target, A));
            }
            tester.send(diagnostic(A, 0x2002, "BA"));
            assertThat(tester.receive()).isEqualTo(ack(0x2002, A));
            assertThat(tester.receive()).isEqualTo(diagnostic(0x2002, A, "7F BA 21"));
            assertThat(tester.receive()).isIn(pending(ENTITY), pending(ECU));
            answer.countDown();
        }
    }

    private static Object pending(int ecu) {
        return diagnostic(ecu, A, "7F BA 78");
    }

    /** The connection stays, also for others, and the ECU goes on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answerOfFiveMillionBytesIsReplaced(boolean onLoop) {
        FakeService talkative =
                service(onLoop, (request, exchange) -> request.positiveResponse(Bytes.wrap(new byte[5_000_000])));
        try (DoipServer server = patient(builder -> builder.service(talkative));
                DoipTester tester = activated(DoipTester.of(server), A);
                DoipTester other = activated(DoipTester.of(server), B)) {
            assertThat(tester.request(ENTITY, "BA")).isEqualTo(Bytes.hex("7F BA 14"));
            assertWorks(tester);
            assertWorks(other);
        }
    }

    @Test
    void closingTheServerDoesNotWaitForABlockingService() {
        DoipServer server = Servers.demo(builder -> builder.service(blocking()));
        try (DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, ENTITY, "BA")).receive();
            assertThat(CompletableFuture.runAsync(server::close)).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    /** So that it can let go of what it has open. */
    @Test
    void serviceHearsOfTheEndOfTheConnectionAlsoWhenTheServerCloses() {
        CountDownLatch heard = new CountDownLatch(1);
        FakeService listening = FakeService.inline(0xBA, (request, exchange) -> {
            exchange.connection().onClose(heard::countDown);
            return request.positiveResponse(0x01);
        });
        DoipServer server = Servers.demo(builder -> builder.service(listening));
        try (DoipTester tester = activated(DoipTester.of(server), A)) {
            assertThat(tester.request(ENTITY, "BA")).isEqualTo(Bytes.hex("FA 01"));

            server.close();

            assertThat(heard.getCount()).isZero();
        }
    }

    @Test
    void everyEcuHasItsOwnServiceAndSession() {
        try (DoipServer server = Servers.demo(builder -> builder);
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertThat(tester.request(ECU, "10 03").u8(0)).isEqualTo(0x50);
            assertThat(tester.request(ECU, "22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 03"));
            assertThat(tester.request(ENTITY, "22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
            assertThat(tester.request(ECU, "22 01 20")).isEqualTo(Bytes.hex("62 01 20 7B"));
            assertThat(tester.request(ENTITY, "22 01 20")).isEqualTo(Bytes.hex("7F 22 31"));
        }
    }
}
