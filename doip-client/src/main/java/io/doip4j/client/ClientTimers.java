package io.doip4j.client;

import io.doip4j.core.MonotonicClock;
import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The time that a connection runs on: all its timeouts and delays, but for those of connecting. A connection has timers of
 * its own on the clock of the JVM unless it is given others, for example by a test that moves the time by hand.
 *
 * <p>Implementations are safe for use by any thread.
 */
public interface ClientTimers {
    /**
     * The clock.
     *
     * @return the clock
     */
    MonotonicClock clock();

    /**
     * Runs something later, by a thread that never runs two tasks at once. Never runs it before it returns.
     *
     * @param delay from now; zero or less is as soon as possible
     * @param task what to run; it returns at once
     * @return cancels it
     */
    Cancellable schedule(Duration delay, Runnable task);

    /**
     * Lets the calling thread wait, as every blocking call of a connection and of what stands on it does. A time that is moved by
     * hand may move on meanwhile.
     *
     * @param result what is awaited; it is bound to come
     * @param <T> its type
     * @return the result
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the result is an exception
     */
    default <T> T await(CompletableFuture<T> result) throws InterruptedException, ExecutionException {
        return result.get();
    }

    /**
     * Hears what connections do between two moments of the clock.
     *
     * @return hears nothing, unless overridden
     */
    default ClientActivity activity() {
        return new ClientActivity() {};
    }
}
