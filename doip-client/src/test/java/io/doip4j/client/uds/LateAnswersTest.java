package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.GROUP;
import static io.doip4j.client.uds.Clients.OTHER;
import static io.doip4j.client.uds.Clients.failure;
import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.isDone;
import static io.doip4j.client.uds.Clients.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.DoipException;
import io.doip4j.core.Bytes;
import io.doip4j.uds.PositiveResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** An answer to an earlier request is never taken for the answer to the next one. */
class LateAnswersTest {
    private static final Bytes READ = hex("22 F1 90");

    private final FakeLink link = new FakeLink();
    private final UdsClient ecu = Clients.of(link);
    private final List<String> unsolicited = new ArrayList<>();

    private void listen() {
        ecu.listen((source, message) -> unsolicited.add(source + " " + message));
    }

    /** A request that nobody answered in time. */
    private void timeOut(Bytes request) {
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(request);
        link.advanceMillis(2_000);
        assertThat(failure(answer)).isInstanceOf(UdsTimeoutException.class);
        link.takeSent();
    }

    private static Bytes message(CompletionStage<PositiveResponse> answer) {
        return result(answer).message();
    }

    @Test
    void whatCameBeforeTheRequestAnswersNothing() {
        listen();
        link.message(ECU, "62 F1 90 01");
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        link.message(ECU, "62 F1 90 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
        assertThat(unsolicited).containsExactly("0x1000 62 F1 90 01");
    }

    @Test
    void whatAnotherTargetSendsAnswersNothing() {
        listen();
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        link.message(OTHER, "62 F1 90 01");
        link.message(ECU, "62 F1 90 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
        assertThat(unsolicited).containsExactly("0x1001 62 F1 90 01");
    }

    @Test
    void anAnswerWithAnotherEchoAnswersNothing() {
        listen();
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        link.message(ECU, "62 F1 8C 01");
        link.message(ECU, "50 03 00 32 01 F4");
        link.message(ECU, "62 F1 90 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
        assertThat(unsolicited).containsExactly("0x1000 62 F1 8C 01", "0x1000 50 03 00 32 01 F4");
    }

    @Test
    void afterATimeoutTheSameServiceWaitsForTheLateAnswer() {
        timeOut(READ);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        assertThat(link.takeSent()).as("probe").containsExactly("1000: 3E 00");

        link.message(ECU, "62 F1 90 01");
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
        link.message(ECU, "7E 00");
        link.message(ECU, "62 F1 90 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void aLateNegativeAnswerIsNotTakenEither() {
        timeOut(READ);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(hex("22 F1 8C"));

        link.message(ECU, "7F 22 31");
        link.message(ECU, "62 F1 8C 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 8C 02"));
    }

    @Test
    void theAnswerToAProbeShowsThatNothingElseComes() {
        timeOut(READ);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        link.takeSent();

        link.message(ECU, "7E 00");
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
        link.message(ECU, "62 F1 90 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void aRefusedProbeShowsItToo() {
        timeOut(READ);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        link.message(ECU, "7F 3E 7F");
        link.message(ECU, "62 F1 90 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void aTargetThatIsBusyStillWorksOnTheEarlierRequest() {
        timeOut(READ);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        link.takeSent();

        link.message(ECU, "7F 3E 21");
        assertThat(link.takeSent()).isEmpty();
        link.advanceMillis(2_000);
        assertThat(link.takeSent()).as("probed again").containsExactly("1000: 3E 00");
        link.message(ECU, "62 F1 90 01");
        link.message(ECU, "62 F1 90 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void aLatePendingAnswerPutsTheFinalOneOff() {
        timeOut(READ);
        link.message(ECU, "7F 22 78");
        link.advanceMillis(7_000);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        assertThat(link.takeSent()).as("8 s after the time-out").containsExactly("1000: 3E 00");

        link.message(ECU, "62 F1 90 01");
        link.message(ECU, "62 F1 90 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void aTargetThatAnswersNoProbeIsAskedWhenNothingCanComeAnyMore() {
        timeOut(READ);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        link.advanceMillis(7_999);
        assertThat(link.takeSent()).containsOnly("1000: 3E 00").hasSize(4);

        link.advanceMillis(1);
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
        link.message(ECU, "62 F1 90 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void aLateAnswerThatCameMeanwhileNeedsNoProbe() {
        timeOut(READ);
        link.message(ECU, "62 F1 90 01");

        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
        link.message(ECU, "62 F1 90 02");
        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void anotherServiceNeedsNoProbe() {
        timeOut(READ);

        CompletionStage<PositiveResponse> answer = ecu.requestAsync(hex("10 01"));

        assertThat(link.takeSent()).containsExactly("1000: 10 01");
        link.message(ECU, "62 F1 90 01");
        link.message(ECU, "50 01 00 32 01 F4");
        assertThat(message(answer)).isEqualTo(hex("50 01 00 32 01 F4"));
    }

    @Test
    void testerPresentIsProbedWithSomethingElse() {
        timeOut(hex("3E 00"));
        CompletionStage<Void> answer = ecu.testerPresentAsync();
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 86");

        link.message(ECU, "62 F1 86 01");
        assertThat(link.takeSent()).containsExactly("1000: 3E 00");
        link.message(ECU, "7E 00");

        assertThat(isDone(answer)).isTrue();
    }

    @Test
    void whereEveryProbeCouldBeMistakenItOnlyWaits() {
        timeOut(READ);
        timeOut(hex("3E 00"));
        timeOut(hex("19 02 FF"));

        ecu.requestAsync(READ);
        assertThat(link.takeSent()).isEmpty();
        link.advanceMillis(4_000);

        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
    }

    @Test
    void thereAreSeveralProbes() {
        timeOut(READ);
        timeOut(hex("3E 00"));

        ecu.requestAsync(READ);
        assertThat(link.takeSent()).containsExactly("1000: 19 01 FF");
        link.message(ECU, "7F 19 11");

        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
    }

    @Test
    void aProbeThatCannotBeSentGivesUp() {
        timeOut(READ);
        DoipException nack = new DoipException("target unreachable");
        link.refuseAll(nack);

        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        assertThat(failure(answer)).isSameAs(nack);
        assertThat(link.takeSent()).containsExactly("1000: 3E 00", "1000: 22 F1 90");
    }

    @Test
    void theCareCanBeSwitchedOff() {
        UdsClient careless = ecu.with(options -> options.lateAnswers(Duration.ZERO, true));
        careless.requestAsync(READ);
        link.advanceMillis(2_000);
        link.takeSent();

        careless.requestAsync(READ);

        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
    }

    @Test
    void withoutProbingItOnlyWaits() {
        UdsClient quiet = ecu.with(options -> options.lateAnswers(Duration.ofSeconds(3), false));
        quiet.requestAsync(READ);
        link.advanceMillis(2_000);
        link.takeSent();

        quiet.requestAsync(READ);
        link.advanceMillis(2_999);
        assertThat(link.takeSent()).isEmpty();
        link.advanceMillis(1);

        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
    }

    @Test
    void aNegativeAnswerToASuppressedRequestIsNotTakenForTheNext() {
        listen();
        ecu.send(hex("10 83"));
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(hex("10 02"));
        assertThat(link.takeSent()).containsExactly("1000: 10 83", "1000: 3E 00");

        link.message(ECU, "7F 10 22");
        link.message(ECU, "50 02 00 32 01 F4");

        assertThat(message(answer)).isEqualTo(hex("50 02 00 32 01 F4"));
        assertThat(unsolicited).containsExactly("0x1000 7F 10 22");
    }

    @Test
    void aPositiveAnswerToASuppressedRequestIsNotTakenForTheNext() {
        ecu.send(hex("10 83"));
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(hex("10 03"));

        link.message(ECU, "50 03 00 00 00 01");
        link.message(ECU, "7E 00");
        link.message(ECU, "50 03 00 32 01 F4");

        assertThat(message(answer)).isEqualTo(hex("50 03 00 32 01 F4"));
    }

    @Test
    void aSuppressedRequestThatTurnsOutToTakeLongIsWaitedFor() {
        ecu.send(hex("31 81 FF 00"));
        link.message(ECU, "7F 31 78");
        link.advanceMillis(5_000);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(hex("31 01 FF 00"));

        link.message(ECU, "71 01 FF 00 01");
        link.message(ECU, "71 01 FF 00 02");

        assertThat(message(answer)).isEqualTo(hex("71 01 FF 00 02"));
    }

    @Test
    void suppressedRequestsOneAfterTheOtherNeedNoProbe() {
        ecu.send(hex("85 82"));
        ecu.send(hex("85 81"));

        assertThat(link.takeSent()).containsExactly("1000: 85 82", "1000: 85 81");
    }

    @Test
    void aSuppressedFunctionalRequestMayBeRefusedByAnybody() {
        ecu.functional(GROUP).send(hex("10 83"));
        UdsClient other = ecu.target(OTHER);
        CompletionStage<PositiveResponse> answer = other.requestAsync(hex("10 02"));
        assertThat(link.takeSent()).containsExactly("E400: 10 83", "1001: 3E 00");

        link.message(OTHER, "7F 10 22");
        link.message(OTHER, "50 02 00 32 01 F4");

        assertThat(message(answer)).isEqualTo(hex("50 02 00 32 01 F4"));
    }

    @Test
    void keepingTheSessionAliveNeedsNoCare() {
        ecu.send(hex("3E 80"));
        ecu.functional(GROUP).send(hex("3E 80"));
        link.takeSent();

        ecu.testerPresentAsync();

        assertThat(link.takeSent()).containsExactly("1000: 3E 00");
    }

    @Test
    void aFunctionalRequestDoesNotGetALatePhysicalAnswer() {
        timeOut(READ);
        CompletionStage<List<UdsAnswer>> answers = ecu.functional(GROUP).requestAsync(READ);

        link.message(ECU, "62 F1 90 01");
        link.message(ECU, "62 F1 90 02");
        link.advanceMillis(2_000);

        assertThat(result(answers))
                .extracting(answer -> answer.response().message())
                .containsExactly(hex("62 F1 90 02"));
    }

    @Test
    void aPhysicalRequestDoesNotGetALateFunctionalAnswer() {
        CompletionStage<List<UdsAnswer>> answers = ecu.functional(GROUP).requestAsync(READ);
        link.message(ECU, "7F 22 78");
        link.advanceMillis(8_000);
        assertThat(result(answers)).hasSize(1);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        link.message(ECU, "62 F1 90 01");
        link.message(ECU, "62 F1 90 02");

        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void aFunctionalRequestStillGetsTheAnswerAfterASuppressedPhysicalOne() {
        ecu.send(hex("10 83"));
        CompletionStage<List<UdsAnswer>> answers = ecu.functional(GROUP).requestAsync(hex("10 03"));

        link.message(ECU, "50 03 00 32 01 F4");
        link.advanceMillis(2_000);

        assertThat(result(answers)).hasSize(1);
    }
}
