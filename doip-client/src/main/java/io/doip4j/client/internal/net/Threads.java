package io.doip4j.client.internal.net;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Threads that do not keep the JVM alive. */
public final class Threads {
    private Threads() {}

    /**
     * A thread that is not started yet.
     *
     * @param name its name
     * @param task what it does
     * @return the thread
     */
    public static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits for the end of a thread, but not if it is this one. Keeps an interrupt for the caller. */
    static void await(Thread thread, Duration atMost) {
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            TimeUnit.MILLISECONDS.timedJoin(thread, atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
