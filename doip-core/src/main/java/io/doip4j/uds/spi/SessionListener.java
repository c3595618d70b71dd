package io.doip4j.uds.spi;

import io.doip4j.uds.Session;

/**
 * Hears of session transitions, after the engine has done its part: security is locked, and state that ends with the session
 * or the reset is gone.
 */
@FunctionalInterface
public interface SessionListener {
    /** Why a transition happened. */
    enum Cause {
        /** A tester asked for it. */
        REQUEST,
        /** No request came within S3: back to the default session. */
        TIMEOUT,
        /** The ECU was reset: back to the default session. */
        RESET
    }

    /**
     * The session has changed.
     *
     * @param from the session before
     * @param to the session now, may be the same
     * @param cause why
     */
    void sessionChanged(Session from, Session to, Cause cause);
}
