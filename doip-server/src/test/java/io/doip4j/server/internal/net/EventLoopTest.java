package io.doip4j.server.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.testing.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The loop with its real thread, without sockets. */
@Timeout(10)
class EventLoopTest {
    private final EventLoop loop = EventLoop.start(MonotonicClock.system(), true);
    private final CapturedLog log = new CapturedLog(EventLoop.class);

    @AfterEach
    void close() {
        loop.close();
        log.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tasksRunInOrderOnTheLoopsThread() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            int number = i;
            loop.execute(() -> order.add(loop.isCurrentThread() ? number : -1));
        }

        assertThat(loop.call(() -> List.copyOf(order))).hasSize(5000).isSorted().startsWith(0);
        assertThat(loop.isCurrentThread()).isFalse();
    }

    @Test
    void timersRunOnTheLoopsThread() {
        CountDownLatch ran = new CountDownLatch(1);
        loop.execute(() -> loop.timers().schedule(Duration.ofMillis(5), () -> {
            if (loop.isCurrentThread()) {
                ran.countDown();
            }
        }));

        await(ran);
    }

    @Test
    void taskAndTimerAreAStepOfTheirOwn() {
        assertThat(loop.call(this::stepHasOneTime)).isTrue();

        CountDownLatch ran = new CountDownLatch(1);
        loop.execute(() -> loop.timers().schedule(Duration.ZERO, () -> {
            if (stepHasOneTime()) {
                ran.countDown();
            }
        }));
        await(ran);
        long afterwards = loop.call(() -> loop.timers().stepTime());
        assertThat(loop.call(() -> loop.timers().stepTime()) - afterwards).isPositive();
    }

    private boolean stepHasOneTime() {
        long begin = loop.timers().stepTime();
        while (loop.timers().now() == begin) {
            Thread.onSpinWait();
        }
        return loop.timers().stepTime() == begin;
    }

    @Test
    void callReturnsTheResultAlsoOnTheLoopsThread() {
        assertThat(loop.call(() -> loop.call(() -> "inner") + loop.isCurrentThread()))
                .isEqualTo("innertrue");
    }

    @Test
    void callThrowsWhatTheTaskThrows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loop.call(() -> {
                    throw new IllegalArgumentException("fault");
                }))
                .withMessage("fault");
    }

    static List<Throwable> faults() {
        return List.of(
                new IllegalStateException("fault"),
                new AssertionError("fault"),
                new StackOverflowError(),
                new NoClassDefFoundError("fault"),
                new ServiceConfigurationError("fault"));
    }

    private static Runnable throwing(Throwable fault) {
        return () -> {
            if (fault instanceof RuntimeException exception) {
                throw exception;
            }
            throw (Error) fault;
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultOfATaskEndsNothingButItself(Throwable fault) {
        CountDownLatch after = new CountDownLatch(1);
        loop.execute(throwing(fault));
        loop.execute(after::countDown);

        await(after);
        assertThat(loop.call(() -> "alive")).isEqualTo("alive");
        assertThat(log.lines()).singleElement().asString().startsWith("ERROR");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultOfATimerEndsNothingButItself(Throwable fault) {
        CountDownLatch after = new CountDownLatch(1);
        loop.execute(() -> {
            loop.timers().schedule(Duration.ZERO, throwing(fault));
            loop.timers().schedule(Duration.ofMillis(1), after::countDown);
        });

        await(after);
        assertThat(loop.call(() -> "alive")).isEqualTo("alive");
        assertThat(log.lines()).singleElement().asString().startsWith("ERROR");
    }

    @Test
    void closeFromAnotherThreadWaitsForTheThreadToEnd() {
        Thread thread = loop.call(Thread::currentThread);
        loop.close();

        assertThat(thread.isAlive()).isFalse();
        loop.close();
    }

    @Test
    void closeFromTheOwnThreadDoesNotWaitForItself() throws InterruptedException {
        Thread thread = loop.call(() -> {
            loop.close();
            return Thread.currentThread();
        });
        thread.join(5000);

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void tasksThatWereGivenBeforeTheEndRun() {
        CountDownLatch blocked = new CountDownLatch(1);
        List<String> ran = new ArrayList<>();
        loop.execute(() -> await(blocked));
        loop.execute(loop::close);
        loop.execute(() -> ran.add("task"));
        blocked.countDown();
        loop.close();

        assertThat(ran).containsExactly("task");
    }

    @Test
    void callAfterCloseFailsWithAMessage() {
        loop.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> loop.call(() -> "never"))
                .withMessageContaining("closed");
        assertThat(loop.callIfOpen(() -> {})).isFalse();
    }

    @Test
    void taskAfterCloseIsDropped() {
        loop.close();
        boolean[] ran = {false};
        loop.execute(() -> ran[0] = true);

        assertThat(ran[0]).isFalse();
    }

    @Test
    void closeKeepsTheInterruptOfTheWaitingThread() {
        Thread.currentThread().interrupt();
        loop.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void callsThatRaceWithCloseEndOneWayOrTheOther() throws InterruptedException {
        Thread caller = new Thread(() -> assertThatThrownBy(() -> {
                    while (true) {
                        loop.call(() -> "result");
                    }
                })
                .isInstanceOf(IllegalStateException.class));
        caller.start();
        loop.close();
        caller.join(5000);

        assertThat(caller.isAlive()).isFalse();
    }
}
