package io.doip4j.client.internal.protocol;

import io.doip4j.core.MonotonicClock;
import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clock that only tests move, with its timers. It begins one second before a {@code long} overflows, so that whoever
 * compares moments instead of differences is found out.
 */
public final class ManualTime implements MonotonicClock {
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private static final class Timer {
        private final long due;
        private final Runnable task;

        Timer(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }
    }

    private final List<Timer> timers = new ArrayList<>();
    private long now = START;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    public synchronized Cancellable schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(now + Math.max(0, delay.toNanos()), task);
        timers.add(timer);
        return () -> cancel(timer);
    }

    private synchronized void cancel(Timer timer) {
        timers.remove(timer);
    }

    /** How many timers wait. */
    public synchronized int armed() {
        return timers.size();
    }

    /** Lets time pass: every timer fires at its own moment, one after the other. */
    public void advance(Duration time) {
        long end = nanoTime() + time.toNanos();
        Timer next;
        while ((next = takeDueUntil(end)) != null) {
            next.task.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized @Nullable Timer takeDueUntil(long end) {
        Timer next = timers.stream()
                .min(Comparator.comparingLong(timer -> timer.due - now))
                .orElse(null);
        if (next == null || next.due - end > 0) {
            return null;
        }
        timers.remove(next);
        now = next.due;
        return next;
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }
}
