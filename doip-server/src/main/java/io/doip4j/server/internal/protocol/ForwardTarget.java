package io.doip4j.server.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.uds.spi.Addressing;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A target that a resolver found. What it throws is logged and told, and refuses or loses one message. */
record ForwardTarget(LogicalAddress address, TargetResolver.Target target, Executor onLoop, Observers observers)
        implements DiagnosticTarget {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardTarget.class);

    @Override
    public @Nullable DiagnosticNackCode refusal(DiagnosticMessage message) {
        try {
            return target.refusal(message).orElse(null);
        } catch (Throwable e) {
            LOG.error("target {} failed; the message is refused", address, e);
            observers.extensionFailed(target, e);
            return DiagnosticNackCode.TRANSPORT_PROTOCOL_ERROR;
        }
    }

    @Override
    public boolean takesEmptyMessages() {
        return true;
    }

    @Override
    public void deliver(
            DiagnosticMessage message, Addressing addressing, ProtocolVersion version, ReplyChannel channel) {
        try {
            target.deliver(message, addressing, new WayBack(channel, channel.activationType(), version, onLoop));
        } catch (Throwable e) {
            LOG.error("target {} failed; a message that was acknowledged is lost", address, e);
            observers.extensionFailed(target, e);
        }
    }

    private record WayBack(ReplyChannel channel, ActivationType activation, ProtocolVersion version, Executor onLoop)
            implements TargetResolver.Replies {
        @Override
        public DoipPeer peer() {
            return channel.peer();
        }

        @Override
        public void send(DiagnosticMessage message) {
            onLoop.execute(() -> channel.reply(version, message));
        }

        @Override
        public void onEnd(Runnable action) {
            onLoop.execute(() -> channel.onEnd(action));
        }
    }
}
