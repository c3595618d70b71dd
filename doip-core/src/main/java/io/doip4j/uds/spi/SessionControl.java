package io.doip4j.uds.spi;

import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The diagnostic session of an ECU (ISO 14229-2, session layer). */
public interface SessionControl {
    /**
     * The active session.
     *
     * @return the session
     */
    Session active();

    /**
     * A session that the ECU may have.
     *
     * @param session which
     * @return its times; empty if the ECU does not have it
     */
    Optional<SessionDefinition> definition(Session session);

    /**
     * Whether the ECU goes from the active session to another one when asked.
     *
     * @param to wanted session
     * @return true if it goes
     */
    boolean allowsTransition(Session to);

    /**
     * Whether a guard refuses a transition that is allowed otherwise.
     *
     * @param to wanted session
     * @return null if none does, else the code to refuse with
     */
    @Nullable
    Nrc veto(Session to);

    /**
     * Gives a guard its say before every transition that a tester asks for.
     *
     * @param guard called by the thread that handles the request
     */
    void beforeTransition(SessionGuard guard);

    /**
     * Calls a listener after every session transition, also after one into the same session.
     *
     * @param listener called by the thread that makes the transition; must return at once
     */
    void onTransition(SessionListener listener);
}
