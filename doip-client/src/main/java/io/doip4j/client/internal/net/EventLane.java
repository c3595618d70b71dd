package io.doip4j.client.internal.net;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what has come, and completes stages, one after the other in the order of arrival, in a thread that is not
 * the reader: whoever blocks here delays what others are told, but neither alive checks nor timeouts. The thread is there
 * only while there is something to tell.
 */
public final class EventLane {
    private static final Logger LOG = LoggerFactory.getLogger(EventLane.class);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int MAX_MESSAGES = 8192;
    private static final long MAX_BYTES = 1L << 28;

    private final String name;
    private final ThreadPoolExecutor executor;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Activity activity;
    private volatile @Nullable Thread thread;

    /**
     * A lane.
     *
     * @param threadName name of its thread
     * @param activity hears what it does
     */
    public EventLane(String threadName, Activity activity) {
        this.activity = activity;
        name = threadName;
        executor = new ThreadPoolExecutor(
                1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread created = Threads.daemon(threadName, task);
                    thread = created;
                    return created;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs something that there are not many of: after all that is here already, or in a thread of its own if the lane is closed.
     * Never by the caller, who may hold locks.
     *
     * @param task what to run
     */
    public void execute(Runnable task) {
        activity.began();
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            LOG.trace("told after the end of the lane", e);
            Threads.daemon(name + " after the end", () -> run(task)).start();
        }
    }

    /**
     * Tells of a message, unless so many wait already that nobody can be listening any more.
     *
     * @param length bytes of the message
     * @param task what to run
     */
    void tell(int length, Runnable task) {
        if (messages.get() >= MAX_MESSAGES || bytes.get() > MAX_BYTES) {
            if (dropped.getAndIncrement() == 0) {
                LOG.warn("messages are dropped because a listener is too slow: it must return at once");
            }
            return;
        }
        messages.incrementAndGet();
        bytes.addAndGet(length);
        activity.began();
        try {
            executor.execute(() -> {
                messages.decrementAndGet();
                bytes.addAndGet(-length);
                run(task);
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("a message after the end is told nobody", e);
            activity.ended();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a listener failed", e);
        } finally {
            activity.ended();
        }
    }

    /**
     * Ends the lane once all is told that is here, and what is added meanwhile. Waits for that, but not for long, and not if this
     * is called by the lane.
     *
     * @param atMost how long to wait
     */
    public void close(Duration atMost) {
        endOnceIdle();
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            if (!executor.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdown();
                LOG.warn("a listener still blocks after the connection was closed: it must return at once");
            }
        } catch (InterruptedException e) {
            executor.shutdown();
            Thread.currentThread().interrupt();
        }
    }

    /** One thing that failed may make the next one fail: both are told in order. */
    private void endOnceIdle() {
        try {
            executor.execute(() -> {
                if (executor.getQueue().isEmpty()) {
                    executor.shutdown();
                } else {
                    endOnceIdle();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.trace("the lane is closed already", e);
        }
    }
}
