package io.doip4j.core.message;

import io.doip4j.core.internal.Checks;

/**
 * The answer to a routing activation request (ISO 13400-2, routing activation response codes). Reserved and
 * manufacturer values are kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record RoutingActivationCode(int value) {
    /** Denied: the source address is not known. The socket is closed. */
    public static final RoutingActivationCode UNKNOWN_SOURCE_ADDRESS = new RoutingActivationCode(0x00);

    /** Denied: all sockets are registered and active. The socket is closed. */
    public static final RoutingActivationCode ALL_SOCKETS_ACTIVE = new RoutingActivationCode(0x01);

    /** Denied: another source address is registered on this socket. The socket is closed. */
    public static final RoutingActivationCode DIFFERENT_SOURCE_ADDRESS = new RoutingActivationCode(0x02);

    /** Denied: the source address is active on another socket. The newcomer's socket is closed. */
    public static final RoutingActivationCode SOURCE_ADDRESS_IN_USE = new RoutingActivationCode(0x03);

    /** Denied for now: authentication is missing. The socket stays open so that it can be made up for. */
    public static final RoutingActivationCode MISSING_AUTHENTICATION = new RoutingActivationCode(0x04);

    /** Denied: the confirmation in the vehicle was rejected. The socket is closed. */
    public static final RoutingActivationCode REJECTED_CONFIRMATION = new RoutingActivationCode(0x05);

    /** Denied: the activation type is not supported. The socket is closed. */
    public static final RoutingActivationCode UNSUPPORTED_ACTIVATION_TYPE = new RoutingActivationCode(0x06);

    /** Denied: the activation needs a TLS connection (2019 and later). The socket is closed. */
    public static final RoutingActivationCode TLS_REQUIRED = new RoutingActivationCode(0x07);

    /** Denied: the vehicle is not ready for routing (Amd 1:2023 and later). */
    public static final RoutingActivationCode VEHICLE_NOT_READY = new RoutingActivationCode(0x08);

    /** Routing is active. */
    public static final RoutingActivationCode ACTIVATED = new RoutingActivationCode(0x10);

    /** Accepted, but routing becomes active only after a confirmation in the vehicle. The tester asks again. */
    public static final RoutingActivationCode CONFIRMATION_PENDING = new RoutingActivationCode(0x11);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public RoutingActivationCode {
        Checks.u8("routing activation response code", value);
    }

    /**
     * A routing activation response code; the named ones are shared instances.
     *
     * @param value 0..0xFF, also a reserved one
     * @return the value
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static RoutingActivationCode of(int value) {
        return switch (value) {
            case 0x00 -> UNKNOWN_SOURCE_ADDRESS;
            case 0x01 -> ALL_SOCKETS_ACTIVE;
            case 0x02 -> DIFFERENT_SOURCE_ADDRESS;
            case 0x03 -> SOURCE_ADDRESS_IN_USE;
            case 0x04 -> MISSING_AUTHENTICATION;
            case 0x05 -> REJECTED_CONFIRMATION;
            case 0x06 -> UNSUPPORTED_ACTIVATION_TYPE;
            case 0x07 -> TLS_REQUIRED;
            case 0x08 -> VEHICLE_NOT_READY;
            case 0x10 -> ACTIVATED;
            case 0x11 -> CONFIRMATION_PENDING;
            default -> new RoutingActivationCode(value);
        };
    }

    /** The value and its meaning: {@code 0x00 (denied: unknown source address)}. */
    @Override
    public String toString() {
        return CodeNames.format(value, name());
    }

    private String name() {
        return switch (value) {
            case 0x00 -> "denied: unknown source address";
            case 0x01 -> "denied: all sockets registered and active";
            case 0x02 -> "denied: other source address on this socket";
            case 0x03 -> "denied: source address active on another socket";
            case 0x04 -> "denied: missing authentication";
            case 0x05 -> "denied: confirmation rejected";
            case 0x06 -> "denied: unsupported activation type";
            case 0x07 -> "denied: TLS required";
            case 0x08 -> "denied: vehicle not ready";
            case 0x10 -> "routing activated";
            case 0x11 -> "confirmation pending";
            default -> value >= 0xE0 && value <= 0xFE ? "manufacturer specific" : "reserved";
        };
    }
}
