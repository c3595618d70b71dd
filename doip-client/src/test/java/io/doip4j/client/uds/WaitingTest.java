package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.failure;
import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.isDone;
import static io.doip4j.client.uds.Clients.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.client.DoipException;
import io.doip4j.client.uds.UdsTimeoutException.Wait;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.ResetType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** P6, P6*, 0x78, 0x21 and the overall limit (ISO 14229-2, client timing). */
class WaitingTest {
    private static final Bytes READ = hex("22 F1 90");

    private final FakeLink link = new FakeLink();
    private final UdsClient ecu = Clients.of(link);

    private static UdsTimeoutException timeout(CompletionStage<?> stage) {
        return (UdsTimeoutException) failure(stage);
    }

    @Test
    void anAnswerEndsTheWait() {
        link.answer("22 F1 90", "62 F1 90 57");

        assertThat(ecu.request(READ)).isEqualTo(new PositiveResponse(hex("62 F1 90 57")));
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
        assertThat(link.armed()).as("timers left").isZero();
    }

    @Test
    void aNegativeAnswerIsAnExceptionWithCodeAndAdvice() {
        link.answer("22 F1 90", "7F 22 33");

        assertThatThrownBy(() -> ecu.request(READ))
                .isInstanceOfSatisfying(UdsNegativeResponseException.class, no -> {
                    assertThat(no.nrc()).isEqualTo(Nrc.SECURITY_ACCESS_DENIED);
                    assertThat(no.serviceId()).isEqualTo(0x22);
                    assertThat(no.target()).isEqualTo(LogicalAddress.of(ECU));
                })
                .hasMessage("0x1000 answers service 0x22 (ReadDataByIdentifier) with NRC 0x33 (securityAccessDenied):"
                        + " unlock the target with security access first");
    }

    @Test
    void theTraceOfAnExceptionShowsWhoCalled() {
        link.answer("22 F1 90", "7F 22 33");

        assertThatThrownBy(() -> ecu.request(READ))
                .satisfies(thrown -> assertThat(thrown.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().contains("theTraceOfAnExceptionShowsWhoCalled")));
    }

    @Test
    void anExceptionOfTheLinkShowsWhoCalledToo() {
        DoipException nack = new DoipException("target unknown");
        link.refuseAll(nack);

        assertThatThrownBy(() -> ecu.request(READ))
                .isSameAs(nack)
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .satisfies(site -> assertThat(site.getStackTrace())
                                .anyMatch(frame ->
                                        frame.getMethodName().contains("anExceptionOfTheLinkShowsWhoCalledToo"))));
    }

    @Test
    void exchangeShowsANegativeAnswerAsValue() {
        link.answer("22 F1 90", "7F 22 33");

        UdsOutcome outcome = ecu.exchange(READ);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        UdsOutcome.Negative.class,
                        no -> assertThat(no.response().nrc()).isEqualTo(Nrc.SECURITY_ACCESS_DENIED));
        assertThat(outcome.target()).isEqualTo(LogicalAddress.of(ECU));
    }

    @Test
    void exchangeShowsAMalformedAnswerAsValue() {
        link.answer("22 F1 90", "7F 22 33 44");

        UdsOutcome outcome = ecu.exchange(READ);

        assertThat(outcome).isInstanceOf(UdsOutcome.Malformed.class);
        assertThatThrownBy(outcome::orThrow)
                .isInstanceOfSatisfying(
                        UdsMalformedResponseException.class,
                        bad -> assertThat(bad.response()).isEqualTo(hex("7F 22 33 44")));
    }

    @Test
    void p6BeginsWithTheAcknowledgement() {
        link.holdAcknowledgements();
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        link.advanceMillis(1_900);
        link.acknowledge();
        link.advanceMillis(1_999);
        assertThat(isDone(answer)).isFalse();

        link.advanceMillis(1);

        UdsTimeoutException timeout = timeout(answer);
        assertThat(timeout.kind()).isEqualTo(Wait.RESPONSE);
        assertThat(timeout.waited()).isEqualTo(Duration.ofSeconds(2));
        assertThat(timeout)
                .hasMessage("0x1000 does not answer: check that it is there and powered, or wait longer (P6)."
                        + " Request 22 F1 90, waited 2000 ms");
    }

    @Test
    void anAnswerMayBeFasterThanTheAcknowledgement() {
        link.holdAcknowledgements();
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        link.message(ECU, "62 F1 90 57");
        link.acknowledge();

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 90 57"));
    }

    @Test
    void aPendingAnswerMayBeFasterThanTheAcknowledgement() {
        link.holdAcknowledgements();
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        link.message(ECU, "7F 22 78");
        link.acknowledge();
        link.advanceMillis(7_999);
        link.message(ECU, "62 F1 90 57");

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 90 57"));
    }

    @Test
    void aRefusalOfTheTransportIsItsOwnException() {
        link.holdAcknowledgements();
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        DoipException nack = new DoipException("target unknown");

        link.refuse(nack);

        assertThat(failure(answer)).isSameAs(nack);
        assertThat(link.armed()).isZero();
    }

    @Test
    void aTransportThatSaysNothingIsNotWaitedForForEver() {
        link.holdAcknowledgements();
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        link.advance(Duration.ofSeconds(30));

        assertThat(timeout(answer).kind()).isEqualTo(Wait.TRANSPORT);
    }

    @Test
    void eachPendingAnswerReloadsP6Star() {
        List<String> heard = new ArrayList<>();
        CompletionStage<PositiveResponse> answer = ecu.with(options ->
                        options.onPending((target, request, count) -> heard.add(target + " " + request + " " + count)))
                .requestAsync(READ);
        for (int i = 0; i < 3; i++) {
            link.advanceMillis(1_999);
            link.message(ECU, "7F 22 78");
        }
        link.advanceMillis(7_999);
        assertThat(isDone(answer)).isFalse();

        link.message(ECU, "62 F1 90 57");

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 90 57"));
        assertThat(heard).containsExactly("0x1000 22 F1 90 1", "0x1000 22 F1 90 2", "0x1000 22 F1 90 3");
    }

    @Test
    void silenceAfterAPendingAnswerEndsWithP6Star() {
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        link.message(ECU, "7F 22 78");

        link.advanceMillis(8_000);

        assertThat(timeout(answer).kind()).isEqualTo(Wait.AFTER_PENDING);
        assertThat(timeout(answer).waited()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void pendingAnswersAreLimitedTo120() {
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        for (int i = 0; i < 120; i++) {
            link.message(ECU, "7F 22 78");
        }
        assertThat(isDone(answer)).isFalse();

        link.message(ECU, "7F 22 78");

        assertThat(timeout(answer).kind()).isEqualTo(Wait.PENDING_LIMIT);
        assertThat(timeout(answer)).hasMessageContaining("more than 120 times: allow more in the options");
    }

    @Test
    void aListenerThatFailsDisturbsNothing() {
        CompletionStage<PositiveResponse> answer = ecu.with(options -> options.onPending((target, request, count) -> {
                    throw new IllegalStateException("in a test");
                }))
                .requestAsync(READ);

        link.message(ECU, "7F 22 78");
        link.message(ECU, "62 F1 90 57");

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 90 57"));
    }

    @Test
    void aBusyTargetIsAskedAgainAfterAPause() {
        link.answer("22 F1 90", "7F 22 21").answer("22 F1 90", "7F 22 21").answer("22 F1 90", "62 F1 90 57");
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        link.advanceMillis(249);
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");

        link.advanceMillis(251);

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 90 57"));
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90", "1000: 22 F1 90");
    }

    @Test
    void nothingAnswersARequestThatWaitsToBeRepeated() {
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        link.message(ECU, "7F 22 21");

        link.message(ECU, "62 F1 90 01");
        link.advanceMillis(250);
        link.message(ECU, "62 F1 90 02");

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void aTargetThatStaysBusyIsANegativeAnswer() {
        link.answer("22 F1 90", "7F 22 21");
        CompletionStage<PositiveResponse> answer =
                ecu.with(options -> options.repeats(3, Duration.ofMillis(100))).requestAsync(READ);

        link.advanceMillis(300);

        assertThat(failure(answer)).isInstanceOf(UdsNegativeResponseException.class);
        assertThat(link.takeSent()).hasSize(4);
    }

    @Test
    void otherCodesCanBeRepeatedToo() {
        link.answer("22 F1 90", "7F 22 94").answer("22 F1 90", "62 F1 90 57");
        CompletionStage<PositiveResponse> answer = ecu.with(
                        options -> options.repeatOn(Nrc.RESOURCE_TEMPORARILY_NOT_AVAILABLE))
                .requestAsync(READ);

        link.advanceMillis(250);

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 90 57"));
    }

    @Test
    void theOverallLimitCountsFromTheCall() {
        UdsClient limited = ecu.with(options -> options.overallLimit(Duration.ofSeconds(3)));
        CompletionStage<PositiveResponse> first = limited.requestAsync(READ);
        CompletionStage<PositiveResponse> queued = limited.requestAsync(READ);
        link.message(ECU, "7F 22 78");

        link.advanceMillis(3_000);

        assertThat(timeout(first).kind()).isEqualTo(Wait.OVERALL);
        assertThat(timeout(queued).kind()).isEqualTo(Wait.OVERALL);
        assertThat(link.armed()).isZero();
    }

    @Test
    void serverTimingLengthensButNeverShortens() {
        link.answer("10 03", "50 03 0F A0 03 E8").answer("10 01", "50 01 00 32 00 01");
        UdsClient adopting = ecu.with(options -> options.adoptServerTiming(true));

        assertThat(adopting.session(Session.EXTENDED).p2()).contains(Duration.ofSeconds(4));
        CompletionStage<PositiveResponse> answer = adopting.requestAsync(READ);
        link.advanceMillis(4_499);
        assertThat(isDone(answer)).isFalse();
        link.message(ECU, "7F 22 78");
        link.advanceMillis(10_499);
        assertThat(isDone(answer)).isFalse();
        link.message(ECU, "62 F1 90 57");

        assertThat(adopting.session(Session.DEFAULT).p2Star()).contains(Duration.ofMillis(10));
        CompletionStage<PositiveResponse> next = adopting.requestAsync(READ);
        link.advanceMillis(1_999);
        assertThat(isDone(next)).isFalse();
        link.advanceMillis(1);
        assertThat(timeout(next).waited()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void serverTimingIsNotAdoptedUnlessAskedForAndEndsWithAReset() {
        link.answer("10 03", "50 03 FF FF FF FF").answer("11 01", "51 01");
        ecu.session(Session.EXTENDED);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        link.advanceMillis(2_000);
        assertThat(timeout(answer).kind()).isEqualTo(Wait.RESPONSE);

        UdsClient adopting = ecu.with(options -> options.adoptServerTiming(true));
        adopting.reset(ResetType.HARD);
        CompletionStage<PositiveResponse> afterReset = adopting.requestAsync(hex("2E 01 12 00"));
        link.advanceMillis(2_000);
        assertThat(timeout(afterReset).waited()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void anAnswerWithAnotherEchoIsUnexpectedWhenNoOtherComes() {
        CompletionStage<UdsOutcome> outcome = ecu.exchangeAsync(READ);
        link.message(ECU, "62 F1 91 57");
        assertThat(isDone(outcome)).isFalse();

        link.advanceMillis(2_000);

        assertThat(result(outcome))
                .isEqualTo(new UdsOutcome.Unexpected(LogicalAddress.of(ECU), READ, hex("62 F1 91 57")));
        assertThatThrownBy(() -> result(outcome).orThrow())
                .isInstanceOfSatisfying(
                        UdsUnexpectedResponseException.class,
                        other -> assertThat(other.response()).isEqualTo(hex("62 F1 91 57")));
    }

    @Test
    void theEndOfTheConnectionEndsTheWaitAtOnce() {
        CompletionStage<PositiveResponse> first = ecu.requestAsync(READ);
        CompletionStage<PositiveResponse> queued = ecu.requestAsync(READ);
        DoipException why = new DoipException("closed by the other end");

        link.close(why);

        assertThat(failure(first)).isSameAs(why);
        assertThat(failure(queued)).isSameAs(why);
        assertThat(link.armed()).isZero();
    }

    @Test
    void aNewConnectionBeginsAfresh() {
        CompletionStage<PositiveResponse> first = ecu.requestAsync(READ);
        link.lose(new DoipException("closed by the other end"));
        assertThat(isDone(first)).isTrue();
        link.answer("22 F1 90", "62 F1 90 57");
        link.takeSent();

        assertThat(ecu.request(READ).message()).isEqualTo(hex("62 F1 90 57"));
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
    }

    @Test
    void thePayloadOptionChangesWhatIsSentAndWhatIsExpected() {
        link.answer("22 F1", "7F 22 13");

        assertThatThrownBy(() -> ecu.with(options -> options.payload(right -> right.slice(0, 2)))
                        .data()
                        .read(0xF190))
                .isInstanceOfSatisfying(
                        UdsNegativeResponseException.class,
                        no -> assertThat(no.nrc()).isEqualTo(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT));
    }

    @Test
    void wrongArgumentsSaySo() {
        UdsOptions.Builder options = UdsOptions.defaults().toBuilder();
        assertThatThrownBy(() -> options.p6(Duration.ZERO)).hasMessage("P6 is zero, must be more");
        assertThatThrownBy(() -> options.p6Star(Duration.ofSeconds(-1)))
                .hasMessage("P6* is PT-1S, must not be negative");
        assertThatThrownBy(() -> options.overallLimit(Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageContaining("must not be more than");
        assertThatThrownBy(() -> options.pendingLimit(-1)).hasMessageContaining("pending limit is -1");
        assertThatThrownBy(() -> ecu.request(Bytes.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a request needs at least its service identifier");
        assertThatThrownBy(
                        () -> ecu.with(any -> any.payload(right -> Bytes.EMPTY)).request(READ))
                .hasMessage("the payload option made an empty request of 22 F1 90");
    }
}
