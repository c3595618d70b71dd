package io.doip4j.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * The threads of one server. What starts it runs on a thread of this group, so all threads that the server starts belong to the
 * group too, however many other servers the JVM has.
 */
final class ServerThreads {
    private static final String PREFIX = "doip-";
    private static final String LOOP_PREFIX = "doip-loop-";
    private static final int FIRST_JDK_WITHOUT_GROUPS_TO_DESTROY = 19;
    private static final int MORE = 16;
    /** Where a selector waits on Linux, Windows and macOS. */
    private static final Set<String> SELECTING = Set.of("wait", "poll", "poll0");

    private final ThreadGroup group;

    ServerThreads() {
        group = new ThreadGroup("DoIP server of a test");
        forgetWhenEmpty(group);
    }

    @SuppressWarnings("removal")
    private static void forgetWhenEmpty(ThreadGroup group) {
        if (Runtime.version().feature() < FIRST_JDK_WITHOUT_GROUPS_TO_DESTROY) {
            group.setDaemon(true);
        }
    }

    /** Calls something on a thread of the group, and waits for it. */
    <T> T call(Callable<T> task) throws Exception {
        FutureTask<T> result = new FutureTask<>(task);
        Thread thread = new Thread(group, result, "testkit-start");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }

    /** Waits until no thread is alive; returns those that still are. */
    List<Thread> awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<Thread> alive = alive();
        while (!alive.isEmpty() && deadline - System.nanoTime() > 0) {
            ended(alive.get(0), Duration.ofNanos(deadline - System.nanoTime()));
            alive = alive();
        }
        return alive;
    }

    /** Waits for the end of a thread, also if somebody interrupts the test. */
    static boolean ended(Thread thread, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        while (thread.isAlive() && deadline - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Waits until the event loop waits for something to do, but not long. */
    void awaitQuiet(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (!loops().stream().allMatch(ServerThreads::isWaiting) && deadline - System.nanoTime() > 0) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a thread is in the selector: what is called from there is nearer to the end of the stack. */
    private static boolean isWaiting(Thread loop) {
        StackTraceElement[] stack = loop.getStackTrace();
        return stack.length > 0
                && stack[0].getClassName().startsWith("sun.nio.ch.")
                && SELECTING.contains(stack[0].getMethodName());
    }

    /** The event loop's threads that are alive. */
    List<Thread> loops() {
        return alive().stream()
                .filter(thread -> thread.getName().startsWith(LOOP_PREFIX))
                .toList();
    }

    private List<Thread> alive() {
        Thread[] found = new Thread[group.activeCount() + MORE];
        int count = group.enumerate(found);
        return Arrays.stream(found, 0, count)
                .filter(thread -> thread.getName().startsWith(PREFIX) && thread.isAlive())
                .toList();
    }
}
