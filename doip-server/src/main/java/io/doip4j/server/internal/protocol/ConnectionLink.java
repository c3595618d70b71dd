package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.spi.CloseReason;

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
     * Sends bytes as they are, in a write of their own.
     *
     * @param segment the bytes
     */
    void sendRaw(Bytes segment);

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
     * Asks for {@link ConnectionMachine#close} soon.
     *
     * @param reason why
     */
    void requestClose(CloseReason reason);

    /**
     * Resets the connection soon, whatever still waits.
     *
     * @param reason why
     */
    void reset(CloseReason reason);

    /**
     * Whether messages can still be sent.
     *
     * @return false once the connection is closed or lost
     */
    boolean isOpen();

    /**
     * Whether output waits because the peer does not take it.
     *
     * @return true if no more input should be processed for now
     */
    boolean isCongested();

    /** Says that the machine takes input again after it did not. */
    void resumeInput();
}
