package io.doip4j.uds.spi;

import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;
import org.jspecify.annotations.Nullable;

/**
 * A check of a manufacturer or supplier that the general server response behaviour of ISO 14229-1 leaves room for: before
 * the service identifier is looked at, or after the checks that are the same for the whole service.
 *
 * <p>Thread rule: called on the event loop, and must return at once.
 */
@FunctionalInterface
public interface RequestGuard {
    /**
     * Whether a request is handled.
     *
     * @param request the request
     * @param exchange who asks
     * @return null if it is, else the code to refuse with
     */
    @Nullable
    Nrc refusal(UdsRequest request, UdsExchange exchange);
}
