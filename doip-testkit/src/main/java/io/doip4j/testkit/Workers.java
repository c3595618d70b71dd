package io.doip4j.testkit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The threads that run what a client does besides the thread of the test. Safe for use by any thread. */
final class Workers {
    /** What they do that takes no time of the clock: the later, the longer it is to be waited for. */
    enum Doing {
        NOTHING,
        /** Something is waited for, but not on the clock: for a response, for example. It may be there already. */
        WAITS,
        WORK;

        Doing orMore(Doing other) {
            return compareTo(other) > 0 ? this : other;
        }
    }

    private final ExecutorService pool = Executors.newCachedThreadPool(Workers::thread);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger notBegun = new AtomicInteger();

    /** What a thread waits for that is counted itself: nobody has to look at the thread. */
    private final Map<Thread, Future<?>> awaited = new ConcurrentHashMap<>();

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
        } catch (RejectedExecutionException e) {
            throw new RejectedExecutionException("the virtual clock is closed", e);
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

    /** Lets the calling thread, one of them, wait until others have moved the time. */
    <T> T await(Future<T> result) throws InterruptedException, ExecutionException {
        awaited.put(Thread.currentThread(), result);
        try {
            return result.get();
        } finally {
            awaited.remove(Thread.currentThread());
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
            most = most.orMore(waits.test(thread) ? Doing.NOTHING : doing(thread));
        }
        return most;
    }

    private Doing doing(Thread thread) {
        Future<?> result = awaited.get(thread);
        if (result != null) {
            return result.isDone() ? Doing.WORK : Doing.NOTHING;
        }
        return ThreadState.works(thread) ? Doing.WORK : Doing.WAITS;
    }

    /** Interrupts what still runs. */
    void close() {
        pool.shutdownNow();
    }
}
