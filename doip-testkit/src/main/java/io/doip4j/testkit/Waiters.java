package io.doip4j.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The threads that let the time of a clock pass, and what each of them waits for. Safe for use by any thread. */
final class Waiters {
    /** The end of a wait that has none. */
    static final long NEVER = Long.MAX_VALUE;

    /**
     * What a thread waits for.
     *
     * @param there whether it is there; is asked by any thread
     * @param end the moment at which the thread waits no longer
     * @param outer what the thread waits for besides
     */
    record Wait(BooleanSupplier there, long end, @Nullable Wait outer) {
        boolean isThere() {
            return there.getAsBoolean();
        }
    }

    private final Map<Thread, Wait> waits = new ConcurrentHashMap<>();

    /** The calling thread begins to wait. */
    Wait add(BooleanSupplier there, long end) {
        Thread caller = Thread.currentThread();
        Wait wait = new Wait(there, end, waits.get(caller));
        waits.put(caller, wait);
        return wait;
    }

    /** A wait of the calling thread is over. */
    void remove(Wait wait) {
        Wait outer = wait.outer;
        if (outer == null) {
            waits.remove(Thread.currentThread());
        } else {
            waits.put(Thread.currentThread(), outer);
        }
    }

    /** Whether a thread waits. */
    boolean waits(Thread thread) {
        return waits.containsKey(thread);
    }

    /** Whether what a thread waits for is there. */
    boolean oneIsThere() {
        return waits.values().stream().anyMatch(Wait::isThere);
    }

    /** The moment at which the first of them waits no longer. */
    long firstEnd() {
        return waits.values().stream().mapToLong(Wait::end).min().orElse(NEVER);
    }
}
