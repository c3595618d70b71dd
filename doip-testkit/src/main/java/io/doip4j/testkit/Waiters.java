package io.doip4j.testkit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The threads that let the time of a clock pass, and what each of them waits for. Safe for use by any thread. */
final class Waiters {
    /** The end of a wait that has none. */
    static final long NEVER = Long.MAX_VALUE;

    /**
     * What a thread waits for.
     *
     * @param there whether it is there; is asked by any thread
     * @param end the moment at which the thread waits no longer
     * @param byStranger whether a thread that nobody knows may bring it about
     */
    record Wait(BooleanSupplier there, long end, boolean byStranger) {
        boolean isThere() {
            return there.getAsBoolean();
        }
    }

    private final Map<Thread, Wait> waits = new ConcurrentHashMap<>();
    /** Those that have waited before: between two waits a thread of a test does something, too. */
    private final Set<Thread> known = ConcurrentHashMap.newKeySet();

    /** The calling thread begins to wait. */
    void add(Wait wait) {
        waits.put(Thread.currentThread(), wait);
        known.add(Thread.currentThread());
    }

    /** The calling thread waits no longer. No effect if it does not wait. */
    void remove() {
        waits.remove(Thread.currentThread());
    }

    /** Whether a thread waits. */
    boolean waits(Thread thread) {
        return waits.containsKey(thread);
    }

    /** What the threads do that have waited before, but wait no more. */
    Workers.Doing doing() {
        known.removeIf(thread -> !thread.isAlive());
        Workers.Doing most = Workers.Doing.NOTHING;
        for (Thread thread : known) {
            if (!waits(thread)) {
                most = most.orMore(ThreadState.works(thread) ? Workers.Doing.WORK : Workers.Doing.WAITS);
            }
        }
        return most;
    }

    /** Threads that do other things now, maybe for long, count again when they have waited the next time. */
    void forgetOthers() {
        known.removeIf(thread -> !waits(thread));
    }

    /** Whether what a thread waits for is there. */
    boolean oneIsThere() {
        return waits.values().stream().anyMatch(Wait::isThere);
    }

    /** Whether a thread waits for what a stranger may bring about. */
    boolean expectStrangers() {
        return waits.values().stream().anyMatch(Wait::byStranger);
    }

    /** The moment at which the first of them waits no longer. */
    long firstEnd() {
        return waits.values().stream().mapToLong(Wait::end).min().orElse(NEVER);
    }
}
