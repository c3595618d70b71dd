package io.doip4j.uds.services.management;

import io.doip4j.uds.spi.Communication.MessageType;
import io.doip4j.uds.spi.Communication.Mode;

/**
 * Switches the communication of a node behind an ECU, which has a number of its own (ISO 14229-1, service 0x28, enhanced
 * address information).
 *
 * <p>Thread rule: called on the event loop, and must return at once.
 */
@FunctionalInterface
public interface NodeCommunication {
    /**
     * Switches. Called for one type of messages after the other if the tester names both; also when the ECU goes back to
     * the default session.
     *
     * @param type what is communicated
     * @param subnet 0 for all, 1..0x0E, or 0x0F for the network that the request came by
     * @param mode reception only, or reception and transmission
     */
    void switchTo(MessageType type, int subnet, Mode mode);
}
