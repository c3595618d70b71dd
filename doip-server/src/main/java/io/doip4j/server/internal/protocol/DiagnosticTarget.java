package io.doip4j.server.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.uds.spi.Addressing;
import org.jspecify.annotations.Nullable;

/** Something behind the entity that diagnostic messages can be sent to. */
public interface DiagnosticTarget {
    /**
     * The physical address.
     *
     * @return the address
     */
    LogicalAddress address();

    /**
     * Whether the target can take a message now.
     *
     * @param message the message
     * @return why not, or null if it can
     */
    @Nullable
    DiagnosticNackCode refusal(DiagnosticMessage message);

    /**
     * Whether the target wants to get messages without user data. UDS has none.
     *
     * @return false to have them dropped after the acknowledge
     */
    default boolean takesEmptyMessages() {
        return false;
    }

    /**
     * Takes a message that has been acknowledged.
     *
     * @param message the message
     * @param addressing whether it was for this target alone
     * @param version protocol version for answers
     * @param channel the way back
     */
    void deliver(DiagnosticMessage message, Addressing addressing, ProtocolVersion version, ReplyChannel channel);
}
