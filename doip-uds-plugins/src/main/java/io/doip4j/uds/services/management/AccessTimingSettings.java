package io.doip4j.uds.services.management;

import io.doip4j.uds.Session;
import io.doip4j.uds.spi.SessionDefinition;
import java.time.Duration;

/**
 * The extended timing parameter set of an ECU (ISO 14229-1, service 0x83), given to it with
 * {@code EcuDefinition.builder(..).setting(..)}. Without it the ECU does not have the service.
 *
 * @param p2 the longest P2 that a tester can set, 1 ms..65,535 ms
 * @param p2Star the longest P2* that a tester can set, 10 ms..655,350 ms
 */
public record AccessTimingSettings(Duration p2, Duration p2Star) {
    /**
     * Checks that the times can be reported.
     *
     * @param p2 the longest P2
     * @param p2Star the longest P2*
     * @throws IllegalArgumentException if one is out of range
     */
    public AccessTimingSettings {
        in(Session.DEFAULT, p2, p2Star);
    }

    /** The set as it applies to a session: never shorter than the session's own times. */
    SessionDefinition in(SessionDefinition session) {
        return in(session.session(), longer(p2, session.p2()), longer(p2Star, session.p2Star()));
    }

    private static SessionDefinition in(Session session, Duration p2, Duration p2Star) {
        return new SessionDefinition(session, p2, p2Star);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
