package io.doip4j.client.uds;

import static io.doip4j.client.uds.Clients.ECU;
import static io.doip4j.client.uds.Clients.hex;
import static io.doip4j.client.uds.Clients.isDone;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Nrc;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against an ECU that works on one request after the other, but slowly, and loses answers: no answer is ever taken for that to
 * another request.
 */
class MatchingPropertyTest {
    private static final int RUNS = 100;
    private static final int CALLS = 40;
    private static final Bytes QUIET = hex("31 81 02 03");
    private static final Duration LATEST = Duration.ofMillis(7_900);
    private static final List<Bytes> REQUESTS =
            List.of(hex("22 F1 90"), hex("22 F1 8C"), hex("31 01 02 03"), QUIET, hex("3E 00"), hex("10 03"));

    /** What the ECU does with a request while it works on another. */
    enum WhenBusy {
        WAITS_IN_LINE,
        ANSWERS_0X21,
        IS_IGNORED
    }

    /**
     * @param number counts all requests; the answer tells it
     * @param deadline when it will be answered at the latest: 8 s after
     *     it was given up it is not waited for
     */
    private record Work(Bytes request, int number, long deadline) {}

    /** Every answer tells which request it is for: a positive one by its data, a negative one by its code. */
    private static final class SlowEcu {
        private static final List<Integer> CODES = List.of(0x22, 0x31, 0x33, 0x72, 0x24, 0x26, 0x25);

        private final FakeLink link;
        private final Random random;
        private final WhenBusy whenBusy;
        private final Deque<Work> line = new ArrayDeque<>();
        private @Nullable Work current;
        private int last;

        SlowEcu(FakeLink link, Random random, WhenBusy whenBusy) {
            this.link = link;
            this.random = random;
            this.whenBusy = whenBusy;
        }

        void request(LogicalAddress target, Bytes request) {
            Work work = new Work(request, ++last, link.clock().nanoTime() + LATEST.toNanos());
            if (current == null) {
                begin(work);
            } else if (whenBusy == WhenBusy.WAITS_IN_LINE) {
                line.add(work);
            } else if (whenBusy == WhenBusy.ANSWERS_0X21) {
                link.message(ECU, Bytes.of(0x7F, request.u8(0), 0x21));
            }
        }

        private void begin(Work work) {
            current = work;
            long most = (work.deadline - link.clock().nanoTime()) / 1_000_000;
            boolean slow = random.nextInt(4) == 0 && most > 1_500 && !work.request.equals(QUIET);
            long millis = slow ? random.nextLong(1_500, most) : random.nextLong(60);
            if (slow && random.nextInt(3) == 0) {
                link.schedule(Duration.ofMillis(40), () -> link.message(ECU, negative(work, 0x78)));
            }
            link.schedule(Duration.ofMillis(millis), () -> end(work));
        }

        private void end(Work work) {
            current = line.poll();
            if (current != null) {
                begin(current);
            }
            boolean refused = work.number % 3 == 0;
            boolean wanted = refused || !work.request.equals(QUIET);
            if (wanted && random.nextInt(8) != 0) {
                link.message(ECU, refused ? negative(work, code(work.number)) : positive(work));
            }
        }

        static int code(int number) {
            return CODES.get(number % CODES.size());
        }

        private static Bytes negative(Work work, int code) {
            return Bytes.of(0x7F, work.request.u8(0), code);
        }

        private static Bytes positive(Work work) {
            Bytes echo = switch (work.request.u8(0)) {
                case 0x22 -> Bytes.of(0x62, 0xF1, work.request.u8(2));
                case 0x31 -> hex("71 01 02 03");
                case 0x3E -> hex("7E 00");
                case 0x19 -> hex("59 01 FF");
                default -> hex("50 03");
            };
            return echo.plus(Bytes.of(work.number >> 8, work.number & 0xFF));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerBelongsToItsRequest(WhenBusy whenBusy) {
        int answered = 0;
        for (int run = 0; run < RUNS; run++) {
            answered += run(new Random(run), whenBusy);
        }

        // Or the client could simply never take an answer
        assertThat(answered).isGreaterThan(RUNS * CALLS / 3);
    }

    private static int run(Random random, WhenBusy whenBusy) {
        FakeLink link = new FakeLink();
        SlowEcu slow = new SlowEcu(link, random, whenBusy);
        link.ecu(slow::request);
        UdsClient ecu = Clients.of(link);
        int answered = 0;
        for (int call = 0; call < CALLS; call++) {
            Bytes request = REQUESTS.get(random.nextInt(REQUESTS.size()));
            while (request.equals(QUIET) && slow.current != null) {
                // Its negative answer would come later than P2 allows
                link.advanceMillis(100);
            }
            CompletionStage<UdsOutcome> outcome = ecu.exchangeAsync(request);
            for (int millis = 0; !isDone(outcome); millis += 10) {
                assertThat(millis).as("waits no longer than it may").isLessThan(60_000);
                link.advanceMillis(10);
            }
            if (!outcome.toCompletableFuture().isCompletedExceptionally()) {
                answered += check(outcome.toCompletableFuture().join(), link, slow, request);
            }
            link.takeSent();
            link.advanceMillis(random.nextInt(3) == 0 ? random.nextInt(4_000) : random.nextInt(100));
        }
        ecu.close();
        return answered;
    }

    private static int check(UdsOutcome outcome, FakeLink link, SlowEcu slow, Bytes request) {
        // What the call sent last is the request itself: a probe always comes before it
        assertThat(link.takeSent()).last().isEqualTo("1000: " + request.toHex());
        int number = slow.last;
        if (outcome instanceof UdsOutcome.Positive yes) {
            Bytes message = yes.response().message();
            assertThat(message.u16(message.length() - 2)).as("%s", message).isEqualTo(number);
            return 1;
        }
        if (outcome instanceof UdsOutcome.Negative no && !no.response().nrc().equals(Nrc.BUSY_REPEAT_REQUEST)) {
            assertThat(no.response().nrc().value())
                    .as("%s", no.response().message())
                    .isEqualTo(SlowEcu.code(number));
            assertThat(number % 3).isZero();
            return 1;
        }
        return 0;
    }
}
