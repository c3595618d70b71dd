package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.B;
import static io.doip4j.it.Wire.ECU;
import static io.doip4j.it.Wire.ENTITY;
import static io.doip4j.it.Wire.GROUP;
import static io.doip4j.it.Wire.ack;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.diagnostic;
import static io.doip4j.it.Wire.nack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.server.DoipServer;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.SessionDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acceptance list, "diagnostics". */
@DoipServerTest
class DiagnosticsIT {
    @ParameterizedTest
    @ValueSource(strings = {Servers.IPV4, Servers.IPV6})
    @Tag("T83")
    void acknowledgesThenAnswers(String host) {
        try (DoipServer server = Servers.demo(builder -> builder.bind(Servers.available(host)));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, ENTITY, "22 F1 86"));
            assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
            assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "62 F1 86 01"));
        }
    }

    @Test
    @Tag("T83")
    void acknowledgesWithin50Ms(DoipTester tester) {
        activated(tester, A);
        assertWorks(tester);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long begin = System.nanoTime();
            tester.send(diagnostic(A, ENTITY, "3E 00")).receive();
            best = Math.min(best, System.nanoTime() - begin);
            tester.receive();
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(50));
    }

    @Test
    @Tag("T84")
    void beforeActivation(DoipTester tester) {
        tester.connect().send(diagnostic(A, ENTITY, "3E 00"));
        assertThat(tester.receive()).isEqualTo(nack(ENTITY, A, 0x02));
        tester.expectClosed();
    }

    @ParameterizedTest
    @CsvSource({"0x1000", "0x2000"}) // T91: an unknown target address besides changes nothing
    @Tag("T85")
    @Tag("T91")
    void wrongSourceAddress(String target, DoipTester tester) {
        activated(tester, A).send(diagnostic(B, Integer.decode(target), "3E 00"));
        assertThat(tester.receive()).isEqualTo(nack(Integer.decode(target), B, 0x02));
        tester.expectClosed();
    }

    @Test
    @Tag("T86")
    void unknownTargetAddress(DoipTester tester) {
        activated(tester, A).send(diagnostic(A, 0x2000, "3E 00"));
        assertThat(tester.receive()).isEqualTo(nack(0x2000, A, 0x03));
        assertWorks(tester);
    }

    @Test
    @Tag("T87")
    @Tag("T91")
    void tooLargeForTheTarget() {
        EcuDefinition small = EcuDefinition.builder(ENTITY).maxRequestLength(4).build();
        try (DoipServer server = Servers.services(builder -> builder.ecu(small));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, ENTITY, "22 F1 90 F1 86"));
            assertThat(tester.receive()).isEqualTo(nack(ENTITY, A, 0x04));
            tester.send(diagnostic(A, 0x2000, "22 F1 90 F1 86"));
            assertThat(tester.receive()).isEqualTo(nack(0x2000, A, 0x03));
            assertWorks(tester);
        }
    }

    @Test
    @Tag("T92")
    void groupAcknowledgesOnceAndAllItsMembersAnswer(DoipTester tester) {
        activated(tester, A).send(diagnostic(A, GROUP, "3E 00"));
        assertThat(tester.receive()).isEqualTo(ack(GROUP, A));
        assertThat(List.of(tester.receive(), tester.receive()))
                .containsExactlyInAnyOrder(diagnostic(ENTITY, A, "7E 00"), diagnostic(ECU, A, "7E 00"));
        tester.send(diagnostic(A, 0xE401, "3E 00"));
        assertThat(tester.receive()).isEqualTo(nack(0xE401, A, 0x03));
        assertWorks(tester);
    }

    @Test
    @Tag("T92")
    void groupIsSilentWhereIsoWantsSilence(DoipTester tester) {
        activated(tester, A).send(diagnostic(A, GROUP, "BA 00"));
        assertThat(tester.receive()).isEqualTo(ack(GROUP, A));
        assertWorks(tester);
    }

    @Test
    @Tag("T93")
    void groupRefusesWhatOneMemberCannotTake() {
        EcuDefinition.Builder large = EcuDefinition.builder(ENTITY).functionalAddress(GROUP);
        EcuDefinition.Builder small =
                EcuDefinition.builder(ECU).functionalAddress(GROUP).maxRequestLength(2);
        try (DoipServer server =
                        Servers.services(builder -> builder.ecu(large.build()).ecu(small.build()));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, GROUP, "22 F1 90"));
            assertThat(tester.receive()).isEqualTo(nack(GROUP, A, 0x04));
            assertWorks(tester);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1024})
    void smallReceiveBuffer(int bytes) {
        try (DoipServer server = Servers.demo(builder -> builder.receiveBuffer(bytes));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertWorks(tester);
            tester.sendRaw(Wire.header(3, 0x0009, 5000).plus(Bytes.wrap(new byte[5000])));
            Wire.assertHeaderNack(tester, 0x01);
            assertWorks(tester);
        }
    }

    @Test
    void acknowledgeInASegmentOfItsOwn() {
        try (DoipServer server = Servers.demo(builder -> builder.ackOwnSegment(true));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            for (int i = 0; i < 20; i++) {
                assertWorks(tester);
            }
        }
    }

    @Test
    @Tag("T94")
    void repeatsTheBeginningOfTheRequest() {
        try (DoipServer server = Servers.demo(builder -> builder.ackEchoBytes(4));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, ENTITY, "22 F1 86"));
            assertThat(((DiagnosticAck) tester.receive()).previousData()).isEqualTo(Bytes.hex("22 F1 86"));
            tester.receive();
            tester.send(diagnostic(A, ENTITY, "22 F1 86 F1 87"));
            assertThat(((DiagnosticAck) tester.receive()).previousData()).isEqualTo(Bytes.hex("22 F1 86 F1"));
            tester.receive();
            tester.send(diagnostic(A, 0x2000, "22 F1 86 F1 87"));
            assertThat(((DiagnosticNack) tester.receive()).previousData()).isEqualTo(Bytes.hex("22 F1 86 F1"));
        }
    }

    @Test
    @Tag("T95")
    void suppressedPositiveResponse(DoipTester tester) {
        activated(tester, A).send(diagnostic(A, ENTITY, "3E 80"));
        assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
        assertWorks(tester);
    }

    @Test
    @Tag("T96")
    void responsePendingUntilTheAnswerIsThere() {
        CountDownLatch answer = new CountDownLatch(1);
        FakeService slow = FakeService.pooled(0xBA, (request, exchange) -> {
            answer.await();
            return request.positiveResponse(0x01);
        });
        SessionDefinition hasty = new SessionDefinition(Session.DEFAULT, Duration.ofMillis(20), Duration.ofMillis(30));
        EcuDefinition ecu = EcuDefinition.builder(ENTITY).session(hasty).build();
        try (DoipServer server = Servers.plain(builder -> builder.service(slow).ecu(ecu));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, ENTITY, "BA"));
            assertThat(tester.receive()).isEqualTo(ack(ENTITY, A));
            for (int i = 0; i < 5; i++) {
                assertThat(tester.receive()).isEqualTo(diagnostic(ENTITY, A, "7F BA 78"));
            }
            answer.countDown();
            Bytes last = Bytes.EMPTY;
            while (!last.equals(Bytes.hex("FA 01"))) {
                last = ((DiagnosticMessage) tester.receive()).userData();
                assertThat(last).isIn(Bytes.hex("7F BA 78"), Bytes.hex("FA 01"));
            }
        }
    }

    @Test
    @Tag("T97")
    void largestRequestAndLargeResponse() {
        int maxDataSize = 2_000_000;
        byte[] data = new byte[maxDataSize - 5];
        new Random(1).nextBytes(data);
        Bytes sent = Bytes.wrap(data);
        try (DoipServer server = Servers.plain(
                        builder -> builder.maxDataSize(maxDataSize).service(FakeService.echo(0xBA)));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            Bytes answer = tester.request(Bytes.of(0xBA).plus(sent));
            assertThat(answer.equals(Bytes.of(0xFA).plus(sent))).isTrue();
        }
    }

    @Test
    @Tag("T99")
    void twoTestersGetTheirOwnAnswers(DoipServerHandle server) {
        DoipTester first = activated(server.newTester(), A);
        DoipTester second = activated(server.newTester(), B);
        for (int i = 0; i < 50; i++) {
            first.send(diagnostic(A, ENTITY, "22 F1 86"));
            second.send(diagnostic(B, ECU, "3E 00"));
            assertThat(second.receive()).isEqualTo(ack(ECU, B));
            assertThat(second.receive()).isEqualTo(diagnostic(ECU, B, "7E 00"));
            assertThat(first.receive()).isEqualTo(ack(ENTITY, A));
            assertThat(first.receive()).isEqualTo(diagnostic(ENTITY, A, "62 F1 86 01"));
        }
        first.expectSilence(Duration.ofMillis(20));
        second.expectSilence(Duration.ofMillis(20));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Tag("T101")
    void testerThatLeavesBeforeTheAnswer(boolean reset) {
        CountDownLatch answer = new CountDownLatch(1);
        FakeService slow = FakeService.pooled(0xBA, (request, exchange) -> {
            answer.await();
            return request.positiveResponse(0x01);
        });
        try (DoipServer server = Servers.demo(builder -> builder.service(slow))) {
            DoipTester leaving = activated(DoipTester.of(server), A).send(diagnostic(A, ENTITY, "BA"));
            assertThat(leaving.receive()).isEqualTo(ack(ENTITY, A));
            if (reset) {
                leaving.reset();
            }
            leaving.close();
            try (DoipTester next = activated(DoipTester.of(server), A)) {
                assertThat(next.request("3E 00")).isEqualTo(Bytes.hex("7F 3E 21"));
                answer.countDown();
                await().untilAsserted(() -> assertWorks(next));
                next.expectSilence(Duration.ofMillis(20));
            }
        }
    }

    @Test
    @Tag("T102")
    void resetClosesTheConnectionAfterTheAnswer(DoipTester tester) {
        activated(tester, A);
        assertThat(tester.request("11 01")).isEqualTo(Bytes.hex("51 01"));
        tester.expectClosed();
        assertWorks(activated(tester.connect(), A));
    }

    @Test
    @Tag("T102")
    void resetOfAnEcuBehindTheEntityClosesNothing(DoipTester tester) {
        activated(tester, A);
        assertThat(tester.request(ECU, "11 01")).isEqualTo(Bytes.hex("51 01"));
        assertWorks(tester);
    }
}
