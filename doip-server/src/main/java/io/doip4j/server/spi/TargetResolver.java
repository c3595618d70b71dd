package io.doip4j.server.spi;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.uds.spi.Addressing;
import java.util.List;
import java.util.Optional;

/**
 * Finds targets that are not ECUs of the server: a gateway's way to other networks. It is asked for every diagnostic message
 * to an address that no ECU and no group of the server has.
 *
 * <p>Thread rule: called on the event loop, and must return at once.
 */
@FunctionalInterface
public interface TargetResolver {
    /**
     * Finds the targets of an address.
     *
     * @param address the target address of a message
     * @return the targets: one for a physical address, any number for a functional one; empty if the address is unknown
     */
    List<Target> resolve(LogicalAddress address);

    /** A target behind the entity. */
    interface Target {
        /**
         * Whether the target can take a message now.
         *
         * @param message the message
         * @return why not: codes 0x04 to 0x09; empty if it can
         */
        Optional<DiagnosticNackCode> refusal(DiagnosticMessage message);

        /**
         * Takes a message that has been acknowledged. Messages to one target come in order. A message may have no user data
         * if the server has {@link WireOption#ACCEPT_EMPTY_USER_DATA}: what the network behind makes of it is for the target.
         *
         * @param message the message
         * @param addressing whether the address is one of a group
         * @param replies the way back; may be used later, by any thread, and more than once
         */
        void deliver(DiagnosticMessage message, Addressing addressing, Replies replies);
    }

    /** The way back to the tester. May be used by any thread. */
    interface Replies {
        /**
         * The connection of the tester.
         *
         * @return the peer, whose connection id tells testers apart
         */
        DoipPeer peer();

        /**
         * The type with which the tester has activated routing.
         *
         * @return the type
         */
        ActivationType activation();

        /**
         * Sends a message to the tester. Dropped if the tester is gone.
         *
         * @param message the message; its target is the tester
         */
        void send(DiagnosticMessage message);

        /**
         * Runs something once when the connection of the tester ends; soon if it has ended.
         *
         * @param action what to run on the event loop; it must return at once
         */
        void onEnd(Runnable action);
    }
}
