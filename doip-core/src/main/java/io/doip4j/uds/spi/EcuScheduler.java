package io.doip4j.uds.spi;

import java.time.Duration;

/**
 * Runs things later, on the time that the whole server runs on: never sleep or use the system clock in a service, so that
 * tests can move the time.
 *
 * <p>Thread rule: any thread may schedule and cancel, also one of the plugin's own: that is how it gets back to where the ECU
 * may be used.
 */
@FunctionalInterface
public interface EcuScheduler {
    /**
     * Runs something once, on the event loop, never at the same time as a service of the ECU: it must return at once.
     *
     * @param delay from now; zero or negative is as soon as possible
     * @param task what to run
     * @return cancels it
     */
    Cancellable schedule(Duration delay, Runnable task);
}
