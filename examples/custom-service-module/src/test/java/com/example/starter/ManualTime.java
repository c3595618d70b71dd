package com.example.starter;

import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A scheduler whose time is moved by hand: tests of timing neither wait nor fail on a busy machine. */
final class ManualTime implements EcuScheduler {
    private final List<Task> tasks = new ArrayList<>();
    private Duration now = Duration.ZERO;

    private record Task(Duration due, Runnable action) {}

    @Override
    public Cancellable schedule(Duration delay, Runnable action) {
        Task task = new Task(now.plus(delay), action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    void advance(Duration time) {
        now = now.plus(time);
        List<Task> due =
                tasks.stream().filter(task -> task.due.compareTo(now) <= 0).toList();
        tasks.removeAll(due);
        due.forEach(task -> task.action.run());
    }
}
