package io.doip4j.client.internal.protocol;

import static io.doip4j.client.internal.protocol.TestMachine.ECU;
import static io.doip4j.client.internal.protocol.TestMachine.ENTITY;
import static io.doip4j.client.internal.protocol.TestMachine.GROUP;
import static io.doip4j.client.internal.protocol.TestMachine.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.internal.protocol.TestMachine.Result;
import io.doip4j.core.Bytes;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.UnknownMessage;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ISO 13400-2, diagnostic message positive and negative acknowledge, as a tester sees them. */
class AcknowledgeTest {
    private final TestMachine tester = new TestMachine();

    @Test
    void acknowledgeEndsTheSending() {
        Result<DiagnosticAck> sending = tester.send(ECU, "22 F1 90");
        assertThat(tester.take()).containsExactly("03 FC 80 01 00 00 00 07 0E 80 10 01 22 F1 90");
        assertThat(sending.isOpen()).isTrue();

        tester.ack(ECU);

        assertThat(sending.isDone()).isTrue();
        assertThat(tester.time.armed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Not swapped; of another target; for another tester; of the entity itself
                "0E 80 10 01 00",
                "10 02 0E 80 00",
                "10 01 0E 81 00",
                "10 00 0E 80 00",
            })
    @Tag("T111")
    void acknowledgeWithUnswappedOrForeignAddressesIsIgnored(String payload) {
        Result<DiagnosticAck> sending = tester.send(ECU, "3E 00");

        tester.receive(0x8002, payload).receive(0x8003, payload);

        assertThat(sending.isOpen()).isTrue();
        assertThat(tester.ack(ECU).ended).isNull();
        assertThat(sending.isDone()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22 F1 90", "22", "FF FF FF FF FF FF FF FF"})
    @Tag("T119")
    void echoInAcknowledgesIsIgnored(String echo) {
        Result<DiagnosticAck> positive = tester.send(ECU, "22 F1 90");
        tester.receive(0x8002, "10 01 0E 80 00" + echo);
        assertThat(positive.isDone()).isTrue();

        Result<DiagnosticAck> negative = tester.send(ECU, "22 F1 90");
        tester.receive(0x8003, "10 01 0E 80 06" + echo);
        assertThat(negative.failure()).isEqualTo(new Failure.Nacked(ECU, DiagnosticNackCode.TARGET_UNREACHABLE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x00, 0x0A, 0xFF})
    void negativeAcknowledgeIsToldWithItsCode(int code) {
        Result<DiagnosticAck> sending = tester.send(ECU, "3E 00");

        tester.nack(ECU, code);

        assertThat(sending.failure()).isEqualTo(new Failure.Nacked(ECU, DiagnosticNackCode.of(code)));
    }

    @Test
    void functionalMessageIsAcknowledgedByTheGroup() {
        Result<DiagnosticAck> sending = tester.send(GROUP, "3E 00");

        tester.ack(GROUP);

        assertThat(sending.isDone()).isTrue();
    }

    @Test
    @Tag("T113")
    void noAcknowledgeInTwoSecondsIsAnError() {
        Result<DiagnosticAck> sending = tester.send(ECU, "3E 00");

        tester.time.advanceMillis(1999);
        assertThat(sending.isOpen()).isTrue();
        tester.time.advanceMillis(1);

        assertThat(sending.failure()).isEqualTo(new Failure.NoAck(ECU, Duration.ofSeconds(2)));
        assertThat(tester.ended).isNull();
    }

    @Test
    void timeForTheAcknowledgeBeginsWithTheLastByte() {
        tester.holdsWrites = true;
        Result<DiagnosticAck> sending = tester.send(ECU, "36 01");
        tester.time.advanceMillis(10_000);
        assertThat(sending.isOpen()).isTrue();

        tester.written();
        tester.time.advanceMillis(1999);
        assertThat(sending.isOpen()).isTrue();
        tester.time.advanceMillis(1);

        assertThat(sending.failure()).isInstanceOf(Failure.NoAck.class);
    }

    @Test
    void acknowledgeMayComeBeforeTheWritingIsKnownToBeOver() {
        tester.holdsWrites = true;
        Result<DiagnosticAck> sending = tester.send(ECU, "3E 00");

        tester.ack(ECU);
        tester.written();

        assertThat(sending.isDone()).isTrue();
        assertThat(tester.time.armed()).isZero();
    }

    @Test
    void oneMessagePerTargetIsOnItsWayAndOthersWait() {
        Result<DiagnosticAck> first = tester.send(ECU, "22 F1 90");
        Result<DiagnosticAck> second = tester.send(ECU, "22 F1 8C");
        Result<DiagnosticAck> other = tester.send(ENTITY, "3E 00");
        assertThat(tester.take()).containsExactly(diagnostic(ECU, "22 F1 90"), diagnostic(ENTITY, "3E 00"));

        tester.ack(ENTITY);
        assertThat(other.isDone()).isTrue();
        assertThat(tester.take()).isEmpty();

        tester.ack(ECU);
        assertThat(first.isDone()).isTrue();
        assertThat(tester.take()).containsExactly(diagnostic(ECU, "22 F1 8C"));
        assertThat(second.isOpen()).isTrue();
        tester.ack(ECU);
        assertThat(second.isDone()).isTrue();
    }

    @Test
    void refusedMessageLetsTheNextOneGo() {
        tester.send(ECU, "22 F1 90");
        Result<DiagnosticAck> second = tester.send(ECU, "22 F1 8C");
        tester.take();

        tester.nack(ECU, 0x05);

        assertThat(tester.take()).containsExactly(diagnostic(ECU, "22 F1 8C"));
        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void moreThanTheLimitIsRefusedAtOnce() {
        for (int i = 0; i < 16; i++) {
            assertThat(tester.send(ECU, "3E 00").isOpen()).isTrue();
        }

        assertThat(tester.send(ENTITY, "3E 00").failure()).isEqualTo(new Failure.QueueFull(16));
        assertThat(tester.post(new UnknownMessage(PayloadType.of(0xF000), Bytes.EMPTY))
                        .failure())
                .isEqualTo(new Failure.QueueFull(16));
        tester.ack(ECU);
        assertThat(tester.send(ENTITY, "3E 00").isOpen()).isTrue();
    }

    @Test
    void headerNackFailsWhatHasWaitedLongest() {
        Result<DiagnosticAck> first = tester.send(ECU, "22 F1 90");
        Result<DiagnosticAck> second = tester.send(ENTITY, "22 F1 90");

        tester.receive(0x0000, "02");

        assertThat(first.failure()).isEqualTo(new Failure.HeaderNacked(GenericNackCode.MESSAGE_TOO_LARGE));
        assertThat(second.isOpen()).isTrue();
        tester.ack(ENTITY);
        assertThat(second.isDone()).isTrue();
        Result<DiagnosticAck> next = tester.send(ECU, "3E 00");
        tester.ack(ECU);
        assertThat(next.isDone()).isTrue();
    }

    @Test
    void headerNackForAMessageThatIsStillWrittenFailsIt() {
        tester.holdsWrites = true;
        Result<DoipMessage> posting = tester.post(new UnknownMessage(PayloadType.of(0xF000), Bytes.EMPTY));

        tester.receive(0x0000, "01");
        tester.written();

        assertThat(posting.failure()).isEqualTo(new Failure.HeaderNacked(GenericNackCode.UNKNOWN_PAYLOAD_TYPE));
        for (int i = 0; i < 16; i++) {
            assertThat(tester.send(ECU, "3E 00").isOpen()).isTrue();
        }
    }

    @Test
    void headerNackThatNobodyWaitsForIsIgnored() {
        assertThat(tester.receive(0x0000, "03").ended).isNull();
        Result<DiagnosticAck> sending = tester.send(ECU, "3E 00");
        tester.ack(ECU);
        assertThat(sending.isDone()).isTrue();
    }

    @Test
    void lossFailsWhatIsOnItsWayAndHandsBackWhatIsNot() {
        Result<DiagnosticAck> onItsWay = tester.send(ECU, "22 F1 90");
        Result<DiagnosticAck> waiting = tester.send(ECU, "22 F1 8C");
        Failure.Ended why = new Failure.Ended("gone", true);

        tester.end(why);

        assertThat(onItsWay.failure()).isEqualTo(why);
        assertThat(waiting.isOpen()).isTrue();
        assertThat(tester.unsent).hasSize(1);
        assertThat(tester.send(ECU, "3E 00").failure()).isEqualTo(why);
        assertThat(tester.time.armed()).isZero();
    }
}
