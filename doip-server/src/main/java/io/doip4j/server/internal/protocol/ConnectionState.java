package io.doip4j.server.internal.protocol;

/** The state of a TCP_DATA connection (ISO 13400-2, connection states). */
public enum ConnectionState {
    /** Accepted, no source address yet. */
    INITIALIZED(false, false),
    /** Source address registered, authentication is missing. */
    REGISTERED_PENDING_AUTHENTICATION(true, false),
    /** Source address registered, the confirmation in the vehicle is missing. */
    REGISTERED_PENDING_CONFIRMATION(true, false),
    /** Routing is active. */
    REGISTERED_ROUTING_ACTIVE(true, true),
    /** Closed or closing. */
    FINALIZED(false, false);

    private final boolean registered;
    private final boolean routing;

    ConnectionState(boolean registered, boolean routing) {
        this.registered = registered;
        this.routing = routing;
    }

    /**
     * Whether a source address is registered on the socket.
     *
     * @return true in all registered states
     */
    public boolean isRegistered() {
        return registered;
    }

    /**
     * Whether diagnostic messages are routed.
     *
     * @return true when routing is active
     */
    public boolean isRouting() {
        return routing;
    }
}
