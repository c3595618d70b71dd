package io.doip4j.client.internal.net;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes lost connections anew, in a thread of its own. Guarded by the lock of the connection. */
final class ConnectingThread {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectingThread.class);
    private static final Duration ENDS = Duration.ofSeconds(1);

    private final String name;
    private final Activity activity;
    private @Nullable Thread last;

    ConnectingThread(String name, Activity activity) {
        this.name = name;
        this.activity = activity;
    }

    /**
     * Begins something.
     *
     * @param what blocks for a bounded time
     * @param orElse is told if it throws something, or if there are no threads left: nobody else would ever end the waiting
     */
    void begin(Runnable what, Consumer<Throwable> orElse) {
        Thread thread = Threads.daemon(name, () -> {
            try {
                guarded(what, orElse);
            } finally {
                activity.ended();
            }
        });
        last = thread;
        activity.began();
        guarded(thread::start, fault -> {
            activity.ended();
            orElse.accept(fault);
        });
    }

    private void guarded(Runnable what, Consumer<Throwable> orElse) {
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            LOG.error("{}: given up", name, e);
            orElse.accept(e);
        }
    }

    /** What waits for the end of the thread, but not for long; to be run without the lock. */
    Runnable ending() {
        Thread thread = last;
        return thread == null ? () -> {} : () -> Threads.await(thread, ENDS);
    }
}
