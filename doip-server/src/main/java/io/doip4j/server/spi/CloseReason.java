package io.doip4j.server.spi;

/** Why a connection ended. */
public enum CloseReason {
    /** The tester closed it, or it broke. */
    PEER,
    /** The tester sent no valid routing activation request in time. */
    INITIAL_INACTIVITY,
    /** No byte for too long. */
    GENERAL_INACTIVITY,
    /** The generic header was at fault. */
    HEADER_VIOLATION,
    /** Routing activation was denied. */
    ACTIVATION_DENIED,
    /** A diagnostic message had a source address that is not active here. */
    INVALID_SOURCE_ADDRESS,
    /** The alive check was not answered, or with another address. */
    ALIVE_CHECK,
    /** The entity restarts after an ECU reset. */
    RESET,
    /** The peer does not take what it asked for. */
    OUTPUT_OVERFLOW,
    /** An interceptor wanted it. */
    INTERCEPTOR,
    /** The address that it was accepted on is gone. */
    ADDRESS_LOST,
    /** Something that is plugged into the server failed in the middle of a message; the log says what. */
    FAULT,
    /** The server was closed. */
    SHUTDOWN
}
