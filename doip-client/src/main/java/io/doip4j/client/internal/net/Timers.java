package io.doip4j.client.internal.net;

import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;

/** Runs things later. */
@FunctionalInterface
public interface Timers {
    /**
     * Runs something later.
     *
     * @param delay from now; zero or less is as soon as possible
     * @param task what to run; it returns at once
     * @return cancels it
     */
    Cancellable schedule(Duration delay, Runnable task);
}
