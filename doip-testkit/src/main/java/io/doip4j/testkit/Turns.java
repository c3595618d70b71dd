package io.doip4j.testkit;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets the tests that share a server have it one after the other. */
final class Turns {
    private static final long LONGEST_MINUTES = 10;
    private static final String ADVICE =
            "; tests that share a DoIP server cannot run at the same time: annotate the class"
                    + " with @Execution(ExecutionMode.SAME_THREAD), or give every test a server of its own";

    private final Semaphore free = new Semaphore(1, true);
    private volatile @Nullable Thread holder;

    /** Waits until no other test uses the server. */
    void take(String test) {
        if (Thread.currentThread().equals(holder)) {
            // JUnit runs a test on a thread that waits for the parts of another one: the two would wait for each other.
            throw new IllegalStateException(test + " was begun in the middle of another test of this thread" + ADVICE);
        }
        try {
            if (!free.tryAcquire(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(
                        test + " waited " + LONGEST_MINUTES + " minutes for the test that uses its server" + ADVICE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(test + " was interrupted while another test used its server", e);
        }
        holder = Thread.currentThread();
    }

    void pass() {
        holder = null;
        free.release();
    }
}
