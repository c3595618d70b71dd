package io.doip4j.server.internal.uds;

import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuScheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Schedules on the event loop, from any thread. */
final class LoopScheduler implements EcuScheduler {
    private final EcuHost host;

    LoopScheduler(EcuHost host) {
        this.host = host;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Scheduled scheduled = new Scheduled(host.clock().nanoTime() + delay.toNanos(), task);
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
            timer = host.timers().scheduleAt(deadline, task);
        }

        void cancel() {
            TimerQueue.Timer armed = timer;
            if (armed != null) {
                armed.cancel();
            }
        }
    }
}
