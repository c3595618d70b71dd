package io.doip4j.server.internal.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Counts what was given to a pool and has not ended. */
final class HandlersAtWork {
    private final AtomicInteger tasks = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** The same pool, counted. */
    Executor counting(Executor pool) {
        return task -> run(pool, task);
    }

    private void run(Executor pool, Runnable task) {
        tasks.incrementAndGet();
        boolean taken = false;
        try {
            pool.execute(() -> {
                threads.add(Thread.currentThread());
                try {
                    task.run();
                } finally {
                    threads.remove(Thread.currentThread());
                    tasks.decrementAndGet();
                }
            });
            taken = true;
        } finally {
            if (!taken) {
                tasks.decrementAndGet();
            }
        }
    }

    /** Whether none of them is at work, apart from those whose thread waits for the clock to move. */
    boolean rest(Predicate<Thread> sleeps) {
        return tasks.get() == threads.stream().filter(sleeps).count();
    }
}
