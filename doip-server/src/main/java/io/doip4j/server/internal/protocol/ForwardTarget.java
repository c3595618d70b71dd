package io.doip4j.server.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.uds.spi.Addressing;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A target that a resolver found. */
record ForwardTarget(LogicalAddress address, TargetResolver.Target target, Executor onLoop)
        implements DiagnosticTarget {
    @Override
    public @Nullable DiagnosticNackCode refusal(DiagnosticMessage message) {
        return target.refusal(message).orElse(null);
    }

    @Override
    public void deliver(
            DiagnosticMessage message, Addressing addressing, ProtocolVersion version, ReplyChannel channel) {
        target.deliver(message, addressing, reply -> onLoop.execute(() -> channel.reply(version, reply)));
    }
}
