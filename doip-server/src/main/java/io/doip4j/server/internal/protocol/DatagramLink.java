package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import java.net.InetSocketAddress;

/** Sends datagrams of an entity. Never blocks; a datagram that cannot be sent is lost, as datagrams may be. */
public interface DatagramLink {
    /**
     * Sends one message.
     *
     * @param version protocol version of its header
     * @param message the message
     * @param target where to
     * @return false if it could not be handed to the network
     */
    boolean send(ProtocolVersion version, DoipMessage message, InetSocketAddress target);

    /**
     * Sends bytes as they are.
     *
     * @param datagram the bytes
     * @param target where to
     */
    void sendRaw(Bytes datagram, InetSocketAddress target);
}
