package io.doip4j.server.spi;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;

/**
 * Says which targets a tester may reach with the activation type that is active on its connection. A message to another one
 * is answered with diagnostic NACK 0x06 (ISO 13400-2, diagnostic message handler): after the checks of size and buffer (0x04,
 * 0x05), before those of network and transport (0x07, 0x08). A target that the server does not know stays NACK 0x03.
 * {@link AllowedTargets} is one that is written as a table.
 *
 * <p>It is asked for every diagnostic message. A message to a functional group goes to the members that are allowed; if none is,
 * the group as a whole is answered with NACK 0x06.
 *
 * <p>Thread rule: called on the event loop, and must return at once. If it throws, that is logged and the target is not allowed.
 */
@FunctionalInterface
public interface TargetPolicy {
    /**
     * Whether a target may be reached.
     *
     * @param tester the source address that is active on the connection
     * @param activation the activation type of the last activation that succeeded there
     * @param target the physical address of the target, also where a message is for a group of the server; for targets that a
     *     {@link TargetResolver} found, the address that it was asked for
     * @return true to let the message through
     */
    boolean allows(LogicalAddress tester, ActivationType activation, LogicalAddress target);
}
