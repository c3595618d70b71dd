package com.example.gateway;

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

/**
 * Connects a server with a forwarder: what the server receives for these addresses goes to the entity behind it.
 *
 * @param forwarder the way there
 * @param addresses the targets and groups behind that entity
 */
public record ForwardedTargets(GatewayForwarder forwarder, Set<LogicalAddress> addresses) implements TargetResolver {
    @Override
    public List<Target> resolve(LogicalAddress address) {
        return addresses.contains(address) ? List.of(new Forwarded(forwarder)) : List.of();
    }

    private record Forwarded(GatewayForwarder forwarder) implements Target {
        @Override
        public Optional<DiagnosticNackCode> refusal(DiagnosticMessage message) {
            return forwarder.refusal(message);
        }

        @Override
        public void deliver(DiagnosticMessage message, Addressing addressing, Replies replies) {
            forwarder.forward(message, new Tester(replies));
        }
    }

    private record Tester(TargetResolver.Replies replies) implements OuterTester {
        @Override
        public long connectionId() {
            return replies.peer().connectionId();
        }

        @Override
        public void send(DiagnosticMessage message) {
            replies.send(message);
        }

        @Override
        public void onEnd(Runnable action) {
            replies.onEnd(action);
        }
    }
}
