package io.doip4j.it.uds;

import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.time.TimerQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/** A clock that only tests move, its timers, and what is to be done soon. */
final class VirtualTime implements MonotonicClock {
    private final TimerQueue timers = new TimerQueue(this);
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private long nanos;

    @Override
    public long nanoTime() {
        return nanos;
    }

    Duration now() {
        return Duration.ofNanos(nanos);
    }

    TimerQueue timers() {
        return timers;
    }

    /** Runs something after the current event, as the loop does. */
    void execute(Runnable task) {
        tasks.add(task);
    }

    void settle() {
        Runnable task;
        while ((task = tasks.poll()) != null) {
            task.run();
        }
    }

    /** Lets time pass, deadline by deadline, until a moment or until something is so. */
    void advanceUntil(Duration moment, BooleanSupplier enough) {
        settle();
        while (!enough.getAsBoolean() && timers.nanosUntilNext() <= moment.toNanos() - nanos) {
            nanos += timers.nanosUntilNext();
            Runnable due = timers.pollDue();
            if (due != null) {
                due.run();
            }
            settle();
        }
        if (!enough.getAsBoolean()) {
            nanos = Math.max(nanos, moment.toNanos());
        }
    }
}
