package io.doip4j.uds.spi;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

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
     * The connection that the request came by.
     *
     * @return the connection
     */
    TesterConnection connection();

    /**
     * When the request was completely received.
     *
     * @return a value of {@link EcuContext#clock}
     */
    long receivedAt();

    /**
     * The session that is active while this request is handled.
     *
     * @return the session
     */
    Session session();

    /**
     * The security level that this tester has unlocked.
     *
     * @return sub-function of the seed request of the level, 1..0x7D; 0 if all are locked for it
     */
    int securityLevel();

    /**
     * The roles that this tester is authenticated with.
     *
     * @return unmodifiable; empty if it is not
     */
    Set<String> roles();

    /**
     * Whether the request came inside a secured message (service 0x84).
     *
     * @return true if it did
     */
    boolean isSecured();

    /**
     * Whether the tester has been told to wait for the answer to this request (NRC 0x78).
     *
     * @return true if at least one was sent
     */
    boolean responsePending();

    /**
     * Tells the tester now to wait for the answer (NRC 0x78), instead of when P2 runs out. No effect if that was done a short
     * time ago, or the answer is there already. May be called by any thread.
     */
    void sendResponsePending();

    /**
     * Whether nobody waits for the answer any more: the connection is gone, or the limit P4 was reached. What has been
     * begun may be finished. May be called by any thread.
     *
     * @return true if so
     */
    boolean isCancelled();

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
     * Unlocks a security level for this tester and locks all others, once the positive answer to this request is on its
     * way, or is suppressed. If the answer is negative nothing happens.
     *
     * @param level sub-function of the seed request of the level, odd, 1..0x7D
     * @throws IllegalArgumentException if it is out of range or even
     */
    void unlock(int level);

    /**
     * Gives this tester roles in place of those that anybody had, once the positive answer to this request is on its way.
     * If the answer is negative nothing happens.
     *
     * @param roles the roles; empty to take them away, whoever has them
     */
    void authenticate(Set<String> roles);

    /**
     * A way to send to this tester later, by the same connection.
     *
     * @return the way
     */
    Subscription subscribe();

    /**
     * Lets the ECU handle a request that came inside this one, with all checks but the one for a busy ECU. No positive
     * response is suppressed. What it asks of the engine is done with the answer to this request. It begins at once on the
     * event loop, and for a service on the handler pool when that has returned: do not wait for it there, return a pending
     * result. At most five requests can be inside of each other; the next is answered with NRC 0x10.
     *
     * @param inner the request
     * @param secured whether it counts as one that came inside a secured message
     * @return completes with the response, or empty if there is none; exceptionally with an {@link IllegalStateException} if
     *     this request is answered already
     */
    CompletionStage<Optional<UdsResponse>> dispatch(UdsRequest inner, boolean secured);

    /**
     * Runs something once the answer to this request has left, or is known to be suppressed; also if the answer is negative,
     * or comes from the engine because the request took too long. It runs on the event loop and must return at once, before
     * a reset that this request asked for.
     *
     * @param action what to run
     */
    void afterSend(Runnable action);
}
