package io.doip4j.server.internal.protocol;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;

/** What a {@link ConnectionMachine} can do to its connection. Calls never block and never call back into the machine. */
public interface ConnectionLink {
    /**
     * Queues a message for sending. Messages that are sent while one piece of input is processed leave together.
     *
     * @param version protocol version of its header
     * @param message the message
     */
    void send(ProtocolVersion version, DoipMessage message);

    /**
     * Queues a message ahead of what waits, at the next message boundary.
     *
     * @param version protocol version of its header
     * @param message the message
     */
    void sendFirst(ProtocolVersion version, DoipMessage message);

    /**
     * Runs something once all that was sent so far has left, or the connection is gone.
     *
     * @param action what to run
     */
    void afterFlush(Runnable action);

    /**
     * Closes the connection in good order once all that was sent has left. Input is dropped from now on.
     *
     * @param reason why
     */
    void close(CloseReason reason);

    /**
     * Closes the connection at once.
     *
     * @param reason why
     */
    void abort(CloseReason reason);

    /**
     * Whether output waits because the peer does not take it.
     *
     * @return true if no more input should be processed for now
     */
    boolean isCongested();

    /** Says that the machine takes input again after it did not. */
    void resumeInput();
}
