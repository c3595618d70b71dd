package io.doip4j.vehicle.fault;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.spi.DoipPeer;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way in or out.
 *
 * @param peer the other end
 * @param version protocol version of the message
 * @param message the message
 * @param sent whether it is on its way out
 * @param tester the tester at the other end, if that is known
 * @param answer whether it answers an identification request, or is no vehicle announcement
 */
record Passing(
        DoipPeer peer,
        ProtocolVersion version,
        DoipMessage message,
        boolean sent,
        @Nullable LogicalAddress tester,
        boolean answer) {

    boolean isTcp() {
        return peer.transport() == DoipPeer.Transport.TCP;
    }

    /** The ECU that it is from or for, or the group. */
    @Nullable
    LogicalAddress target() {
        if (message instanceof DiagnosticMessage diagnostic) {
            return sent ? diagnostic.source() : diagnostic.target();
        }
        if (message instanceof DiagnosticAck ack) {
            return ack.source();
        }
        return message instanceof DiagnosticNack nack ? nack.source() : null;
    }

    Bytes encoded() {
        return DoipEncoder.encode(version, message);
    }
}
