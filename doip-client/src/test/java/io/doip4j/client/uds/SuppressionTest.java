package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.failure;
import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.isDone;
import static io.doip4j.client.uds.Clients.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.client.DoipException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.ResetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that want no positive response (ISO 14229-1, suppressPosRspMsgIndicationBit). */
class SuppressionTest {
    private final FakeLink link = new FakeLink();
    private final UdsClient ecu = Clients.of(link);
    private final UdsClient quiet = ecu.suppressingPositiveResponses();
    private final UdsClient careful = ecu.with(options -> options.suppressPositiveResponse(Duration.ofMillis(100)));

    @Test
    void sendWaitsForTheTransportOnly() {
        link.holdAcknowledgements();
        CompletionStage<Void> sent = ecu.sendAsync(hex("3E 80"));
        assertThat(isDone(sent)).isFalse();

        link.acknowledge();

        assertThat(isDone(sent)).isTrue();
        assertThat(link.armed()).isZero();
    }

    @Test
    void theNextRequestWaitsForP3() {
        UdsClient patient = ecu.with(options -> options.p3(Duration.ofMillis(50)));
        patient.sendAsync(hex("85 82"));
        patient.sendAsync(hex("28 81 01"));
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(hex("22 F1 90"));
        ecu.target(Clients.OTHER).requestAsync(hex("22 F1 90"));
        assertThat(link.takeSent()).containsExactly("1000: 85 82", "1001: 22 F1 90");

        link.advanceMillis(49);
        assertThat(link.takeSent()).isEmpty();
        link.advanceMillis(1);
        assertThat(link.takeSent()).containsExactly("1000: 28 81 01");
        link.advanceMillis(50);
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
        link.message(ECU, "62 F1 90 57");
        link.advanceMillis(2_000);

        assertThat(isDone(answer)).isTrue();
        assertThat(link.armed()).isZero();
    }

    @Test
    void functionalRequestsHaveAP3OfTheirOwn() {
        UdsClient patient = ecu.with(options -> options.p3(Duration.ofMillis(50)));
        patient.functional(Clients.GROUP).sendAsync(hex("85 82"));
        patient.functional(Clients.GROUP).sendAsync(hex("28 81 01"));
        patient.sendAsync(hex("11 81"));
        assertThat(link.takeSent()).containsExactly("E400: 85 82", "1000: 11 81");

        link.advanceMillis(50);

        assertThat(link.takeSent()).containsExactly("E400: 28 81 01");
    }

    @Test
    void noRequestIsLeftOverWhenTheConnectionEndsInP3() {
        UdsClient patient = ecu.with(options -> options.p3(Duration.ofMillis(50)));
        patient.sendAsync(hex("85 82"));
        CompletionStage<Void> second = patient.sendAsync(hex("28 81 01"));
        DoipException why = new DoipException("closed by the other end");

        link.close(why);

        assertThat(failure(second)).isSameAs(why);
        assertThat(link.armed()).isZero();
    }

    @Test
    void theTypedServicesSetTheBit() {
        quiet.session(Session.EXTENDED);
        quiet.communication(Communication.Mode.ENABLE_RX_DISABLE_TX, 0x01);
        quiet.dtcs().setting(false);
        assertThat(quiet.routines().start(0x0203, Bytes.EMPTY)).isEqualTo(Bytes.EMPTY);
        quiet.dynamicData().clearAll();
        quiet.testerPresent();
        quiet.reset(ResetType.SOFT);

        assertThat(link.takeSent())
                .containsExactly(
                        "1000: 10 83",
                        "1000: 28 81 01",
                        "1000: 85 82",
                        "1000: 31 81 02 03",
                        "1000: 2C 83",
                        "1000: 3E 80",
                        "1000: 11 83");
    }

    @Test
    void whatIsAskedForItsAnswerStaysAsItIs() {
        link.answer("22 F1 90", "62 F1 90 01").answer("27 01", "67 01 00 00");

        assertThat(quiet.data().read(0xF190)).isEqualTo(hex("01"));
        assertThat(quiet.security().unlock(0x01, (level, seed, parameters) -> seed))
                .isFalse();
    }

    @Test
    void theTimesOfASuppressedSessionChangeAreNotKnown() {
        assertThat(quiet.session(Session.EXTENDED).p2()).isEmpty();
    }

    @Test
    void aNegativeAnswerIsHeardIfThereIsAWait() {
        link.answer("10 82", "7F 10 7E");

        assertThatThrownBy(() -> careful.session(Session.PROGRAMMING)).isInstanceOf(UdsNegativeResponseException.class);
    }

    @Test
    void theWaitEnds() {
        CompletionStage<UdsOutcome> outcome = careful.exchangeAsync(hex("10 02"));
        link.advanceMillis(99);
        assertThat(isDone(outcome)).isFalse();

        link.advanceMillis(1);

        assertThat(result(outcome)).isEqualTo(new UdsOutcome.Suppressed(LogicalAddress.of(ECU)));
        assertThatThrownBy(() -> result(outcome).orThrow()).hasMessageContaining("send it without suppression");
    }

    @Test
    void a0x78InTheWaitMeansThatThereIsAnAnswerAfterAll() {
        CompletionStage<UdsOutcome> outcome = careful.exchangeAsync(hex("31 01 FF 00"));
        link.message(ECU, "7F 31 78");
        link.advanceMillis(5_000);
        assertThat(isDone(outcome)).isFalse();

        link.message(ECU, "71 01 FF 00 00");

        assertThat(result(outcome)).isInstanceOf(UdsOutcome.Positive.class);
    }

    @Test
    void aPositiveAnswerThatNobodyWantedIsTakenAllTheSame() {
        link.answer("10 83", "50 03 00 32 01 F4");

        assertThat(careful.session(Session.EXTENDED).p2()).contains(Duration.ofMillis(50));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7F 85 7F", "7F 85 78", "C5 02", "7F 85"})
    void anAnswerBeforeTheAcknowledgementIsNotWaitedForEither(String early) {
        List<Bytes> heard = new ArrayList<>();
        ecu.listen((source, message) -> heard.add(message));
        link.holdAcknowledgements();
        CompletionStage<UdsOutcome> outcome = ecu.exchangeAsync(hex("85 82"));

        link.message(ECU, early);
        link.acknowledge();

        assertThat(result(outcome)).isEqualTo(new UdsOutcome.Suppressed(LogicalAddress.of(ECU)));
        assertThat(heard).containsExactly(hex(early));
        assertThat(link.armed()).isZero();
    }

    @Test
    void requestAndSendSayWhatTheyAreFor() {
        assertThatThrownBy(() -> ecu.request(hex("3E 80")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("request 3E 80 asks for no positive response: use send or exchange");
        assertThatThrownBy(() -> quiet.request(hex("3E 00"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ecu.send(hex("3E 00")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "request 3E 00 asks for an answer: set bit 7 of its sub-function, or use request or exchange");
        assertThat(link.takeSent()).isEmpty();
    }

    @Test
    void sendTakesTheBitFromTheOptionsToo() {
        quiet.send(hex("3E 00"));

        assertThat(link.takeSent()).containsExactly("1000: 3E 80");
    }

    @Test
    void aCloseAfterAResetIsNoError() {
        CompletionStage<Void> reset = careful.resetAsync(ResetType.HARD);

        link.close(new DoipException("closed by the other end"));

        assertThat(isDone(reset)).isTrue();
        assertThat(reset.toCompletableFuture().isCompletedExceptionally()).isFalse();
    }

    @Test
    void aCloseAfterThePositiveAnswerToAResetIsNoError() {
        CompletionStage<Void> reset = ecu.resetAsync(ResetType.HARD);

        link.message(ECU, "51 01");
        link.close(new DoipException("closed by the other end"));

        assertThat(reset.toCompletableFuture()).isCompletedWithValue(null);
    }

    @Test
    void aCloseBeforeTheAnswerToAResetIsOne() {
        CompletionStage<Void> reset = ecu.resetAsync(ResetType.HARD);
        DoipException why = new DoipException("closed by the other end");

        link.close(why);

        assertThat(failure(reset)).isSameAs(why);
    }

    @Test
    void aCloseDuringAnotherSuppressedRequestIsAnError() {
        CompletionStage<UdsOutcome> outcome = careful.exchangeAsync(hex("85 02"));
        DoipException why = new DoipException("closed by the other end");

        link.close(why);

        assertThat(failure(outcome)).isSameAs(why);
    }
}
