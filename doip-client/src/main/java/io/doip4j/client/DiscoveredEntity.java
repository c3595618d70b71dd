package io.doip4j.client;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.VehicleAnnouncement;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A DoIP entity that has introduced itself.
 *
 * @param announcement what it says of itself
 * @param protocolVersion the version that it says it in
 * @param sender the address that this came from; its port means nothing
 * @param port the port that it was asked at, or 13400
 * @param networkInterface the name of the interface of this host that it came by; empty if nobody can tell
 */
public record DiscoveredEntity(
        VehicleAnnouncement announcement,
        ProtocolVersion protocolVersion,
        InetSocketAddress sender,
        int port,
        String networkInterface) {
    /**
     * Where the entity is.
     *
     * @return its IP address, with the scope if it is a link-local one
     */
    public InetAddress address() {
        return sender.getAddress();
    }

    /**
     * Begins the description of a connection to it, in its protocol version.
     *
     * @return a new builder
     */
    public DoipConnectionBuilder connection() {
        DoipConnectionBuilder builder = DoipConnection.builder(new InetSocketAddress(address(), port));
        return protocolVersion.equals(ProtocolVersion.WILDCARD) ? builder : builder.protocolVersion(protocolVersion);
    }

    /**
     * Asks it for entity status and power mode, in its protocol version.
     *
     * @return how to ask
     */
    public EntityQuery query() {
        return EntityQuery.to(new InetSocketAddress(address(), port)).protocolVersion(protocolVersion);
    }
}
