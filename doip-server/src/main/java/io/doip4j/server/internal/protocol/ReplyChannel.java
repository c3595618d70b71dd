package io.doip4j.server.internal.protocol;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;

/** The way back to the tester that sent a diagnostic message. */
public interface ReplyChannel {
    /**
     * The connection.
     *
     * @return a number that is unique in the server
     */
    long connectionId();

    /**
     * Sends a diagnostic message to the tester.
     *
     * @param version protocol version of its header
     * @param message the message
     * @return false if the connection is gone or the tester is no longer active on it; the message is dropped then
     */
    boolean reply(ProtocolVersion version, DiagnosticMessage message);

    /**
     * Runs something once all that was sent so far has left, or the connection is gone.
     *
     * @param action what to run
     */
    void afterFlush(Runnable action);
}
