package io.doip4j.server.spi;

/**
 * Choices on which implementations in the field differ, away from the default of this library. See
 * {@code docs/standards.md}.
 */
public enum WireOption {
    /** Always answer in the entity's own protocol version; by default in that of the request. */
    ANSWER_IN_OWN_VERSION,
    /** Take identification requests only in supported versions and 0xFF (2012); by default in every version (2019). */
    STRICT_IDENTIFICATION_VERSION,
    /** Answer an alive check request from a tester with an alive check response; by default with NACK 0x01. */
    ANSWER_ALIVE_CHECK_REQUEST,
    /** Ignore an alive check response with another source address; by default the connection is closed. */
    IGNORE_FOREIGN_ALIVE_CHECK_RESPONSE,
    /** Drop diagnostic messages before routing is active; by default they get NACK 0x02 and the connection is closed. */
    SILENT_BEFORE_ACTIVATION,
    /**
     * Take diagnostic messages without user data, a payload of 4 bytes: they are checked and acknowledged like any other, and
     * an ECU of the server hears nothing of them; targets of a {@link TargetResolver} get them. By default they get header NACK
     * 0x04 and the connection is closed.
     */
    ACCEPT_EMPTY_USER_DATA,
    /** Keep the connection after routing activation code 0x02; by default it is closed. */
    KEEP_SOCKET_ON_DIFFERENT_SOURCE,
    /** Close the connection after routing activation code 0x04; by default it stays open. */
    CLOSE_ON_MISSING_AUTHENTICATION,
    /** Count only registered sockets as open in the entity status; by default all established ones. */
    COUNT_REGISTERED_SOCKETS_ONLY,
    /** Report the maximum data size with the 8 bytes of the header; by default the payload alone. */
    MAX_DATA_SIZE_WITH_HEADER,
    /** Send the entity status without the maximum data size, in 3 bytes; by default in 7. */
    STATUS_WITHOUT_MAX_DATA_SIZE,
    /** Answer entity status requests with NACK 0x01, as an entity without that feature. */
    NO_ENTITY_STATUS
}
