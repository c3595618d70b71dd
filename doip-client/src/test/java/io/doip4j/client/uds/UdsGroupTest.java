package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.GROUP;
import static io.doip4j.client.uds.Clients.OTHER;
import static io.doip4j.client.uds.Clients.failure;
import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.isDone;
import static io.doip4j.client.uds.Clients.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.client.DoipException;
import io.doip4j.client.uds.UdsTimeoutException.Wait;
import io.doip4j.core.Bytes;
import io.doip4j.uds.PositiveResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One request, several answers (ISO 14229-2, functional addressing). */
class UdsGroupTest {
    private static final Bytes READ = hex("22 F1 90");

    private final FakeLink link = new FakeLink();
    private final UdsClient ecu = Clients.of(link);
    private final UdsGroup group = ecu.functional(GROUP);

    private static List<String> texts(CompletionStage<List<UdsAnswer>> answers) {
        return result(answers).stream()
                .map(answer -> answer.source() + " " + answer.response().message())
                .toList();
    }

    @Test
    void answersNameTheirSender() {
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);
        assertThat(link.takeSent()).containsExactly("E400: 22 F1 90");

        link.message(OTHER, "62 F1 90 02");
        link.message(ECU, "7F 22 33");
        link.advanceMillis(2_000);

        assertThat(texts(answers)).containsExactly("0x1001 62 F1 90 02", "0x1000 7F 22 33");
        assertThat(link.armed()).isZero();
    }

    @Test
    void eachAnswerReloadsP6() {
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);
        link.advanceMillis(1_999);
        link.message(ECU, "62 F1 90 01");
        link.advanceMillis(1_999);
        link.message(OTHER, "62 F1 90 02");
        link.advanceMillis(1_999);
        assertThat(isDone(answers)).isFalse();

        link.advanceMillis(1);

        assertThat(result(answers)).hasSize(2);
    }

    @Test
    void silenceIsAnEmptyList() {
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);

        link.advanceMillis(2_000);

        assertThat(result(answers)).isEmpty();
    }

    @Test
    void a0x78ExtendsTheWaitForItsSender() {
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);
        link.message(ECU, "7F 22 78");
        link.advanceMillis(7_000);
        link.message(ECU, "7F 22 78");
        link.advanceMillis(7_000);
        assertThat(isDone(answers)).isFalse();

        link.message(ECU, "62 F1 90 01");
        link.advanceMillis(2_000);

        assertThat(texts(answers)).containsExactly("0x1000 62 F1 90 01");
    }

    @Test
    void whoIsNotHeardAgainAfter0x78EndsWith0x78() {
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);
        link.message(ECU, "7F 22 78");
        link.message(OTHER, "62 F1 90 02");
        link.advanceMillis(7_999);
        assertThat(isDone(answers)).isFalse();

        link.advanceMillis(1);

        assertThat(texts(answers)).containsExactly("0x1001 62 F1 90 02", "0x1000 7F 22 78");
    }

    @Test
    void pendingAnswersAreLimitedForEachSender() {
        CompletionStage<List<UdsAnswer>> answers =
                ecu.with(options -> options.pendingLimit(2)).functional(GROUP).requestAsync(READ);
        link.message(ECU, "7F 22 78");
        link.message(OTHER, "7F 22 78");
        link.message(ECU, "7F 22 78");
        link.message(ECU, "7F 22 78");
        link.message(OTHER, "62 F1 90 02");
        link.advanceMillis(2_000);

        assertThat(texts(answers)).containsExactly("0x1000 7F 22 78", "0x1001 62 F1 90 02");
    }

    @Test
    void enoughAnswersEndIt() {
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ, 2);
        link.message(ECU, "62 F1 90 01");
        assertThat(isDone(answers)).isFalse();

        link.message(OTHER, "62 F1 90 02");

        assertThat(result(answers)).hasSize(2);
        assertThat(link.armed()).isZero();
    }

    @Test
    void aSecondAnswerOfOneSenderIsUnsolicited() {
        List<Bytes> heard = new ArrayList<>();
        ecu.listen((source, message) -> heard.add(message));
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);

        link.message(ECU, "62 F1 90 01");
        link.message(ECU, "62 F1 90 02");
        link.message(ECU, "7F 22");
        link.message(OTHER, "62 F1 91 03");
        link.advanceMillis(2_000);

        assertThat(texts(answers)).containsExactly("0x1000 62 F1 90 01");
        assertThat(heard).containsExactly(hex("62 F1 90 02"), hex("7F 22"), hex("62 F1 91 03"));
    }

    @Test
    void theOverallLimitEndsItWithWhatCame() {
        CompletionStage<List<UdsAnswer>> answers = ecu.with(options -> options.overallLimit(Duration.ofSeconds(3)))
                .functional(GROUP)
                .requestAsync(READ);
        link.advanceMillis(1_500);
        link.message(ECU, "62 F1 90 01");
        link.message(OTHER, "7F 22 78");

        link.advanceMillis(1_500);

        assertThat(texts(answers)).containsExactly("0x1000 62 F1 90 01", "0x1001 7F 22 78");
    }

    @Test
    void theOverallLimitCountsFromTheCall() {
        group.requestAsync(READ);
        CompletionStage<List<UdsAnswer>> queued = ecu.with(options -> options.overallLimit(Duration.ofSeconds(1)))
                .functional(GROUP)
                .requestAsync(READ);

        link.advanceMillis(1_000);

        assertThat(failure(queued))
                .isInstanceOfSatisfying(
                        UdsTimeoutException.class,
                        timeout -> assertThat(timeout.kind()).isEqualTo(Wait.OVERALL));
    }

    @Test
    void oneFunctionalRequestAtATime() {
        CompletionStage<List<UdsAnswer>> first = group.requestAsync(READ);
        CompletionStage<List<UdsAnswer>> second = ecu.functional(0xE401).requestAsync(READ);
        assertThat(link.takeSent()).containsExactly("E400: 22 F1 90");

        link.advanceMillis(2_000);
        assertThat(isDone(first)).isTrue();
        assertThat(link.takeSent()).containsExactly("E401: 22 F1 90");
        link.advanceMillis(2_000);

        assertThat(isDone(second)).isTrue();
    }

    @Test
    void theQueueIsBounded() {
        List<CompletionStage<List<UdsAnswer>>> all =
                IntStream.range(0, 258).mapToObj(i -> group.requestAsync(READ)).toList();

        assertThat(all.subList(0, 257)).noneMatch(Clients::isDone);
        assertThat(failure(all.get(257))).hasMessageStartingWith("256 functional requests wait already");
    }

    @Test
    void thePhysicalRequestGetsTheFirstAnswer() {
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);
        CompletionStage<PositiveResponse> physical = ecu.requestAsync(READ);

        link.message(ECU, "62 F1 90 01");
        link.message(ECU, "62 F1 90 02");
        link.advanceMillis(2_000);

        assertThat(result(physical).message()).isEqualTo(hex("62 F1 90 01"));
        assertThat(texts(answers)).containsExactly("0x1000 62 F1 90 02");
    }

    @Test
    void refusalAndEndOfTheTransportAreItsOwnExceptions() {
        link.holdAcknowledgements();
        CompletionStage<List<UdsAnswer>> refused = group.requestAsync(READ);
        CompletionStage<List<UdsAnswer>> silent = group.requestAsync(READ);
        CompletionStage<List<UdsAnswer>> ended = group.requestAsync(READ);
        DoipException why = new DoipException("no");

        link.refuse(why);
        link.advance(Duration.ofSeconds(30));
        link.close(why);

        assertThat(failure(refused)).isSameAs(why);
        assertThat(failure(silent)).isInstanceOf(UdsTimeoutException.class).hasMessageContaining("was not taken over");
        assertThat(failure(ended)).isSameAs(why);
    }

    @Test
    void answersMayBeFasterThanTheAcknowledgement() {
        link.holdAcknowledgements();
        CompletionStage<List<UdsAnswer>> answers = group.requestAsync(READ);
        link.message(ECU, "62 F1 90 01");
        link.message(OTHER, "7F 22 78");
        link.acknowledge();
        link.advanceMillis(5_000);
        link.message(OTHER, "62 F1 90 02");
        link.advanceMillis(2_000);

        assertThat(texts(answers)).containsExactly("0x1000 62 F1 90 01", "0x1001 62 F1 90 02");
    }

    @Test
    void suppressedRequestsAreSentAndNegativeAnswersCollectedIfAskedFor() {
        group.send(hex("10 83"));
        assertThat(link.takeSent()).containsExactly("E400: 10 83");
        assertThatThrownBy(() -> group.request(hex("10 83"))).hasMessageContaining("use send");
        assertThatThrownBy(() -> group.send(hex("10 03"))).hasMessageContaining("use request");
        assertThatThrownBy(() -> group.request(READ, 0)).isInstanceOf(IllegalArgumentException.class);

        CompletionStage<List<UdsAnswer>> answers = ecu.with(
                        options -> options.suppressPositiveResponse(Duration.ofMillis(200)))
                .functional(GROUP)
                .requestAsync(hex("28 03 01"));
        assertThat(link.takeSent()).containsExactly("E400: 28 83 01");
        link.message(ECU, "7F 28 22");
        link.advanceMillis(200);

        assertThat(texts(answers)).containsExactly("0x1000 7F 28 22");
    }
}
