package io.doip4j.server.spi;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.uds.UdsRequest;
import java.util.Set;

/**
 * Hears what a server does: enough for a log, a trace or metrics. NACKs of every kind are among the messages that are sent.
 *
 * <p>Thread rule: called on the event loop, in the order of events, and must return at once. {@link #serviceFailed} may be
 * called on a handler thread. What a listener throws is logged and has no other effect.
 */
public interface DoipServerListener {
    /**
     * The server is being started: nothing is bound yet, and no other event comes before this one. Called on the thread that
     * starts the server.
     *
     * @param clock the time of the server
     * @param ecus the physical addresses of all its ECUs, the entity itself among them
     * @throws RuntimeException unlike with the other events, what is thrown here ends the start
     */
    default void serverStarting(MonotonicClock clock, Set<LogicalAddress> ecus) {}

    /**
     * A TCP connection was accepted.
     *
     * @param peer the connection
     */
    default void connectionOpened(DoipPeer peer) {}

    /**
     * Routing was activated, or activated again.
     *
     * @param peer the connection
     * @param tester the source address that is active on it now
     * @param type the activation type
     */
    default void routingActivated(DoipPeer peer, LogicalAddress tester, ActivationType type) {}

    /**
     * Routing was denied, or has to wait for authentication or confirmation.
     *
     * @param peer the connection
     * @param tester the source address that asked
     * @param code the answer
     */
    default void routingDenied(DoipPeer peer, LogicalAddress tester, RoutingActivationCode code) {}

    /**
     * A TCP connection takes no more part in the protocol.
     *
     * @param peer the connection
     * @param reason why
     */
    default void connectionClosed(DoipPeer peer, CloseReason reason) {}

    /**
     * A well-formed message was received.
     *
     * @param peer who sent it
     * @param version its protocol version
     * @param message the message
     */
    default void messageReceived(DoipPeer peer, ProtocolVersion version, DoipMessage message) {}

    /**
     * A message was handed to the socket.
     *
     * @param peer whom it is for
     * @param version its protocol version
     * @param message the message
     */
    default void messageSent(DoipPeer peer, ProtocolVersion version, DoipMessage message) {}

    /**
     * A UDS service failed; the tester gets NRC 0x10.
     *
     * @param ecu the ECU
     * @param serviceClass name of the service's class
     * @param request the request
     * @param fault what was thrown
     */
    default void serviceFailed(LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault) {}

    /**
     * Something else that is plugged into the server failed: a listener, an interceptor, a message handler, a policy, a wire tap, a
     * target resolver or one of its targets; or what a UDS service plugged into its ECU: a listener, or a task that it scheduled.
     * The server goes on as the interface of that says.
     *
     * @param extension name of its class
     * @param fault what was thrown
     */
    default void extensionFailed(String extension, Throwable fault) {}
}
