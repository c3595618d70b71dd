package com.example.update;

import static io.doip4j.vehicle.stub.Answer.nrc;
import static io.doip4j.vehicle.stub.Answer.respond;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import io.doip4j.testkit.VirtualClock;
import io.doip4j.uds.Session;
import io.doip4j.vehicle.stub.EcuStubs;
import io.doip4j.vehicle.stub.Stub;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that stubs can do. */
@DoipServerTest(virtualTime = true)
class StubbingTest {
    private DoipTester tester;
    private EcuStubs gateway;

    @BeforeEach
    void connect(DoipTester of, DoipServerHandle server) {
        tester = of;
        tester.activateRouting(0x0E80);
        gateway = server.ecu(0x1000);
    }

    @Test
    void lastStubThatMatchesAnswers() {
        gateway.when("22 *").thenNrc(0x31);
        gateway.when("22 F1 9?").thenRespond("62 F1 90 00");

        assertThat(tester.request("22 F1 95")).isEqualTo(Bytes.hex("62 F1 90 00"));
        assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("7F 22 31"));
        assertThat(tester.request(0x1001, "22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
    }

    @Test
    void capturedBytesAreInTheAnswer() {
        gateway.when("2E <did:2> <value:*>").thenRespond("6E <did>");
        gateway.when("31 01 <id:2> *").thenRespond("71 01 <id> 00");

        assertThat(tester.request("2E 01 02 AA BB")).isEqualTo(Bytes.hex("6E 01 02"));
        assertThat(tester.request("31 01 02 03")).isEqualTo(Bytes.hex("71 01 02 03 00"));
    }

    @Test
    void functionMakesTheAnswer() {
        AtomicInteger speed = new AtomicInteger(50);
        gateway.when("22 <did:2>")
                .thenAnswer(request ->
                        Bytes.of(0x62).plus(request.captured("did")).plus(Bytes.of(speed.getAndIncrement())));

        assertThat(tester.request("22 F4 0D")).isEqualTo(Bytes.hex("62 F4 0D 32"));
        assertThat(tester.request("22 F4 0D")).isEqualTo(Bytes.hex("62 F4 0D 33"));
    }

    @Test
    void sequenceAnswersOneAfterTheOther() {
        gateway.when("22 F1 90").thenSequence(nrc(0x21), nrc(0x22), respond("62 F1 90 31"));

        assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("7F 22 21"));
        assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("7F 22 22"));
        assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("62 F1 90 31"));
        assertThat(tester.request("22 F1 90")).as("the last one stays").isEqualTo(Bytes.hex("62 F1 90 31"));
    }

    @Test
    void stubThatHasAnsweredOftenEnoughIsGone() {
        Stub refusal = gateway.when("22 F1 86").thenNrc(0x22).times(2);

        assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("7F 22 22"));
        assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("7F 22 22"));
        assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
        assertThat(refusal.count()).isEqualTo(2);
    }

    @Test
    void conditionsSayForWhom() {
        gateway.when("22 F1 86").from(0x0E81).thenNrc(0x33);
        gateway.when("22 F1 90").inSession(Session.EXTENDED).thenNrc(0x22);
        gateway.when("3E 00").functional().thenRespond("7E 00 AA");

        assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
        assertThat(tester.request("22 F1 90").u8(0)).isEqualTo(0x62);
        assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
    }

    @Test
    void answerComesLater(VirtualClock clock) {
        gateway.when("22 01 01").thenAfter(Duration.ofMillis(700)).thenRespond("62 01 01 00");
        gateway.when("22 01 02")
                .thenPending(Duration.ofSeconds(20), Duration.ofSeconds(4))
                .thenRespond("62 01 02 00");

        tester.request("22 01 01");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(700));
        tester.request("22 01 02");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(20_700));
    }
}
