package io.doip4j.uds.spi;

import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;

/**
 * One UDS service of one ECU.
 *
 * <p>When it is called, the engine has already checked what the descriptor declares: session, sub-function and minimum
 * length. Afterwards the engine decides whether the answer is sent, and tells the tester to wait when it takes longer than
 * P2 (ISO 14229-2). The service does the rest: exact length, parameters, conditions, action.
 *
 * <p>Thread rule: one request of an ECU at a time, never two threads in one service instance; what one call wrote to
 * memory is visible to the next. A service runs on a pool thread and may block, unless its descriptor says
 * {@link ServiceDescriptor#nonBlocking() nonBlocking}: then it runs on the event loop, which serves every other connection
 * too, and must return at once.
 */
@FunctionalInterface
public interface UdsService {
    /**
     * Handles a request.
     *
     * @param request the request
     * @param exchange who asks, in which session, and what may be asked of the engine
     * @return the answer, none, or one that comes later
     * @throws NegativeResponseException to answer with a negative response
     * @throws Exception anything else is a fault: it is logged with the class of this service, and answered with NRC 0x10
     */
    UdsResult handle(UdsRequest request, UdsExchange exchange) throws Exception;
}
