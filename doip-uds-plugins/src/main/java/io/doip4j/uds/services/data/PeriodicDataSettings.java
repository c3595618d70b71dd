package io.doip4j.uds.services.data;

import java.time.Duration;

/**
 * How an ECU sends periodic data (ISO 14229-1, service 0x2A), given to it with {@code EcuDefinition.builder(..).setting(..)}.
 *
 * @param slow time between two samples at the slow rate (transmission mode 0x01), 1 ms..1 day
 * @param medium time between two samples at the medium rate (transmission mode 0x02), 1 ms..1 day
 * @param fast time between two samples at the fast rate (transmission mode 0x03), 1 ms..1 day
 * @param maxScheduled how many identifiers are sent at the same time, to all testers together, 1 or more
 */
public record PeriodicDataSettings(Duration slow, Duration medium, Duration fast, int maxScheduled) {
    /** Time between two samples at the slow rate, unless told otherwise: 1 s. */
    public static final Duration DEFAULT_SLOW = Duration.ofSeconds(1);

    /** Time between two samples at the medium rate, unless told otherwise: 300 ms. */
    public static final Duration DEFAULT_MEDIUM = Duration.ofMillis(300);

    /** Time between two samples at the fast rate, unless told otherwise: 100 ms. */
    public static final Duration DEFAULT_FAST = Duration.ofMillis(100);

    /** How many identifiers are sent at the same time, unless told otherwise: 32. */
    public static final int DEFAULT_MAX_SCHEDULED = 32;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks the numbers.
     *
     * @param slow time between two samples at the slow rate
     * @param medium time between two samples at the medium rate
     * @param fast time between two samples at the fast rate
     * @param maxScheduled how many identifiers are sent at the same time
     * @throws IllegalArgumentException if a time is out of range or the number less than 1
     */
    public PeriodicDataSettings {
        check("slow", slow);
        check("medium", medium);
        check("fast", fast);
        if (maxScheduled < 1) {
            throw new IllegalArgumentException(
                    "maximum number of periodic identifiers is " + maxScheduled + ", must be 1 or more");
        }
    }

    /**
     * The default rates and number.
     *
     * @return the settings
     */
    public static PeriodicDataSettings standard() {
        return new PeriodicDataSettings(DEFAULT_SLOW, DEFAULT_MEDIUM, DEFAULT_FAST, DEFAULT_MAX_SCHEDULED);
    }

    /**
     * The same settings with another number.
     *
     * @param number how many identifiers are sent at the same time, 1 or more
     * @return the settings
     * @throws IllegalArgumentException if it is less than 1
     */
    public PeriodicDataSettings maxScheduled(int number) {
        return new PeriodicDataSettings(slow, medium, fast, number);
    }

    private static void check(String rate, Duration period) {
        if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    rate + " period is " + period + ", allowed is " + SHORTEST + ".." + LONGEST);
        }
    }
}
