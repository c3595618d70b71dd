package io.doip4j.core;

/**
 * The time that all timers run on. It never goes backwards and has nothing to do with the time of day. The protocol
 * classes run on any clock that is handed to them.
 *
 * <p>Implementations are safe for use by any thread.
 */
@FunctionalInterface
public interface MonotonicClock {
    /**
     * Nanoseconds since an arbitrary moment. Only differences mean anything.
     *
     * @return the time in nanoseconds
     */
    long nanoTime();

    /**
     * The clock of the JVM, {@link System#nanoTime()}.
     *
     * @return the clock
     */
    static MonotonicClock system() {
        return System::nanoTime;
    }
}
