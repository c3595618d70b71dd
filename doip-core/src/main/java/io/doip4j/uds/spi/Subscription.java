package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A way to a tester outside of its requests, for services that send by themselves (ISO 14229-1, services 0x2A and 0x86).
 * It ends with the connection that it was made on.
 *
 * <p>Messages are not queued: while the tester does not take its output they are dropped, so that it cannot be flooded.
 *
 * <p>Thread rule: to be used where the ECU may be used: in a service while it handles a request, and in scheduled tasks.
 */
public interface Subscription {
    /**
     * The tester.
     *
     * @return its logical address
     */
    LogicalAddress tester();

    /**
     * The connection.
     *
     * @return the connection
     */
    TesterConnection connection();

    /**
     * The security level that the tester has unlocked at the moment of the call.
     *
     * @return sub-function of the seed request of the level, 1..0x7D; 0 if all are locked for it
     */
    int securityLevel();

    /**
     * The roles that the tester is authenticated with at the moment of the call.
     *
     * @return unmodifiable; empty if it is not
     */
    Set<String> roles();

    /**
     * Sends a response that nobody asked for at this time.
     *
     * @param response the response
     * @return false if it was dropped: the connection is gone, or its output is congested
     */
    boolean send(UdsResponse response);

    /**
     * Sends periodic data, in the form that the ECU's {@link PeriodicFormat} says.
     *
     * @param periodicId low byte of the data identifier 0xF2xx, 0..0xFF
     * @param data its data
     * @return false if it was dropped: the connection is gone, or its output is congested
     */
    boolean sendPeriodic(int periodicId, Bytes data);

    /**
     * Lets the ECU handle a request as if the tester had sent it, without sending the answer. It begins as soon as the ECU
     * handles no other request, with the rights that the tester has then, and after those that were there before. While its
     * answer is awaited, requests of testers are handled all the same, and up to seven more of this kind. The session does not
     * last longer by it, and no positive response is suppressed.
     *
     * @param request the request
     * @return completes where the ECU may be used, with the response, or empty if there is none; exceptionally with an
     *     {@link IllegalStateException} if too many wait, the connection is gone, the ECU is reset or the server is closed
     */
    CompletionStage<Optional<UdsResponse>> dispatch(UdsRequest request);
}
