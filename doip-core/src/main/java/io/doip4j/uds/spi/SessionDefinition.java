package io.doip4j.uds.spi;

import io.doip4j.uds.Session;
import java.time.Duration;

/**
 * A session that an ECU has, with the times that DiagnosticSessionControl reports (ISO 14229-1, service 0x10).
 *
 * @param session the session
 * @param p2 the ECU answers within this time, or says that it needs longer; 1 ms..65,535 ms
 * @param p2Star after it said so it answers within this time, or says so again; 10 ms..655,350 ms
 */
public record SessionDefinition(Session session, Duration p2, Duration p2Star) {
    /** P2 unless configured otherwise: 50 ms. */
    public static final Duration DEFAULT_P2 = Duration.ofMillis(50);

    /** P2* unless configured otherwise: 5 s. */
    public static final Duration DEFAULT_P2_STAR = Duration.ofSeconds(5);

    private static final long LARGEST_P2_MILLIS = 0xFFFF;
    private static final long P2_STAR_UNIT_MILLIS = 10;

    /**
     * Checks that the times can be reported.
     *
     * @param session the session
     * @param p2 the ECU answers within this time
     * @param p2Star after it said so it answers within this time
     * @throws IllegalArgumentException if one is out of range
     */
    public SessionDefinition {
        check("P2", p2, 1, LARGEST_P2_MILLIS);
        check("P2*", p2Star, P2_STAR_UNIT_MILLIS, LARGEST_P2_MILLIS * P2_STAR_UNIT_MILLIS);
    }

    /**
     * A session with the default times.
     *
     * @param session the session
     * @return the definition
     */
    public static SessionDefinition of(Session session) {
        return new SessionDefinition(session, DEFAULT_P2, DEFAULT_P2_STAR);
    }

    /**
     * P2 as DiagnosticSessionControl reports it.
     *
     * @return milliseconds, 1..0xFFFF
     */
    public int p2Reported() {
        return (int) p2.toMillis();
    }

    /**
     * P2* as DiagnosticSessionControl reports it.
     *
     * @return units of 10 ms, 1..0xFFFF
     */
    public int p2StarReported() {
        return (int) (p2Star.toMillis() / P2_STAR_UNIT_MILLIS);
    }

    private static void check(String what, Duration value, long min, long max) {
        if (value.compareTo(Duration.ofMillis(min)) < 0 || value.compareTo(Duration.ofMillis(max)) > 0) {
            throw new IllegalArgumentException(what + " is " + value + ", allowed is " + min + ".." + max + " ms");
        }
    }
}
