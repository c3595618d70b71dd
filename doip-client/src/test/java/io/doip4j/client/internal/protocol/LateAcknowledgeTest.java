package io.doip4j.client.internal.protocol;

import static io.doip4j.client.internal.protocol.TestMachine.ECU;
import static io.doip4j.client.internal.protocol.TestMachine.ENTITY;
import static io.doip4j.client.internal.protocol.TestMachine.diagnostic;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.internal.protocol.TestMachine.Result;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticNackCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An acknowledge that comes after its message was given up must not be taken for that of the next one. */
class LateAcknowledgeTest {
    private final TestMachine tester = new TestMachine();

    private Result<DiagnosticAck> givenUp(TestMachine on) {
        Result<DiagnosticAck> sending = on.send(ECU, "22 F1 90");
        on.time.advanceMillis(2000);
        assertThat(sending.failure()).isInstanceOf(Failure.NoAck.class);
        on.take();
        return sending;
    }

    @Test
    @Tag("T113")
    void lateAcknowledgeBeforeTheNextMessageIsIgnored() {
        givenUp(tester);
        tester.ack(ECU);

        Result<DiagnosticAck> next = tester.send(ECU, "22 F1 8C");
        assertThat(next.isOpen()).isTrue();
        tester.ack(ECU);

        assertThat(next.isDone()).isTrue();
    }

    @Test
    @Tag("T113")
    void lateAcknowledgeIsNotTakenForThatOfTheNextMessage() {
        givenUp(tester);
        Result<DiagnosticAck> next = tester.send(ECU, "22 F1 8C");

        tester.ack(ECU);
        assertThat(next.isOpen()).isTrue();
        tester.ack(ECU);

        assertThat(next.isDone()).isTrue();
        assertThat(tester.ended).isNull();
    }

    @Test
    @Tag("T113")
    void lateNegativeAcknowledgeIsNotTakenForThatOfTheNextMessage() {
        givenUp(tester);
        Result<DiagnosticAck> next = tester.send(ECU, "22 F1 8C");

        tester.nack(ECU, 0x06);
        assertThat(next.isOpen()).isTrue();
        tester.nack(ECU, 0x05);

        assertThat(next.failure()).isEqualTo(new Failure.Nacked(ECU, DiagnosticNackCode.OUT_OF_MEMORY));
    }

    @Test
    @Tag("T113")
    void ofTwoMessagesAndOneAcknowledgeTheFirstWasLost() {
        givenUp(tester);
        Result<DiagnosticAck> next = tester.send(ECU, "22 F1 8C");
        tester.ack(ECU);

        tester.time.advanceMillis(1999);
        assertThat(next.isOpen()).isTrue();
        tester.time.advanceMillis(1);

        assertThat(next.isDone()).isTrue();
        assertThat(tester.ended).isNull();
        Result<DiagnosticAck> after = tester.send(ECU, "3E 00");
        tester.ack(ECU);
        assertThat(after.isDone()).isTrue();
    }

    @Test
    void ofTwoMessagesAndOneNegativeAcknowledgeTheSecondIsRefused() {
        givenUp(tester);
        Result<DiagnosticAck> next = tester.send(ECU, "22 F1 8C");
        tester.nack(ECU, 0x06);

        tester.time.advanceMillis(2000);

        assertThat(next.failure()).isEqualTo(new Failure.Nacked(ECU, DiagnosticNackCode.TARGET_UNREACHABLE));
        assertThat(tester.ended).isNull();
    }

    @Test
    void targetThatNeverAcknowledgesKeepsFailingAndTheConnectionStays() {
        for (int i = 0; i < 5; i++) {
            givenUp(tester);
        }
        assertThat(tester.ended).isNull();

        for (int i = 0; i < 5; i++) {
            tester.ack(ECU);
        }
        Result<DiagnosticAck> next = tester.send(ECU, "3E 00");
        assertThat(next.isOpen()).isTrue();
        tester.ack(ECU);
        assertThat(next.isDone()).isTrue();
    }

    @Test
    void otherTargetsAreNotConcerned() {
        givenUp(tester);

        Result<DiagnosticAck> other = tester.send(ENTITY, "3E 00");
        tester.ack(ENTITY);

        assertThat(other.isDone()).isTrue();
    }

    @Test
    void connectionThatCanBeRenewedIsRenewedForTheNextMessageToSuchATarget() {
        TestMachine renewing = new TestMachine(TestMachine.renewing());
        givenUp(renewing);
        assertThat(renewing.ended).isNull();

        Result<DiagnosticAck> next = renewing.send(ECU, "22 F1 8C");

        assertThat(renewing.ended).isNotNull();
        assertThat(renewing.take()).isEmpty();
        assertThat(next.isOpen()).isTrue();
        assertThat(renewing.unsent).hasSize(1);
    }

    @Test
    void connectionIsNotRenewedWhenTheLateAcknowledgeHasCome() {
        TestMachine renewing = new TestMachine(TestMachine.renewing());
        givenUp(renewing);
        renewing.ack(ECU);

        renewing.send(ECU, "22 F1 8C");

        assertThat(renewing.ended).isNull();
        assertThat(renewing.take()).containsExactly(diagnostic(ECU, "22 F1 8C"));
    }
}
