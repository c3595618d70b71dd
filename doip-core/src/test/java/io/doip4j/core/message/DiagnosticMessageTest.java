package io.doip4j.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Nrc;
import org.junit.jupiter.api.Test;

/** A diagnostic message and the answers that it makes: their addresses are always swapped (pitfall 1, T83, T111). */
class DiagnosticMessageTest {
    private static final LogicalAddress TESTER = LogicalAddress.of(0x0E80);
    private static final LogicalAddress ECU = LogicalAddress.of(0x1000);

    private final DiagnosticMessage request = new DiagnosticMessage(TESTER, ECU, Bytes.hex("22 F1 90"));

    @Test
    void mayBeWithoutUserData() {
        DiagnosticMessage empty = new DiagnosticMessage(TESTER, ECU, Bytes.EMPTY);

        assertThat(empty.payloadLength()).isEqualTo(4);
        assertThat(empty).isEqualTo(DoipMessage.read(PayloadType.DIAGNOSTIC_MESSAGE, Bytes.hex("0E 80 10 00")));
        assertThat(request.reply(Bytes.EMPTY)).isEqualTo(new DiagnosticMessage(ECU, TESTER, Bytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> new PeriodicDiagnosticMessage(ECU, TESTER, Bytes.EMPTY));
    }

    @Test
    void withoutUserDataItIsAcknowledgedLikeAnyOther() {
        DiagnosticMessage empty = new DiagnosticMessage(TESTER, ECU, Bytes.EMPTY);

        assertThat(empty.ack()).isEqualTo(request.ack());
        assertThat(empty.ack(7)).isEqualTo(request.ack());
        assertThat(empty.nack(DiagnosticNackCode.OUT_OF_MEMORY, 7))
                .isEqualTo(request.nack(DiagnosticNackCode.OUT_OF_MEMORY));
    }

    @Test
    void withoutUserDataThereIsNoRequestToRespondTo() {
        DiagnosticMessage empty = new DiagnosticMessage(TESTER, ECU, Bytes.EMPTY);

        assertThatIllegalStateException().isThrownBy(() -> empty.positiveResponse(Bytes.EMPTY));
        assertThatIllegalStateException().isThrownBy(() -> empty.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE));
        assertThatIllegalStateException().isThrownBy(empty::negativeResponse);
    }

    @Test
    void replyGoesBack() {
        assertThat(request.reply(Bytes.hex("AA"))).isEqualTo(new DiagnosticMessage(ECU, TESTER, Bytes.hex("AA")));
    }

    @Test
    void positiveResponse() {
        assertThat(request.positiveResponse(Bytes.hex("F1 90 41")))
                .isEqualTo(new DiagnosticMessage(ECU, TESTER, Bytes.hex("62 F1 90 41")));
        assertThat(request.positiveResponse(Bytes.EMPTY).userData()).isEqualTo(Bytes.hex("62"));
        assertThat(new DiagnosticMessage(TESTER, ECU, Bytes.hex("85 01"))
                        .positiveResponse(Bytes.of(1))
                        .userData())
                .isEqualTo(Bytes.hex("C5 01"));
    }

    @Test
    void negativeResponse() {
        assertThat(request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE))
                .isEqualTo(new DiagnosticMessage(ECU, TESTER, Bytes.hex("7F 22 31")));
        assertThat(request.negativeResponse().userData()).isEqualTo(Bytes.hex("7F 22 11"));
    }

    @Test
    void ackHasNoEchoByDefault() {
        assertThat(request.ack()).isEqualTo(new DiagnosticAck(ECU, TESTER, DiagnosticAckCode.CONFIRMED, Bytes.EMPTY));
    }

    // T94
    @Test
    void echoIsAtMostTheUserData() {
        assertThat(request.ack(0).previousData()).isEqualTo(Bytes.EMPTY);
        assertThat(request.ack(1).previousData()).isEqualTo(Bytes.hex("22"));
        assertThat(request.ack(3).previousData()).isEqualTo(Bytes.hex("22 F1 90"));
        assertThat(request.ack(4).previousData()).isEqualTo(Bytes.hex("22 F1 90"));
        assertThat(request.ack(Integer.MAX_VALUE).previousData()).isEqualTo(Bytes.hex("22 F1 90"));
        assertThat(request.nack(DiagnosticNackCode.OUT_OF_MEMORY, 2).previousData())
                .isEqualTo(Bytes.hex("22 F1"));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> request.ack(-1));
    }

    @Test
    void nack() {
        assertThat(request.nack(DiagnosticNackCode.UNKNOWN_TARGET_ADDRESS))
                .isEqualTo(new DiagnosticNack(ECU, TESTER, DiagnosticNackCode.UNKNOWN_TARGET_ADDRESS, Bytes.EMPTY));
    }

    // ISO 13400-2: the SA of the ack is the functional address that was asked.
    @Test
    void ackOfAFunctionalRequestComesFromTheGroup() {
        LogicalAddress group = LogicalAddress.of(0xE400);

        assertThat(new DiagnosticMessage(TESTER, group, Bytes.hex("3E 80"))
                        .ack()
                        .source())
                .isEqualTo(group);
    }
}
