package io.doip4j.server.spi;

import io.doip4j.core.message.DoipMessage;

/**
 * Takes received messages out of the server's hands. Of several handlers the first that takes a message has it.
 *
 * <p>Thread rule: called on the event loop, and must return at once; replies may be sent later, from any thread. If it
 * throws, that is logged and the server processes the message.
 */
@FunctionalInterface
public interface DoipMessageHandler {
    /**
     * A well-formed message was received.
     *
     * @param message the message
     * @param replies who sent it, and the way back
     * @return true if the message is done with; false to let the server process it
     */
    boolean handle(DoipMessage message, Replies replies);

    /** The way back to the sender of a message. May be used by any thread. */
    interface Replies {
        /**
         * Who sent the message.
         *
         * @return the peer
         */
        DoipPeer peer();

        /**
         * Sends a message to the peer, in the version of its own message if that is spoken. Dropped if the peer is gone.
         *
         * @param answer the message
         */
        void send(DoipMessage answer);
    }
}
