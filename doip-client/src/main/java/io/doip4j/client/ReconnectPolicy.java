package io.doip4j.client;

import java.time.Duration;

/**
 * Whether and how a lost connection is made anew. Some entities keep a tester address for two or three seconds after its
 * connection is gone, and after a reset there is nobody for a while: the waits grow, each is twice the one before. An exception
 * while connecting, also one that is thrown by a TLS context, counts as an attempt that failed. When the last one has failed, all
 * that waits for the connection fails for the reason of that one.
 *
 * @param attempts how often to try before it is given up, 0 or more; 0 is never
 * @param firstDelay wait before the first attempt; zero or more
 * @param longestDelay longest wait before an attempt; not less than the first
 */
public record ReconnectPolicy(int attempts, Duration firstDelay, Duration longestDelay) {
    private static final int STANDARD_ATTEMPTS = 10;
    private static final Duration STANDARD_FIRST = Duration.ofMillis(100);
    private static final Duration STANDARD_LONGEST = Duration.ofSeconds(3);

    /**
     * Checks the ranges.
     *
     * @param attempts how often to try
     * @param firstDelay wait before the first attempt
     * @param longestDelay longest wait before an attempt
     * @throws IllegalArgumentException if one is negative, or the longest wait shorter than the first
     */
    public ReconnectPolicy {
        if (attempts < 0) {
            throw new IllegalArgumentException("attempts to reconnect are " + attempts + ", must be 0 or more");
        }
        if (firstDelay.isNegative() || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("delays before reconnecting are " + firstDelay + " to " + longestDelay
                    + ", must not be negative, and the longest not shorter than the first");
        }
    }

    /**
     * A lost connection stays lost.
     *
     * @return the policy
     */
    public static ReconnectPolicy never() {
        return new ReconnectPolicy(0, Duration.ZERO, Duration.ZERO);
    }

    /**
     * Ten attempts, the first after 100 ms, the later ones 3 s apart: about 20 s in all.
     *
     * @return the policy
     */
    public static ReconnectPolicy standard() {
        return new ReconnectPolicy(STANDARD_ATTEMPTS, STANDARD_FIRST, STANDARD_LONGEST);
    }
}
