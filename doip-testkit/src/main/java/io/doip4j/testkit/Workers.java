package io.doip4j.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The threads that run what a client does besides the thread of the test. Safe for use by any thread. */
final class Workers {
    /** What they do that takes no time of the clock: the later, the longer it is to be waited for. */
    enum Doing {
        NOTHING,
        /** Something is waited for, but not on the clock: for a response, for example. It may be there already. */
        WAITS,
        WORK
    }

    private static final String TESTKIT = Workers.class.getPackageName() + ".";

    private final ExecutorService pool = Executors.newCachedThreadPool(Workers::thread);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger notBegun = new AtomicInteger();

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "testkit-client");
        thread.setDaemon(true);
        return thread;
    }

    void execute(Runnable task) {
        notBegun.incrementAndGet();
        boolean taken = false;
        try {
            pool.execute(() -> run(task));
            taken = true;
        } finally {
            if (!taken) {
                notBegun.decrementAndGet();
            }
        }
    }

    private void run(Runnable task) {
        threads.add(Thread.currentThread());
        notBegun.decrementAndGet();
        try {
            task.run();
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    /** Whether the calling thread is one of them. */
    boolean areCurrent() {
        return threads.contains(Thread.currentThread());
    }

    /**
     * What they do now.
     *
     * @param waits whether a thread waits for the clock to move
     */
    Doing doing(Predicate<Thread> waits) {
        if (notBegun.get() > 0) {
            return Doing.WORK;
        }
        Doing most = Doing.NOTHING;
        for (Thread thread : threads) {
            Doing doing = waits.test(thread) ? Doing.NOTHING : doing(thread);
            most = doing.compareTo(most) > 0 ? doing : most;
        }
        return most;
    }

    private static Doing doing(Thread thread) {
        return switch (thread.getState()) {
            case TERMINATED -> Doing.NOTHING;
            case WAITING, TIMED_WAITING -> Doing.WAITS;
            case NEW, BLOCKED -> Doing.WORK;
            case RUNNABLE -> isAtNetwork(thread) ? Doing.WAITS : Doing.WORK;
        };
    }

    /** For the JVM a thread that waits for a socket is running. Testers only look at theirs, and wait on the clock. */
    private static boolean isAtNetwork(Thread thread) {
        ThreadState state = new ThreadState(thread);
        StackTraceElement[] stack = state.getStackTrace();
        return stack.length > 0
                && stack[0].isNativeMethod()
                && stack[0].getClassName().startsWith("sun.nio.ch.")
                && state.guest()
                        .filter(frame -> frame.getClassName().startsWith(TESTKIT))
                        .isEmpty();
    }

    /** Interrupts what still runs. */
    void close() {
        pool.shutdownNow();
    }
}
