package io.doip4j.server.internal.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.server.internal.protocol.ReplyChannel;

/**
 * A tester and the way to it.
 *
 * @param address its logical address
 * @param version protocol version of what is sent to it
 * @param channel its connection
 */
record Tester(LogicalAddress address, ProtocolVersion version, ReplyChannel channel) {
    boolean is(LogicalAddress other, long connectionId) {
        return address.equals(other) && channel.connectionId() == connectionId;
    }
}
