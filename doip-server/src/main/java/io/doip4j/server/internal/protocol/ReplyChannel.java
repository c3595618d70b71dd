package io.doip4j.server.internal.protocol;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.server.spi.DoipPeer;

/** The way back to the tester that sent a diagnostic message. Belongs to the event loop. */
public interface ReplyChannel {
    /**
     * The connection.
     *
     * @return a number that is unique in the server
     */
    long connectionId();

    /**
     * Who is at the other end.
     *
     * @return the peer
     */
    DoipPeer peer();

    /**
     * The type with which routing was activated.
     *
     * @return the type
     */
    ActivationType activationType();

    /**
     * Whether the tester can be reached.
     *
     * @return false once the connection is closed or lost
     */
    boolean isOpen();

    /**
     * Whether output waits because the tester does not take it.
     *
     * @return true if nothing should be sent that nobody asked for
     */
    boolean isCongested();

    /**
     * Sends a diagnostic message to the tester.
     *
     * @param version protocol version of its header
     * @param message the message
     * @return false if the connection is gone or the tester is no longer active on it; the message is dropped then
     */
    boolean reply(ProtocolVersion version, DiagnosticMessage message);

    /**
     * Sends periodic data to the tester.
     *
     * @param version protocol version of its header
     * @param message the message
     * @return false if the connection is gone or the tester is no longer active on it; the message is dropped then
     */
    boolean reply(ProtocolVersion version, PeriodicDiagnosticMessage message);

    /**
     * Runs something once all that was sent so far has left, or the connection is gone.
     *
     * @param action what to run
     */
    void afterFlush(Runnable action);

    /**
     * Runs something once when the connection ends; at once if it has ended.
     *
     * @param action what to run
     */
    void onEnd(Runnable action);

    /**
     * Takes back what was to run when the connection ends.
     *
     * @param action what was given to {@link #onEnd}
     */
    void forgetOnEnd(Runnable action);
}
