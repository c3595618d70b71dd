package io.doip4j.uds.services.internal.testing;

import io.doip4j.core.MonotonicClock;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock that is moved by hand, and what is to run on it. */
public final class FakeTime implements MonotonicClock, EcuScheduler {
    private final List<Task> tasks = new ArrayList<>();
    private long now = 1_000_000_007L;
    private long count;

    private record Task(long number, long deadline, Runnable action) {}

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable action) {
        Task task = new Task(++count, now + delay.toNanos(), action);
        tasks.add(task);
        return () -> tasks.removeIf(other -> other.number == task.number);
    }

    /** Runs what is due on the way, one by one, each at its time. */
    void advance(Duration time) {
        long end = now + time.toNanos();
        for (Optional<Task> next = next(end); next.isPresent(); next = next(end)) {
            Task task = next.get();
            tasks.remove(task);
            now = Math.max(now, task.deadline);
            task.action.run();
        }
        now = end;
    }

    /** Lets time pass in which nothing can run; what became due then runs at the end. */
    public void stall(Duration time) {
        now += time.toNanos();
        advance(Duration.ZERO);
    }

    private Optional<Task> next(long end) {
        return tasks.stream()
                .filter(task -> task.deadline - end <= 0)
                .min(Comparator.comparingLong(task -> task.deadline - now));
    }

    public int scheduled() {
        return tasks.size();
    }
}
