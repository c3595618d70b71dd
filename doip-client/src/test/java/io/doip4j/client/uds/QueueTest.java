package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.OTHER;
import static io.doip4j.client.uds.Clients.failure;
import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.isDone;
import static io.doip4j.client.uds.Clients.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.client.DoipInterruptedException;
import io.doip4j.core.Bytes;
import io.doip4j.uds.PositiveResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One request at a time for each target, the others in order; and who may wait where. */
class QueueTest {
    private static final Bytes READ = hex("22 F1 90");

    private final FakeLink link = new FakeLink();
    private final UdsClient ecu = Clients.of(link);

    @Test
    void theNextRequestIsSentWhenTheOneBeforeHasItsAnswer() {
        CompletionStage<PositiveResponse> first = ecu.requestAsync(hex("22 F1 90"));
        CompletionStage<PositiveResponse> second = ecu.requestAsync(hex("22 F1 8C"));
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90");

        link.message(ECU, "62 F1 90 01");
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 8C");
        link.message(ECU, "62 F1 8C 02");

        assertThat(result(first).message()).isEqualTo(hex("62 F1 90 01"));
        assertThat(result(second).message()).isEqualTo(hex("62 F1 8C 02"));
    }

    @Test
    void aListenerThatFailsIsCalledAgain() {
        List<Bytes> heard = new ArrayList<>();
        ecu.listen((source, message) -> {
            heard.add(message);
            throw new AssertionError("of a test, for example");
        });

        link.message(ECU, "62 F1 90 01");
        link.message(ECU, "62 F1 90 02");

        assertThat(heard).containsExactly(hex("62 F1 90 01"), hex("62 F1 90 02"));
    }

    @Test
    void aTimeoutLetsTheNextPass() {
        ecu.requestAsync(hex("22 F1 90"));
        ecu.requestAsync(hex("10 01"));
        link.takeSent();

        link.advanceMillis(2_000);

        assertThat(link.takeSent()).containsExactly("1000: 10 01");
    }

    @Test
    void targetsDoNotWaitForEachOther() {
        UdsClient other = ecu.target(OTHER);
        CompletionStage<PositiveResponse> one = ecu.requestAsync(READ);
        CompletionStage<PositiveResponse> two = other.requestAsync(READ);
        assertThat(link.takeSent()).containsExactly("1000: 22 F1 90", "1001: 22 F1 90");

        link.message(OTHER, "62 F1 90 02");
        assertThat(isDone(one)).isFalse();
        link.message(ECU, "62 F1 90 01");

        assertThat(result(one).message()).isEqualTo(hex("62 F1 90 01"));
        assertThat(result(two).message()).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void clientsForOneTargetShareTheQueue() {
        ecu.requestAsync(READ);
        ecu.with(options -> options.p6(Duration.ofSeconds(9))).requestAsync(READ);
        ecu.target(OTHER).target(ECU).requestAsync(READ);

        assertThat(link.takeSent()).hasSize(1);
    }

    @Test
    void theQueueIsBounded() {
        List<CompletionStage<PositiveResponse>> answers =
                IntStream.range(0, 258).mapToObj(i -> ecu.requestAsync(READ)).toList();

        assertThat(answers.subList(0, 257)).noneMatch(Clients::isDone);
        assertThat(failure(answers.get(257)))
                .isInstanceOf(UdsException.class)
                .hasMessage("256 requests for 0x1000 wait already: wait for answers in between");
    }

    @Test
    void closingEndsWhatWaits() {
        CompletionStage<PositiveResponse> first = ecu.requestAsync(READ);
        CompletionStage<PositiveResponse> second = ecu.target(OTHER).requestAsync(READ);
        CompletionStage<List<UdsAnswer>> group = ecu.functional(0xE400).requestAsync(READ);

        ecu.close();
        ecu.close();

        assertThat(failure(first)).hasMessage("the UDS client was closed while a request waited");
        assertThat(failure(second)).hasMessage("the UDS client was closed while a request waited");
        assertThat(failure(group)).hasMessage("the UDS client was closed while a request waited");
        assertThat(link.listening()).isZero();
        assertThat(link.armed()).isZero();
        assertThatThrownBy(() -> ecu.requestAsync(READ))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the UDS client is closed: make a new one");
    }

    @Test
    void aBlockingCallInACallbackOfTheLinkIsRefused() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        ecu.requestAsync(READ).thenAccept(answer -> {
            try {
                ecu.request(READ);
            } catch (IllegalStateException e) {
                thrown.set(e);
            }
        });

        link.message(ECU, "62 F1 90 01");

        assertThat(thrown.get()).hasMessageContaining("would keep its own answer out");
    }

    @Test
    void anAsynchronousCallInACallbackOfTheLinkIsFine() {
        CompletionStage<PositiveResponse> second =
                ecu.requestAsync(READ).thenCompose(answer -> ecu.requestAsync(hex("22 F1 8C")));

        link.message(ECU, "62 F1 90 01");
        link.message(ECU, "62 F1 8C 01");

        assertThat(result(second).message()).isEqualTo(hex("62 F1 8C 01"));
    }

    @Test
    void stagesCompleteOnTheExecutor() {
        List<Runnable> tasks = new ArrayList<>();
        CompletionStage<PositiveResponse> answer =
                ecu.with(options -> options.executor(tasks::add)).requestAsync(READ);

        link.message(ECU, "62 F1 90 01");
        assertThat(isDone(answer)).isFalse();
        tasks.remove(0).run();

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 90 01"));
    }

    @Test
    void anExecutorThatTakesNothingMoreKeepsNoResultBack() {
        CompletionStage<PositiveResponse> answer = ecu.with(options -> options.executor(task -> {
                    throw new RejectedExecutionException("in a test");
                }))
                .requestAsync(READ);

        link.message(ECU, "7F 22 78");
        link.message(ECU, "62 F1 90 01");

        assertThat(result(answer).message()).isEqualTo(hex("62 F1 90 01"));
    }

    @Test
    void aBlockingCallGetsItsAnswerFromAnotherThread() {
        AtomicReference<PositiveResponse> answer = new AtomicReference<>();
        Thread caller = new Thread(() -> answer.set(ecu.request(READ)));
        caller.start();
        Awaitility.await().until(() -> caller.getState() == Thread.State.WAITING);

        link.message(ECU, "62 F1 90 01");

        Awaitility.await().until(() -> answer.get() != null);
        assertThat(answer.get()).isEqualTo(new PositiveResponse(hex("62 F1 90 01")));
    }

    @Test
    void anInterruptedCallSaysSoAndItsAnswerIsDropped() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                ecu.request(READ);
            } catch (DoipInterruptedException e) {
                interrupted.set(Thread.currentThread().isInterrupted());
                thrown.set(e);
            }
        });
        caller.start();
        Awaitility.await().until(() -> caller.getState() == Thread.State.WAITING);

        caller.interrupt();

        Awaitility.await().until(() -> thrown.get() != null);
        assertThat(thrown.get()).isInstanceOf(DoipInterruptedException.class);
        assertThat(interrupted.get()).isTrue();
        CompletionStage<PositiveResponse> next = ecu.requestAsync(READ);
        link.message(ECU, "62 F1 90 01");
        assertThat(isDone(next)).isFalse();
        link.message(ECU, "62 F1 90 02");
        assertThat(result(next).message()).isEqualTo(hex("62 F1 90 02"));
    }

    @Test
    void aListenerHearsMessagesInOrderAndOnlyUntilItEnds() {
        List<String> heard = new ArrayList<>();
        var listening = ecu.listen((source, message) -> heard.add(source + " " + message));

        link.message(OTHER, "6A 01 5A");
        link.message(ECU, "C6 03 00 02");
        listening.cancel();
        link.message(ECU, "6A 01 5B");

        assertThat(heard).containsExactly("0x1001 6A 01 5A", "0x1000 C6 03 00 02");
    }

    @Test
    void anEmptyMessageIsNoMessage() {
        List<Bytes> heard = new ArrayList<>();
        ecu.listen((source, message) -> heard.add(message));

        link.message(ECU, Bytes.EMPTY);

        assertThat(heard).isEmpty();
    }

    @Test
    void aSlowListenerMissesMessagesInsteadOfFillingTheMemory() {
        List<Runnable> tasks = new ArrayList<>();
        List<Bytes> heard = new ArrayList<>();
        ecu.with(options -> options.executor(tasks::add)).listen((source, message) -> heard.add(message));
        for (int i = 0; i < 5_000; i++) {
            link.message(ECU, "6A 01 5A");
        }

        assertThat(tasks).hasSize(1);
        tasks.get(0).run();

        assertThat(heard).hasSize(4_096);
    }
}
