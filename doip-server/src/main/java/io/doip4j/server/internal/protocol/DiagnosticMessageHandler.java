package io.doip4j.server.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.spi.TargetPolicy;
import io.doip4j.uds.spi.Addressing;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks of a diagnostic message after that of its source address, in the order of the standard, and its distribution
 * (ISO 13400-2, diagnostic message handler).
 */
final class DiagnosticMessageHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DiagnosticMessageHandler.class);

    private final TargetTable targets;
    private final @Nullable TargetPolicy policy;
    private final int echoBytes;
    private final Observers observers;

    DiagnosticMessageHandler(TargetTable targets, @Nullable TargetPolicy policy, int echoBytes, Observers observers) {
        this.observers = observers;
        this.targets = targets;
        this.policy = policy;
        this.echoBytes = echoBytes;
    }

    /** Acknowledges a message one way or the other, and hands it on; the acknowledge is always sent first. */
    void handle(DiagnosticMessage message, ProtocolVersion version, ConnectionLink link, ReplyChannel channel) {
        TargetTable.Route route = targets.find(message.target());
        if (route == null) {
            link.send(version, message.nack(DiagnosticNackCode.UNKNOWN_TARGET_ADDRESS, echoBytes));
            return;
        }
        List<DiagnosticTarget> allowed = allowed(route.targets(), message.source(), channel.activationType());
        DiagnosticNackCode refusal =
                allowed.isEmpty() ? refusalOfForbidden(route, message) : refusal(allowed, route.addressing(), message);
        if (refusal != null) {
            link.send(version, message.nack(refusal, echoBytes));
            return;
        }
        link.send(version, message.ack(echoBytes));
        for (DiagnosticTarget target : allowed) {
            if (gets(target, message)) {
                target.deliver(message, route.addressing(), version, channel);
            }
        }
    }

    /** A member of a group that cannot be reached now is left out; an ECU has no use for a message without a request. */
    private boolean gets(DiagnosticTarget target, DiagnosticMessage message) {
        return targets.refused(target.address()) == null
                && (!message.userData().isEmpty() || target.takesEmptyMessages());
    }

    private List<DiagnosticTarget> allowed(
            List<DiagnosticTarget> all, LogicalAddress tester, ActivationType activation) {
        TargetPolicy asked = policy;
        return asked == null
                ? all
                : all.stream()
                        .filter(target -> allows(asked, tester, activation, target.address()))
                        .toList();
    }

    private boolean allows(
            TargetPolicy policy, LogicalAddress tester, ActivationType activation, LogicalAddress target) {
        try {
            return policy.allows(tester, activation, target);
        } catch (RuntimeException e) {
            LOG.error("the target policy failed; tester {} may not reach {}", tester, target, e);
            observers.extensionFailed(policy, e);
            return false;
        }
    }

    /** The checks before that of reachability come first. The codes are in the order of the checks. */
    private DiagnosticNackCode refusalOfForbidden(TargetTable.Route route, DiagnosticMessage message) {
        DiagnosticNackCode earlier = refusal(route.targets(), route.addressing(), message);
        return earlier != null && earlier.value() < DiagnosticNackCode.TARGET_UNREACHABLE.value()
                ? earlier
                : DiagnosticNackCode.TARGET_UNREACHABLE;
    }

    /** A group refuses as a whole if one of the members that are to get the message cannot take it. */
    private @Nullable DiagnosticNackCode refusal(
            List<DiagnosticTarget> receivers, Addressing addressing, DiagnosticMessage message) {
        for (DiagnosticTarget target : receivers) {
            DiagnosticNackCode refusal = target.refusal(message);
            if (refusal == null && addressing == Addressing.PHYSICAL) {
                refusal = targets.refused(target.address());
            }
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }
}
