package io.doip4j.server.internal.testing;

import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.time.TimerQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that only tests move, with its timers and a queue of tasks for "soon". It begins one second before a {@code long}
 * overflows, so that whoever compares moments instead of differences is found out.
 */
public final class ManualTime implements MonotonicClock {
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final AtomicLong now = new AtomicLong(START);
    private final TimerQueue timers = new TimerQueue(this);
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public long nanoTime() {
        return now.get();
    }

    public TimerQueue timers() {
        return timers;
    }

    /** Milliseconds since the . */
    public long millis() {
        return Duration.ofNanos(now.get() - START).toMillis();
    }

    /** Runs something after the current event, as the loop does. */
    public void execute(Runnable task) {
        tasks.add(task);
    }

    public void settle() {
        Runnable task;
        while ((task = tasks.poll()) != null) {
            task.run();
        }
    }

    /** Lets time pass: every deadline fires at its own moment, one after the other, tasks run after each. */
    public void advance(Duration time) {
        long end = nanoTime() + time.toNanos();
        settle();
        while (timers.nanosUntilNext() <= end - nanoTime()) {
            now.addAndGet(timers.nanosUntilNext());
            Runnable due = timers.pollDue();
            if (due != null) {
                due.run();
            }
            settle();
        }
        now.set(end);
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }
}
