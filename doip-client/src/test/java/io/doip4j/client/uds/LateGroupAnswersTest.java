package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.GROUP;
import static io.doip4j.client.uds.Clients.OTHER;
import static io.doip4j.client.uds.Clients.failure;
import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.isDone;
import static io.doip4j.client.uds.Clients.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.DoipTimeoutException;
import io.doip4j.core.Bytes;
import io.doip4j.uds.PositiveResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Whoever did not answer a functional request may still do so, and is not misunderstood then. */
class LateGroupAnswersTest {
    private static final Bytes READ = hex("22 F1 90");

    private final FakeLink link = new FakeLink();
    private final UdsClient ecu = Clients.of(link);
    private final UdsClient other = ecu.target(OTHER);
    private final UdsGroup group = ecu.functional(GROUP);
    private final List<String> unsolicited = new ArrayList<>();

    private void listen() {
        ecu.listen((source, message) -> unsolicited.add(source + " " + message));
    }

    private static List<String> texts(CompletionStage<List<UdsAnswer>> answers) {
        return result(answers).stream()
                .map(answer -> answer.source() + " " + answer.response().message())
                .toList();
    }

    /** The one that is wanted answers, the other one not yet. */
    private void oneAnswered() {
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ, 1);
        link.message(ECU, "62 F1 90 01");
        assertThat(texts(answers)).containsExactly("0x1000 62 F1 90 01");
        link.takeSent();
    }

    // A physical request afterwards

    @Test
    void aPhysicalRequestToWhoDidNotAnswerWaitsForThat() {
        oneAnswered();
        CompletionStage<PositiveResponse> answer = other.requestAsync(READ);
        assertThat(link.takeSent()).as("probe").containsExactly("1001: 3E 00");

        link.message(OTHER, "62 F1 90 01");
        link.message(OTHER, "7E 00");
        link.message(OTHER, "62 F1 90 02");

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void alsoWhenP6WasOver() {
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);
        link.advanceMillis(2_000);
        assertThat(result(answers)).isEmpty();
        link.takeSent();
        link.advanceMillis(7_999);

        CompletionStage<PositiveResponse> answer = other.requestAsync(hex("22 F1 8C"));
        assertThat(link.takeSent()).containsExactly("1001: 3E 00");
        link.message(OTHER, "7F 22 31");
        link.message(OTHER, "62 F1 8C 02");

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 8C 02"));
    }

    @Test
    void andWhenTheOverallLimitEndedIt() {
        CompletionStage<List<UdsAnswer>> answers = ecu.with(options -> options.overallLimit(Duration.ofSeconds(1)))
                .functional(GROUP)
                .requestAsync(READ);
        link.advanceMillis(1_000);
        assertThat(result(answers)).isEmpty();
        link.takeSent();

        other.requestAsync(READ);

        assertThat(link.takeSent()).containsExactly("1001: 3E 00");
    }

    @Test
    void andWhenOnlyTheAcknowledgeWasMissing() {
        link.holdAcknowledgements();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);
        link.refuse(new DoipTimeoutException("no acknowledge", "acknowledge", Duration.ofSeconds(2)));
        assertThat(failure(answers)).isInstanceOf(DoipTimeoutException.class);
        CompletionStage<List<UdsAnswer>> silent = group.requestAsync(hex("19 02 FF"));
        link.advance(Duration.ofSeconds(30));
        assertThat(failure(silent)).hasMessageContaining("was not taken over");
        link.takeSent();

        other.requestAsync(hex("19 02 FF"));

        assertThat(link.takeSent()).containsExactly("1001: 3E 00");
    }

    @Test
    void notLongerThanTheOptionsSay() {
        oneAnswered();
        link.advanceMillis(8_000);

        other.requestAsync(READ);

        assertThat(link.takeSent()).containsExactly("1001: 22 F1 90");
    }

    @Test
    void whoAnsweredIsNotProbed() {
        oneAnswered();

        ecu.requestAsync(READ);

        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
    }

    @Test
    void whoAnsweredALaterFunctionalRequestIsNotProbedEither() {
        oneAnswered();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(hex("3E 00"), 1);
        link.message(OTHER, "7E 00");
        assertThat(isDone(answers)).isTrue();
        link.takeSent();

        other.requestAsync(READ);

        assertThat(link.takeSent()).containsExactly("1001: 22 F1 90");
    }

    @Test
    void theCareCanBeSwitchedOff() {
        UdsClient careless = ecu.with(options -> options.lateAnswers(Duration.ZERO, true));
        careless.functional(GROUP).requestAsync(READ, 1);
        link.message(ECU, "62 F1 90 01");
        link.takeSent();

        other.requestAsync(READ);

        assertThat(link.takeSent()).containsExactly("1001: 22 F1 90");
    }

    // A functional request afterwards

    @Test
    void aLateAnswerIsNotTheWantedOne() {
        listen();
        oneAnswered();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ, 2);
        assertThat(link.takeSent()).as("at once").containsExactly("E400: 22 F1 90");

        link.message(OTHER, "62 F1 90 11");
        link.message(ECU, "62 F1 90 02");
        assertThat(isDone(answers)).isFalse();
        link.message(OTHER, "62 F1 90 12");

        assertThat(texts(answers)).containsExactly("0x1000 62 F1 90 02", "0x1001 62 F1 90 12");
        assertThat(unsolicited).containsExactly("0x1001 62 F1 90 11");
    }

    @Test
    void aLateAnswerOfWhoIsNotWantedDoesNotEndIt() {
        listen();
        oneAnswered();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ, 1);

        link.message(OTHER, "7F 22 31");
        assertThat(isDone(answers)).isFalse();
        link.message(ECU, "62 F1 90 02");

        assertThat(texts(answers)).containsExactly("0x1000 62 F1 90 02");
        assertThat(unsolicited).containsExactly("0x1001 7F 22 31");
    }

    @Test
    void severalRequestsMayBeAnsweredLate() {
        oneAnswered();
        oneAnswered();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);

        link.message(OTHER, "62 F1 90 11");
        link.message(OTHER, "62 F1 90 12");
        link.message(OTHER, "62 F1 90 13");
        link.message(OTHER, "62 F1 90 14");
        link.advanceMillis(2_000);

        assertThat(texts(answers)).containsExactly("0x1001 62 F1 90 13");
    }

    @Test
    void whatNoOtherAnswerFollowsIsTheAnswer() {
        oneAnswered();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ, 1);

        link.message(OTHER, "62 F1 90 11");
        link.advanceMillis(2_000);
        assertThat(texts(answers)).containsExactly("0x1001 62 F1 90 11");
        link.takeSent();

        CompletionStage<List<UdsAnswer>> next = group.requestAsync(READ, 1);
        link.message(OTHER, "62 F1 90 12");
        assertThat(texts(next)).containsExactly("0x1001 62 F1 90 12");
    }

    @Test
    void aDoubtfulAnswerStaysDoubtfulIfTheRequestIsCutShort() {
        oneAnswered();
        CompletionStage<List<UdsAnswer>> answers = ecu.with(options -> options.overallLimit(Duration.ofSeconds(1)))
                .functional(GROUP)
                .requestAsync(READ, 1);
        link.message(OTHER, "62 F1 90 11");
        link.advanceMillis(1_000);
        assertThat(texts(answers)).containsExactly("0x1001 62 F1 90 11");
        link.takeSent();

        other.requestAsync(READ);

        assertThat(link.takeSent()).containsExactly("1001: 3E 00");
    }

    @Test
    void noMoreAnswersThanWantedAlsoIfAllAreDoubtful() {
        listen();
        CompletionStage<List<UdsAnswer>> nobody = group.requestAsync(READ);
        link.advanceMillis(2_000);
        assertThat(result(nobody)).isEmpty();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ, 1);

        link.message(ECU, "62 F1 90 01");
        link.message(OTHER, "62 F1 90 02");
        link.advanceMillis(2_000);

        assertThat(texts(answers)).containsExactly("0x1001 62 F1 90 02");
        assertThat(unsolicited).containsExactly("0x1000 62 F1 90 01");
    }

    @Test
    void whoNeedsMoreTimeThanThereIsHasNotAnswered() {
        listen();
        oneAnswered();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);

        link.message(OTHER, "62 F1 90 11");
        link.message(OTHER, "7F 22 78");
        link.advanceMillis(8_000);

        assertThat(texts(answers)).containsExactly("0x1001 7F 22 78");
        assertThat(unsolicited).containsExactly("0x1001 62 F1 90 11");
    }

    @Test
    void manyRequestsDoNotPushOutWhatIsKnownOfOthers() {
        CompletionStage<PositiveResponse> lost = other.requestAsync(hex("10 03"));
        link.advanceMillis(2_000);
        assertThat(failure(lost)).isInstanceOf(UdsTimeoutException.class);
        for (int i = 0; i < 100; i++) {
            oneAnswered();
        }

        other.requestAsync(hex("10 03"));

        assertThat(link.takeSent()).containsExactly("1001: 3E 00");
    }

    @Test
    void anAnswerThatFitsOnlyTheLaterRequestIsCertain() {
        oneAnswered();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(hex("22 F1 8C"), 1);

        link.message(OTHER, "62 F1 90 11");
        link.message(OTHER, "62 F1 8C 12");

        assertThat(texts(answers)).containsExactly("0x1001 62 F1 8C 12");
    }

    @Test
    void whoIsBusyHasRefusedTheLaterRequest() {
        oneAnswered();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ, 1);

        link.message(OTHER, "7F 22 21");

        assertThat(texts(answers)).containsExactly("0x1001 7F 22 21");
        link.takeSent();
        other.requestAsync(READ);
        assertThat(link.takeSent()).as("the first is not answered yet").containsExactly("1001: 3E 00");
    }

    @Test
    void whoNeedsMoreTimeMayNeedItForTheEarlierRequest() {
        oneAnswered();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ, 1);

        link.message(OTHER, "7F 22 78");
        link.advanceMillis(7_900);
        link.message(OTHER, "62 F1 90 11");
        link.message(OTHER, "62 F1 90 12");

        assertThat(texts(answers)).containsExactly("0x1001 62 F1 90 12");
    }

    @Test
    void aLatePhysicalAnswerIsTheFunctionalOneIfNoOtherFollows() {
        CompletionStage<PositiveResponse> lost = ecu.requestAsync(READ);
        link.advanceMillis(2_000);
        assertThat(failure(lost)).isInstanceOf(UdsTimeoutException.class);
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);

        link.message(ECU, "62 F1 90 01");
        link.advanceMillis(2_000);

        assertThat(texts(answers)).containsExactly("0x1000 62 F1 90 01");
    }

    @Test
    void aRequestThatWaitsForALateAnswerGoesOnThoughAFunctionalOneTookIt() {
        oneAnswered();
        CompletionStage<PositiveResponse> physical = other.requestAsync(READ);
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);
        assertThat(link.takeSent()).containsExactly("1001: 3E 00", "E400: 22 F1 90");

        link.message(OTHER, "62 F1 90 11");
        link.message(OTHER, "7E 00");
        assertThat(link.takeSent()).containsExactly("1001: 22 F1 90");
        link.message(OTHER, "62 F1 90 12");
        link.message(OTHER, "62 F1 90 13");
        link.advanceMillis(2_000);

        assertThat(isDone(physical)).isTrue();
        assertThat(texts(answers)).containsExactly("0x1001 62 F1 90 13");
    }

    @Test
    void thoseWhoAlwaysAnswerMayBeAskedWithoutPause() {
        for (int i = 0; i < 100; i++) {
            CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ, 2);
            link.message(OTHER, "62 F1 90 02");
            link.message(ECU, "62 F1 90 01");
            assertThat(result(answers)).hasSize(2);
        }

        assertThat(link.takeSent()).hasSize(100).containsOnly("E400: 22 F1 90");
    }
}
