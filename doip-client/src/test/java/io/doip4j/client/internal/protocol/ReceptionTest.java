package io.doip4j.client.internal.protocol;

import static io.doip4j.client.internal.protocol.TestMachine.ECU;
import static io.doip4j.client.internal.protocol.TestMachine.ENTITY;
import static io.doip4j.client.internal.protocol.TestMachine.wire;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.internal.protocol.TestMachine.Result;
import io.doip4j.core.Bytes;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tester does with what comes from the entity (ISO 13400-2, generic header and alive check). */
class ReceptionTest {
    private static final String ALIVE = "03 FC 00 08 00 00 00 02 0E 80";
    private static final String RESPONSE = "10 01 0E 80 62 F1 90 41";

    private final TestMachine tester = new TestMachine();

    @Test
    @Tag("T112")
    void aliveCheckIsAnsweredAtOnceWhileAnAnswerIsAwaited() {
        Result<DiagnosticAck> sending = tester.send(ECU, "22 F1 90");
        tester.take();

        tester.receive(0x0007, "");
        assertThat(tester.take()).containsExactly(ALIVE);
        assertThat(sending.isOpen()).isTrue();
        tester.ack(ECU);

        assertThat(sending.isDone()).isTrue();
    }

    @Test
    void aliveCheckIsAnsweredBeforeActivationAsWell() {
        tester.receive(0x0007, "");

        assertThat(tester.take()).containsExactly(ALIVE);
    }

    @Test
    @Tag("T120")
    void receivedMessageIsHeardAndNeverAcknowledged() {
        tester.receive(0x8001, RESPONSE).receive(0x8001, RESPONSE);

        assertThat(tester.heard)
                .containsExactly(
                        new DiagnosticMessage(ECU, TestMachine.TESTER, Bytes.hex("62 F1 90 41")),
                        new DiagnosticMessage(ECU, TestMachine.TESTER, Bytes.hex("62 F1 90 41")));
        assertThat(tester.take()).isEmpty();
    }

    @Test
    void messageForAnotherTesterIsNotHeard() {
        tester.receive(0x8001, "10 01 0E 81 62 F1 90 41").receive(0x8004, "10 01 0E 81 01");

        assertThat(tester.heard).isEmpty();
        assertThat(tester.periodic).isEmpty();
        assertThat(tester.all).hasSize(2);
    }

    @Test
    void periodicMessageIsHeardOnItsOwn() {
        tester.receive(0x8004, "10 01 0E 80 6A 01 02");

        assertThat(tester.heard).isEmpty();
        assertThat(tester.periodic).hasSize(1);
        assertThat(tester.periodic.get(0).userData()).isEqualTo(Bytes.hex("6A 01 02"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0009, 0x4000, 0x4005, 0x8005, 0x9001, 0xEFFF, 0xF000, 0xFFFF, 0x0001, 0x0005, 0x4001})
    @Tag("T116")
    void typeThatMeansNothingIsSkippedByItsLengthWithoutNack(int type) {
        String payload = type == 0x0001 || type == 0x4001 ? "" : "01 02 03 04 05 06 07";

        tester.raw(wire(type, payload) + wire(0x8001, RESPONSE));

        assertThat(tester.heard).hasSize(1);
        assertThat(tester.take()).isEmpty();
        assertThat(tester.ended).isNull();
    }

    @Test
    @Tag("T116")
    void giganticMessageIsSkippedWithoutMemory() {
        long length = 0xFFFF_FFFFL;
        tester.raw("03 FC F0 00 FF FF FF FF");
        ByteBuffer chunk = ByteBuffer.allocate(1 << 24);
        long left = length;
        while (left > 0) {
            chunk.clear().limit((int) Math.min(left, chunk.capacity()));
            left -= chunk.remaining();
            tester.machine.input(chunk);
        }

        tester.receive(0x8001, RESPONSE);

        assertThat(tester.heard).hasSize(1);
        assertThat(tester.all).hasSize(1);
        assertThat(tester.take()).isEmpty();
    }

    @Test
    void messageWithALengthThatItsTypeCannotHaveIsSkipped() {
        tester.raw(wire(0x0006, "0E 80 10 00 10 00 00 00 00 01") + wire(0x8002, "10 01") + wire(0x8001, RESPONSE));

        assertThat(tester.heard).hasSize(1);
        assertThat(tester.take()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"03 FD 80 01 00 00 00 05", "00 00 00 00 00 00 00 00", "16 03 03 00 02 02 28 15"})
    @Tag("T118")
    void brokenSyncPatternEndsTheConnection(String header) {
        Result<DiagnosticAck> sending = tester.send(ECU, "3E 00");
        tester.take();

        tester.raw(header + wire(0x8002, "10 01 0E 80 00"));

        assertThat(tester.ended).isNotNull();
        assertThat(tester.ended.byEntity()).isFalse();
        assertThat(sending.failure()).isEqualTo(tester.ended);
        assertThat(tester.take()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x02, 0x04, 0x7E, 0xFF})
    void answerInAnyVersionIsTaken(int version) {
        tester.raw(String.format("%02X %02X 80 01 00 00 00 08 ", version, version ^ 0xFF) + RESPONSE);

        assertThat(tester.heard).hasSize(1);
    }

    @Test
    void messagesMayComeByteByByte() {
        Result<DiagnosticAck> sending = tester.send(ECU, "22 F1 90");
        byte[] all = Bytes.hex(wire(0x8002, "10 01 0E 80 00") + wire(0x0007, "") + wire(0x8001, RESPONSE))
                .toArray();
        for (byte one : all) {
            tester.machine.input(ByteBuffer.wrap(new byte[] {one}));
        }

        assertThat(sending.isDone()).isTrue();
        assertThat(tester.heard).hasSize(1);
        assertThat(tester.take()).contains(ALIVE);
    }

    @Test
    @Tag("T113")
    void lateResponseIsHeardAndEndsNoWaiting() {
        Result<DiagnosticAck> sending = tester.send(ECU, "22 F1 90");

        tester.receive(0x8001, RESPONSE);

        assertThat(sending.isOpen()).isTrue();
        assertThat(tester.heard).hasSize(1);
    }

    @Test
    void nothingIsHeardAfterTheEnd() {
        tester.raw("03 03 80 01 00 00 00 08");
        tester.receive(0x8001, RESPONSE).receive(0x0007, "");

        assertThat(tester.heard).isEmpty();
        assertThat(tester.take()).isEmpty();
    }

    @Test
    void idleTesterSaysThatItIsThereOnceRoutingIsActive() {
        TestMachine polite = new TestMachine(TestMachine.keepingAlive(Duration.ofMinutes(2)));
        polite.activate();
        polite.time.advanceMillis(1000);
        polite.response(0x10);
        polite.take();

        polite.time.advance(Duration.ofSeconds(60));
        polite.send(ENTITY, "3E 00");
        polite.ack(ENTITY);
        polite.take();
        polite.time.advance(Duration.ofSeconds(119));
        assertThat(polite.take()).isEmpty();
        polite.time.advance(Duration.ofSeconds(1));
        assertThat(polite.take()).containsExactly(ALIVE);
        polite.time.advance(Duration.ofMinutes(4));
        assertThat(polite.take()).containsExactly(ALIVE, ALIVE);

        polite.end(new Failure.Ended("gone", true));
        assertThat(polite.time.armed()).isZero();
    }
}
