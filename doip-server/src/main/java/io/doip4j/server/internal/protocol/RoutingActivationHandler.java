package io.doip4j.server.internal.protocol;

import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import org.jspecify.annotations.Nullable;

/**
 * The checks of a routing activation request that come before the socket handler, in the order of the standard: source
 * address, activation type (ISO 13400-2, routing activation handler).
 */
final class RoutingActivationHandler {
    private final EntityConfig config;

    RoutingActivationHandler(EntityConfig config) {
        this.config = config;
    }

    @Nullable
    RoutingActivationCode denial(RoutingActivationRequest request) {
        if (!config.knownTesters().test(request.source().value())) {
            return RoutingActivationCode.UNKNOWN_SOURCE_ADDRESS;
        }
        return config.activationTypes().contains(request.activationType())
                ? null
                : RoutingActivationCode.UNSUPPORTED_ACTIVATION_TYPE;
    }
}
