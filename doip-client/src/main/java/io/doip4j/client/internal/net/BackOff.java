package io.doip4j.client.internal.net;

import java.time.Duration;

/**
 * How often to try again, and when.
 *
 * @param attempts how often; 0 for never
 * @param first wait before the first attempt
 * @param longest longest wait; each is twice the one before
 */
public record BackOff(int attempts, Duration first, Duration longest) {
    private static final int LARGEST_SHIFT = 30;

    /**
     * The wait before an attempt.
     *
     * @param attempt 0 for the first
     * @return how long
     */
    public Duration before(int attempt) {
        Duration wait = first.multipliedBy(1L << Math.min(attempt, LARGEST_SHIFT));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
