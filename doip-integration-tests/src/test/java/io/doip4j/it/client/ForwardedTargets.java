package io.doip4j.it.client;

import io.doip4j.client.gateway.GatewayForwarder;
import io.doip4j.client.gateway.OuterTester;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.uds.spi.Addressing;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Connects a server with a forwarder, as examples/multi-ecu-gateway does. */
record ForwardedTargets(GatewayForwarder forwarder, Set<LogicalAddress> addresses)
        implements TargetResolver, TargetResolver.Target {
    @Override
    public List<Target> resolve(LogicalAddress address) {
        return addresses.contains(address) ? List.of(this) : List.of();
    }

    @Override
    public Optional<DiagnosticNackCode> refusal(DiagnosticMessage message) {
        return forwarder.refusal(message);
    }

    @Override
    public void deliver(DiagnosticMessage message, Addressing addressing, Replies replies) {
        forwarder.forward(message, new OuterTester() {
            @Override
            public long connectionId() {
                return replies.peer().connectionId();
            }

            @Override
            public void send(DiagnosticMessage answer) {
                replies.send(answer);
            }

            @Override
            public void onEnd(Runnable action) {
                replies.onEnd(action);
            }
        });
    }
}
