package io.doip4j.server.internal.protocol;

import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.RoutingActivationDecision;
import io.doip4j.server.spi.RoutingActivationPolicy;
import io.doip4j.server.spi.WireOption;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks of a routing activation request before and after the socket handler, in the order of the standard: source
 * address, activation type; then authentication and confirmation (ISO 13400-2, routing activation handler).
 */
final class RoutingActivationHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingActivationHandler.class);

    private final EntityConfig config;
    private final @Nullable RoutingActivationPolicy policy;
    private final Observers observers;
    private final Executor onLoop;

    RoutingActivationHandler(
            EntityConfig config, @Nullable RoutingActivationPolicy policy, Observers observers, Executor onLoop) {
        this.observers = observers;
        this.config = config;
        this.policy = policy;
        this.onLoop = onLoop;
    }

    @Nullable
    RoutingActivationCode denial(RoutingActivationRequest request) {
        if (!config.knownTesters().test(request.source().value())) {
            return RoutingActivationCode.UNKNOWN_SOURCE_ADDRESS;
        }
        return config.activationTypes().test(request.source(), request.activationType())
                ? null
                : RoutingActivationCode.UNSUPPORTED_ACTIVATION_TYPE;
    }

    /** Asks the policy; the decision comes now or later, always on the loop. */
    void decide(RoutingActivationRequest request, DoipPeer peer, Consumer<RoutingActivationDecision> whenDecided) {
        RoutingActivationPolicy asked = policy;
        if (asked == null) {
            whenDecided.accept(RoutingActivationDecision.activated());
            return;
        }
        try {
            asked.decide(request, peer)
                    .whenComplete((decision, fault) -> onLoop.execute(
                            () -> whenDecided.accept(fault == null ? adapted(asked, decision) : failed(asked, fault))));
        } catch (Throwable e) {
            whenDecided.accept(failed(asked, e));
        }
    }

    private RoutingActivationDecision adapted(
            RoutingActivationPolicy asked, @Nullable RoutingActivationDecision decision) {
        if (decision == null) {
            return failed(asked, new IllegalStateException("the policy decided null"));
        }
        boolean closes = decision.code().equals(RoutingActivationCode.MISSING_AUTHENTICATION)
                && config.has(WireOption.CLOSE_ON_MISSING_AUTHENTICATION);
        return closes ? new RoutingActivationDecision(decision.code(), decision.manufacturerData(), true) : decision;
    }

    private RoutingActivationDecision failed(RoutingActivationPolicy asked, Throwable fault) {
        LOG.error("the routing activation policy failed; the activation is denied", fault);
        observers.extensionFailed(asked, fault);
        return RoutingActivationDecision.denied(RoutingActivationCode.REJECTED_CONFIRMATION);
    }
}
