package io.doip4j.server.internal.protocol;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.uds.spi.Addressing;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a diagnostic message after that of its source address, in the order of the standard, and its distribution
 * (ISO 13400-2, diagnostic message handler).
 */
final class DiagnosticMessageHandler {
    private final TargetTable targets;
    private final int echoBytes;

    DiagnosticMessageHandler(TargetTable targets, int echoBytes) {
        this.targets = targets;
        this.echoBytes = echoBytes;
    }

    /** Acknowledges a message one way or the other, and hands it on; the acknowledge is always sent first. */
    void handle(DiagnosticMessage message, ProtocolVersion version, ConnectionLink link, ReplyChannel channel) {
        TargetTable.Route route = targets.find(message.target());
        if (route == null) {
            link.send(version, message.nack(DiagnosticNackCode.UNKNOWN_TARGET_ADDRESS, echoBytes));
            return;
        }
        DiagnosticNackCode refusal = refusal(route, message);
        if (refusal != null) {
            link.send(version, message.nack(refusal, echoBytes));
            return;
        }
        link.send(version, message.ack(echoBytes));
        for (DiagnosticTarget target : route.targets()) {
            if (targets.refused(target.address()) != null) {
                continue; // a member of a group that cannot be reached now
            }
            target.deliver(message, route.addressing(), version, channel);
        }
    }

    /** A group refuses as a whole if one of its members cannot take the message. */
    private @Nullable DiagnosticNackCode refusal(TargetTable.Route route, DiagnosticMessage message) {
        for (DiagnosticTarget target : route.targets()) {
            DiagnosticNackCode refusal = target.refusal(message);
            if (refusal == null && route.addressing() == Addressing.PHYSICAL) {
                refusal = targets.refused(target.address());
            }
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }
}
