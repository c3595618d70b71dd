package io.doip4j.uds.spi;

import java.util.Set;

/**
 * What has been unlocked in an ECU (ISO 14229-1, services 0x27 and 0x29). At most one security level is unlocked at a time,
 * for the tester and the connection that unlocked it; it is locked by every session transition, a reset, and the end of
 * that connection. Roles belong to a tester and its connection, too; they last until the ECU goes back to the default
 * session, is reset, or the connection ends.
 *
 * <p>To unlock or authenticate, a service uses its {@link UdsExchange}; to check, too, or an {@link Access}.
 */
public interface SecurityControl {
    /**
     * The unlocked level, whoever unlocked it.
     *
     * @return sub-function of its seed request, 1..0x7D; 0 if all are locked
     */
    int level();

    /**
     * The roles of whoever is authenticated.
     *
     * @return unmodifiable; empty if nobody is
     */
    Set<String> roles();

    /** Locks all levels. */
    void lock();

    /** Takes all roles away. */
    void deauthenticate();

    /**
     * Calls a listener after every change of level or roles.
     *
     * @param listener called by the thread that makes the change; must return at once
     */
    void onChange(SecurityListener listener);
}
