package io.doip4j.uds.spi;

import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import org.jspecify.annotations.Nullable;

/** Has a say before a tester's request changes the session. */
@FunctionalInterface
public interface SessionGuard {
    /**
     * Whether the ECU may go.
     *
     * @param from active session
     * @param to wanted session, may be the same
     * @return null if it may, else the code to refuse with, usually 0x22 or one of 0x81..0x94
     */
    @Nullable
    Nrc veto(Session from, Session to);
}
