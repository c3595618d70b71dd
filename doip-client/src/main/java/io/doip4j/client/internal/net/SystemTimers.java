package io.doip4j.client.internal.net;

import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers on the clock of the JVM, with a thread that is there only while something is scheduled. */
public final class SystemTimers implements Timers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemTimers.class);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofMillis(500);
    private static final long LONGEST_DELAY = Long.MAX_VALUE / 4;

    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    /**
     * Timers.
     *
     * @param threadName name of their thread
     */
    public SystemTimers(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = Threads.daemon(threadName, task);
            thread = created;
            return created;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = executor.schedule(() -> run(task), nanos(delay), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("nothing is scheduled after the end", e);
            return () -> {};
        }
    }

    private static long nanos(Duration delay) {
        return delay.compareTo(Duration.ofNanos(LONGEST_DELAY)) > 0 ? LONGEST_DELAY : delay.toNanos();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a scheduled task failed", e);
        }
    }

    /** Ends the thread; what is scheduled never runs. */
    @Override
    public void close() {
        executor.shutdown();
        Thread running = thread;
        if (running != null) {
            Threads.await(running, CLOSE);
        }
    }
}
