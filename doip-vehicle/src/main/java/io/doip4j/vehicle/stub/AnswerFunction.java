package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;

/**
 * Makes the response to a request that a stub has matched.
 *
 * <p>Thread rule: called on a handler thread of the server, and may block: meanwhile the tester is told to wait (NRC 0x78) as it
 * is while a service works. At most one call runs for an ECU. The thread is interrupted when the server is closed.
 */
@FunctionalInterface
public interface AnswerFunction {
    /**
     * Makes a response.
     *
     * @param request the request
     * @return the response with its service identifier, sent as it is; empty for none
     * @throws Exception if it fails: that is reported like the failure of a service, and the tester gets NRC 0x10
     */
    Bytes answer(StubbedRequest request) throws Exception;
}
