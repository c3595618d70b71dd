package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.GROUP;
import static io.doip4j.client.uds.Clients.failure;
import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.isDone;
import static io.doip4j.client.uds.Clients.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.DiagnosticLink;
import io.doip4j.client.DoipException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.PositiveResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A connection is lost, and there is a new one: what the loss ends, and what it does not. */
class LostConnectionTest {
    private static final Bytes READ = hex("22 F1 90");
    private static final Bytes OTHER_READ = hex("22 F1 8C");

    private final FakeLink link = new FakeLink();
    private final DoipException why = new DoipException("closed by the other end");

    /** Somebody who hears of the loss before the client does. */
    private void onLoss(Runnable action) {
        link.listen(new DiagnosticLink.Listener() {
            @Override
            public void message(LogicalAddress source, Bytes userData) {}

            @Override
            public void closed(DoipException reason) {
                action.run();
            }
        });
    }

    private static Bytes message(CompletionStage<PositiveResponse> answer) {
        return result(answer).message();
    }

    @Test
    void whatIsAskedForBetweenTheLossAndTheNewsOfItIsAnswered() {
        List<CompletionStage<PositiveResponse>> answers = new ArrayList<>();
        List<UdsClient> client = new ArrayList<>();
        onLoss(() -> {
            link.holdAcknowledgements();
            answers.add(client.get(0).requestAsync(READ));
        });
        client.add(Clients.of(link));

        link.lose(why);
        link.acknowledge();
        link.message(ECU, "62 F1 90 01");

        assertThat(message(answers.get(0))).isEqualTo(hex("62 F1 90 01"));
    }

    @Test
    void alsoFunctionally() {
        List<CompletionStage<List<UdsAnswer>>> answers = new ArrayList<>();
        List<UdsClient> client = new ArrayList<>();
        onLoss(() -> {
            link.holdAcknowledgements();
            answers.add(client.get(0).functional(GROUP).requestAsync(READ, 1));
        });
        client.add(Clients.of(link));

        link.lose(why);
        link.acknowledge();
        link.message(ECU, "62 F1 90 01");

        assertThat(result(answers.get(0))).hasSize(1);
    }

    @Test
    void behindOneThatWaitedForItsAnswerToo() {
        List<CompletionStage<PositiveResponse>> answers = new ArrayList<>();
        List<UdsClient> client = new ArrayList<>();
        onLoss(() -> answers.add(client.get(0).requestAsync(OTHER_READ)));
        client.add(Clients.of(link));
        CompletionStage<PositiveResponse> first = client.get(0).requestAsync(READ);

        link.lose(why);

        assertThat(failure(first)).isSameAs(why);
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90", "1000: 22 F1 8C");
        link.message(ECU, "62 F1 8C 02");
        assertThat(message(answers.get(0))).isEqualTo(hex("62 F1 8C 02"));
    }

    @Test
    void functionalOnesTakeTurnsOnTheNewConnection() {
        UdsGroup group = Clients.of(link).functional(GROUP);
        CompletionStage<List<UdsAnswer>> first = group.requestAsync(READ);
        CompletionStage<List<UdsAnswer>> second = group.requestAsync(OTHER_READ);

        link.lose(why);

        assertThat(failure(first)).isSameAs(why);
        assertThat(isDone(second)).isFalse();
        assertThat(link.takeSent()).containsExactly("E400: 22 F1 90", "E400: 22 F1 8C");
    }

    @Test
    void whatWasSentAndNotAcknowledgedFails() {
        UdsClient ecu = Clients.of(link);
        link.holdAcknowledgements();
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);

        link.lose(why);

        assertThat(failure(answer)).isSameAs(why);
        assertThat(link.armed()).isZero();
    }

    @Test
    void noLateAnswerIsWaitedForAnyMore() {
        UdsClient ecu = Clients.of(link);
        ecu.requestAsync(READ);
        link.advanceMillis(2_000);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90", "1000: 3E 00");

        link.lose(why);

        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");
        link.message(ECU, "62 F1 90 02");
        assertThat(message(answer)).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void aPauseIsOver() {
        UdsClient ecu = Clients.of(link, options -> options.p3(Duration.ofMillis(50)));
        ecu.sendAsync(hex("85 82"));
        CompletionStage<Void> second = ecu.sendAsync(hex("28 81 01"));
        assertThat(link.takeSent()).containsExactly("1000: 85 82");

        link.lose(why);

        assertThat(link.takeSent()).containsExactly("1000: 28 81 01");
        assertThat(isDone(second)).isTrue();
    }

    @Test
    void whatTheTargetWasTooBusyForIsNotRepeatedOnTheNewConnection() {
        UdsClient ecu = Clients.of(link);
        CompletionStage<PositiveResponse> answer = ecu.requestAsync(READ);
        link.message(ECU, "7F 22 21");

        link.lose(why);

        assertThat(failure(answer)).isSameAs(why);
        assertThat(link.armed()).isZero();
    }

    @Test
    void whenThereIsNoNewOneAllFailForTheSameReason() {
        UdsClient ecu = Clients.of(link);
        List<CompletionStage<?>> all = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            all.add(ecu.requestAsync(READ));
        }
        all.add(ecu.functional(GROUP).requestAsync(READ));
        all.add(ecu.functional(GROUP).requestAsync(READ));

        link.close(why);

        assertThat(all).allSatisfy(each -> assertThat(failure(each)).isSameAs(why));
        assertThat(link.armed()).isZero();
    }

    @Test
    void howManyWaitMakesNoDifferenceForTheStack() {
        UdsClient ecu = Clients.of(link);
        List<Long> depths = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            ecu.requestAsync(READ)
                    .whenComplete((answer, failure) ->
                            depths.add(StackWalker.getInstance().walk(Stream::count)));
        }

        link.close(why);

        assertThat(depths).hasSize(256);
        assertThat(depths.get(255)).isLessThan(depths.get(0) + 50);
    }

    @Test
    void theClosedClientFailsWhateverWaits() {
        UdsClient ecu = Clients.of(link);
        link.holdAcknowledgements();
        List<CompletionStage<?>> all = List.of(
                ecu.requestAsync(READ),
                ecu.requestAsync(READ),
                ecu.functional(GROUP).requestAsync(READ));

        ecu.close();

        assertThat(all).allSatisfy(each -> assertThat(failure(each)).hasMessageContaining("client was closed"));
        assertThat(link.armed()).isZero();
    }
}
