package io.doip4j.server.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.internal.testing.ManualTime;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerQueueTest {
    private record Entry(long deadline, int number, TimerQueue.Timer timer) {}

    private final ManualTime time = new ManualTime();
    private final TimerQueue timers = time.timers();
    private final List<String> ran = new ArrayList<>();

    private TimerQueue.Timer schedule(int millis, String name) {
        return timers.schedule(Duration.ofMillis(millis), () -> ran.add(name + "@" + time.millis()));
    }

    @Test
    void allOfAStepHappensWhenItsClockIsLookedAtFirst() {
        time.advanceMillis(1);
        timers.beginStep();
        time.advanceMillis(2);
        long first = timers.stepTime();
        time.advanceMillis(3);

        assertThat(timers.stepTime()).isEqualTo(first).isEqualTo(timers.now() - 3_000_000);
    }

    @Test
    void everyStepHasItsOwnTimeAndWithoutAStepItIsNow() {
        timers.beginStep();
        long first = timers.stepTime();
        time.advanceMillis(1);
        timers.beginStep();

        assertThat(timers.stepTime() - first).isEqualTo(1_000_000);
        time.advanceMillis(1);
        timers.endStep();
        assertThat(timers.stepTime() - first).isEqualTo(2_000_000);
        time.advanceMillis(1);
        assertThat(timers.stepTime() - first).isEqualTo(3_000_000);
    }

    @Test
    void tasksRunInTheOrderOfTheirDeadlines() {
        schedule(30, "c");
        schedule(10, "a");
        schedule(20, "b");

        time.advanceMillis(30);

        assertThat(ran).containsExactly("a@10", "b@20", "c@30");
    }

    @Test
    void nothingRunsBeforeItsDeadline() {
        timers.schedule(Duration.ofNanos(10), () -> ran.add("early"));

        time.advance(Duration.ofNanos(9));
        timers.runDue();

        assertThat(ran).isEmpty();
        assertThat(timers.nanosUntilNext()).isEqualTo(1);
    }

    @Test
    void tasksWithOneDeadlineRunInTheOrderOfScheduling() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            timers.schedule(Duration.ofMillis(5), () -> order.add(number));
        }

        time.advanceMillis(5);

        assertThat(order).hasSize(100).isSorted();
    }

    @Test
    void orderHoldsWhereTheClockOverflows() {
        schedule(2000, "after the overflow");
        schedule(999, "before it");

        time.advanceMillis(2000);

        assertThat(ran).containsExactly("before it@999", "after the overflow@2000");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1_000_000_000, 200 * 365 * 86_400L})
    void delayThatIsLongerThanAnyClockRunsIsAVeryLongOne(long seconds) {
        timers.scheduleAt(timers.now() - 5, () -> ran.add("overdue"));
        timers.schedule(Duration.ofSeconds(seconds), () -> ran.add("never"));
        schedule(1000, "soon");
        time.advance(Duration.ofDays(100 * 365));

        assertThat(ran).containsExactly("overdue", "soon@1000");
        assertThat(timers.nanosUntilNext())
                .isGreaterThan(Duration.ofDays(40 * 365).toNanos());
    }

    @Test
    void delayThatIsLessThanAnyClockCountsIsDueAtOnce() {
        schedule(1, "a");
        timers.schedule(Duration.ofSeconds(Long.MIN_VALUE), () -> ran.add("now"));
        timers.runDue();

        assertThat(ran).containsExactly("now");
    }

    @Test
    void emptyQueueHasNoNextDeadline() {
        assertThat(timers.nanosUntilNext()).isEqualTo(TimerQueue.NONE);
        assertThat(timers.pollDue()).isNull();
    }

    @Test
    void overdueTaskIsDueAtOnce() {
        timers.scheduleAt(timers.now() - 5, () -> ran.add("late"));

        assertThat(timers.nanosUntilNext()).isZero();
        timers.runDue();
        assertThat(ran).containsExactly("late");
    }

    @Test
    void tasksThatADueTaskSchedulesForNowRunToo() {
        timers.schedule(Duration.ZERO, () -> schedule(0, "second"));

        timers.runDue();

        assertThat(ran).containsExactly("second@0");
    }

    @Test
    void cancelledTaskDoesNotRun() {
        schedule(1, "a");
        TimerQueue.Timer cancelled = schedule(2, "b");
        schedule(3, "c");

        cancelled.cancel();
        time.advanceMillis(5);

        assertThat(ran).containsExactly("a@1", "c@3");
    }

    @Test
    void cancellingTwiceOrAfterTheRunHasNoEffect() {
        TimerQueue.Timer first = schedule(1, "a");
        TimerQueue.Timer second = schedule(2, "b");
        schedule(3, "c");

        second.cancel();
        second.cancel();
        time.advanceMillis(1);
        first.cancel();

        assertThat(timers.size()).isEqualTo(1);
        time.advanceMillis(5);
        assertThat(ran).containsExactly("a@1", "c@3");
    }

    @Test
    void taskMayCancelOneThatIsDueAtTheSameMoment() {
        List<TimerQueue.Timer> victims = new ArrayList<>();
        timers.schedule(Duration.ofMillis(1), () -> victims.forEach(TimerQueue.Timer::cancel));
        victims.add(schedule(1, "victim"));

        time.advanceMillis(1);

        assertThat(ran).isEmpty();
        assertThat(timers.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeASortedListWhereverTimersAreCancelled(long seed) {
        Random random = new Random(seed);
        List<Entry> model = new ArrayList<>();
        List<Integer> actual = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        Comparator<Entry> order = Comparator.comparingLong((Entry entry) -> entry.deadline() - timers.now())
                .thenComparingInt(Entry::number);
        for (int i = 0; i < 3000; i++) {
            int choice = random.nextInt(10);
            if (choice < 5 || model.isEmpty()) {
                int number = i;
                long deadline = timers.now() + random.nextInt(200) * 1_000_000L;
                model.add(new Entry(deadline, number, timers.scheduleAt(deadline, () -> actual.add(number))));
            } else if (choice < 8) {
                model.remove(random.nextInt(model.size())).timer().cancel();
            } else {
                time.advanceMillis(random.nextInt(40));
                model.stream()
                        .filter(entry -> entry.deadline() - timers.now() <= 0)
                        .sorted(order)
                        .forEach(entry -> expected.add(entry.number()));
                model.removeIf(entry -> entry.deadline() - timers.now() <= 0);
            }
            assertThat(timers.size()).isEqualTo(model.size());
        }
        assertThat(actual).isNotEmpty().isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void cancellingEverythingInAnyOrderLeavesNothingBehind(long seed) throws Exception {
        Random random = new Random(seed);
        List<TimerQueue.Timer> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(schedule(random.nextInt(100), "x"));
        }

        while (!all.isEmpty()) {
            all.remove(random.nextInt(all.size())).cancel();
        }

        assertThat(timers.size()).isZero();
        assertThat(timers.nanosUntilNext()).isEqualTo(TimerQueue.NONE);
        Field heap = TimerQueue.class.getDeclaredField("heap");
        heap.setAccessible(true);
        assertThat((Object[]) heap.get(timers)).containsOnlyNulls();
    }

    @Test
    void timersThatHaveRunAreNotHeld() throws Exception {
        for (int i = 0; i < 40; i++) {
            schedule(i, "x");
        }

        time.advanceMillis(40);

        Field heap = TimerQueue.class.getDeclaredField("heap");
        heap.setAccessible(true);
        assertThat((Object[]) heap.get(timers)).containsOnlyNulls();
    }
}
