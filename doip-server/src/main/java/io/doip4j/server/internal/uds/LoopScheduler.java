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

    private final class Scheduled {
        private final long deadline;
        private final Runnable task;
        private TimerQueue.@Nullable Timer timer;

        Scheduled(long deadline, Runnable task) {
            this.deadline = deadline;
            this.task = task;
        }

        void arm() {
            timer = host.timers().scheduleAt(deadline, () -> exclusive.execute(task));
        }

        void cancel() {
            TimerQueue.Timer armed = timer;
            if (armed != null) {
                armed.cancel();
            }
        }
    }
}
