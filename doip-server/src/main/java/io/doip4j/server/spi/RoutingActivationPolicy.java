package io.doip4j.server.spi;

import io.doip4j.core.message.RoutingActivationRequest;
import java.util.concurrent.CompletionStage;

/**
 * The last word on a routing activation: authentication and confirmation. It is asked when the source address and the
 * activation type are allowed and the socket has a place, also when routing is active already (ISO 13400-2, routing
 * activation handler).
 *
 * <p>Thread rule: called on the event loop, and must return at once; the decision may come later, from any thread. Until then
 * nothing else that the tester sends is processed. If the policy throws or its stage fails, that is logged and the activation
 * is denied with code 0x05.
 */
@FunctionalInterface
public interface RoutingActivationPolicy {
    /**
     * Decides.
     *
     * @param request the request, with its manufacturer data
     * @param peer the connection
     * @return the decision, now or later
     */
    CompletionStage<RoutingActivationDecision> decide(RoutingActivationRequest request, DoipPeer peer);
}
