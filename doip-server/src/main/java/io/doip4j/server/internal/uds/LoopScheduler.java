package io.doip4j.server.internal.uds;

import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuScheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Schedules on the event loop, from any thread. */
final class LoopScheduler implements EcuScheduler {
    private final EcuHost host;
    private final Executor exclusive;

    /**
     * A scheduler.
     *
     * @param host the server
     * @param exclusive runs a task when no other thread works for the ECU
     */
    LoopScheduler(EcuHost host, Executor exclusive) {
        this.host = host;
        this.exclusive = exclusive;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Scheduled scheduled = new Scheduled(host.timers().deadline(delay), task);
        host.onLoop(scheduled::arm);
        return () -> host.onLoop(scheduled::cancel);
    }

    /** A task; it may be cancelled also while it waits for the other thread. */
    final class Scheduled implements Runnable {
        private final long deadline;
        private final Runnable task;
        private boolean cancelled;
        private TimerQueue.@Nullable Timer timer;

        Scheduled(long deadline, Runnable task) {
            this.deadline = deadline;
            this.task = task;
        }

        Runnable task() {
            return task;
        }

        void arm() {
            timer = host.timers().scheduleAt(deadline, () -> exclusive.execute(this));
        }

        void cancel() {
            cancelled = true;
            TimerQueue.Timer armed = timer;
            if (armed != null) {
                armed.cancel();
            }
        }

        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }

        /** The class of the task, for the log. */
        @Override
        public String toString() {
            return task.getClass().getName();
        }
    }
}
