package io.doip4j.server.spi;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;

/**
 * Stands between the server and the wire, on TCP and UDP: sees every well-formed message that is received and every message
 * that is sent, and may change what happens. Of several interceptors the first that does not pass decides.
 *
 * <p>Thread rule: called on the event loop, and must return at once. If it throws, that is logged and the message passes.
 */
public interface DoipInterceptor {
    /**
     * A message was received and has not been processed yet.
     *
     * @param peer who sent it
     * @param version its protocol version
     * @param message the message
     * @return what to do with it
     */
    default Interception received(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        return Interception.pass();
    }

    /**
     * A message is about to be sent.
     *
     * @param peer whom it is for
     * @param version its protocol version
     * @param message the message
     * @return what to do with it
     */
    default Interception sending(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
        return Interception.pass();
    }
}
