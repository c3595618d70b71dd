package io.doip4j.uds.spi;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;

/**
 * One request being handled: who asks, how, and what the service may ask of the engine.
 *
 * <p>Thread rule: to be used by the service while it handles the request, until its result is there.
 */
public interface UdsExchange {
    /**
     * Whether the request was for this ECU alone or for a group.
     *
     * @return the addressing
     */
    Addressing addressing();

    /**
     * The tester that asks.
     *
     * @return its logical address
     */
    LogicalAddress tester();

    /**
     * The address that the request was sent to.
     *
     * @return the ECU's own address, or a functional one
     */
    LogicalAddress target();

    /**
     * The connection that the request came by. A later connection of the same tester has another number.
     *
     * @return a number that is unique in the server
     */
    long connectionId();

    /**
     * The session that is active while this request is handled.
     *
     * @return the session
     */
    Session session();

    /**
     * Whether the tester has been told to wait for the answer to this request (NRC 0x78).
     *
     * @return true if at least one was sent
     */
    boolean responsePending();

    /**
     * Moves the ECU to a session once the positive answer to this request is on its way, or is suppressed. If the answer
     * is negative nothing happens.
     *
     * @param session a session that the ECU's definition knows
     */
    void changeSession(Session session);

    /**
     * Resets the ECU once the positive answer to this request has left, or is suppressed. If the answer is negative nothing
     * happens. If the ECU is the entity itself, its connections are closed after an answer that was sent.
     *
     * @param type the kind of reset
     */
    void reset(ResetType type);

    /**
     * Runs something once the answer to this request has left, or is known to be suppressed. It runs on the event loop and
     * must return at once.
     *
     * @param action what to run
     */
    void afterSend(Runnable action);
}
