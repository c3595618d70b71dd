package io.doip4j.core.message;

import io.doip4j.core.internal.Checks;

/**
 * The payload type of a DoIP message (ISO 13400-2, overview of payload types). Reserved and manufacturer types are kept.
 *
 * @param value 0..0xFFFF, two bytes on the wire
 */
public record PayloadType(int value) {
    /** 0x0000, {@link GenericNack}. */
    public static final PayloadType GENERIC_NACK = new PayloadType(0x0000);
    /** 0x0001, {@link VehicleIdentificationRequest}. */
    public static final PayloadType VEHICLE_IDENTIFICATION_REQUEST = new PayloadType(0x0001);
    /** 0x0002, {@link VehicleIdentificationRequestWithEid}. */
    public static final PayloadType VEHICLE_IDENTIFICATION_REQUEST_WITH_EID = new PayloadType(0x0002);
    /** 0x0003, {@link VehicleIdentificationRequestWithVin}. */
    public static final PayloadType VEHICLE_IDENTIFICATION_REQUEST_WITH_VIN = new PayloadType(0x0003);
    /** 0x0004, {@link VehicleAnnouncement}: announcement and identification response. */
    public static final PayloadType VEHICLE_ANNOUNCEMENT = new PayloadType(0x0004);
    /** 0x0005, {@link RoutingActivationRequest}. */
    public static final PayloadType ROUTING_ACTIVATION_REQUEST = new PayloadType(0x0005);
    /** 0x0006, {@link RoutingActivationResponse}. */
    public static final PayloadType ROUTING_ACTIVATION_RESPONSE = new PayloadType(0x0006);
    /** 0x0007, {@link AliveCheckRequest}. */
    public static final PayloadType ALIVE_CHECK_REQUEST = new PayloadType(0x0007);
    /** 0x0008, {@link AliveCheckResponse}. */
    public static final PayloadType ALIVE_CHECK_RESPONSE = new PayloadType(0x0008);
    /** 0x4001, {@link EntityStatusRequest}. */
    public static final PayloadType ENTITY_STATUS_REQUEST = new PayloadType(0x4001);
    /** 0x4002, {@link EntityStatusResponse}. */
    public static final PayloadType ENTITY_STATUS_RESPONSE = new PayloadType(0x4002);
    /** 0x4003, {@link PowerModeRequest}. */
    public static final PayloadType POWER_MODE_REQUEST = new PayloadType(0x4003);
    /** 0x4004, {@link PowerModeResponse}. */
    public static final PayloadType POWER_MODE_RESPONSE = new PayloadType(0x4004);
    /** 0x8001, {@link DiagnosticMessage}. */
    public static final PayloadType DIAGNOSTIC_MESSAGE = new PayloadType(0x8001);
    /** 0x8002, {@link DiagnosticAck}. */
    public static final PayloadType DIAGNOSTIC_ACK = new PayloadType(0x8002);
    /** 0x8003, {@link DiagnosticNack}. */
    public static final PayloadType DIAGNOSTIC_NACK = new PayloadType(0x8003);
    /** 0x8004, {@link PeriodicDiagnosticMessage} (Amd 1:2023 and later). */
    public static final PayloadType PERIODIC_DIAGNOSTIC_MESSAGE = new PayloadType(0x8004);

    private static final int FIRST_MANUFACTURER = 0xF000;

    /**
     * Checks the range.
     *
     * @param value 0..0xFFFF
     * @throws IllegalArgumentException if the value does not fit into two bytes
     */
    public PayloadType {
        Checks.u16("payload type", value);
    }

    /**
     * A payload type; the named ones are shared instances.
     *
     * @param value 0..0xFFFF, also a reserved one
     * @return the type
     * @throws IllegalArgumentException if it does not fit into two bytes
     */
    public static PayloadType of(int value) {
        return switch (value) {
            case 0x0000 -> GENERIC_NACK;
            case 0x0001 -> VEHICLE_IDENTIFICATION_REQUEST;
            case 0x0002 -> VEHICLE_IDENTIFICATION_REQUEST_WITH_EID;
            case 0x0003 -> VEHICLE_IDENTIFICATION_REQUEST_WITH_VIN;
            case 0x0004 -> VEHICLE_ANNOUNCEMENT;
            case 0x0005 -> ROUTING_ACTIVATION_REQUEST;
            case 0x0006 -> ROUTING_ACTIVATION_RESPONSE;
            case 0x0007 -> ALIVE_CHECK_REQUEST;
            case 0x0008 -> ALIVE_CHECK_RESPONSE;
            case 0x4001 -> ENTITY_STATUS_REQUEST;
            case 0x4002 -> ENTITY_STATUS_RESPONSE;
            case 0x4003 -> POWER_MODE_REQUEST;
            case 0x4004 -> POWER_MODE_RESPONSE;
            case 0x8001 -> DIAGNOSTIC_MESSAGE;
            case 0x8002 -> DIAGNOSTIC_ACK;
            case 0x8003 -> DIAGNOSTIC_NACK;
            case 0x8004 -> PERIODIC_DIAGNOSTIC_MESSAGE;
            default -> new PayloadType(value);
        };
    }

    /**
     * Whether a payload of this type may have a length: a fixed one, one of two, or a minimum. A type without a layout
     * of its own accepts every length. A {@link DiagnosticMessage} may be without user data here; whether a receiver takes
     * such a one is for its {@link io.doip4j.core.codec.HeaderRules} to say.
     *
     * @param length bytes after the header, 0..0xFFFFFFFF
     * @return true if the length fits
     */
    public boolean acceptsLength(long length) {
        return acceptsLength(value, length);
    }

    /**
     * The same as {@link #acceptsLength(long)} for a bare type value.
     *
     * @param type 0..0xFFFF
     * @param length bytes after the header, 0..0xFFFFFFFF
     * @return true if the length fits
     */
    public static boolean acceptsLength(int type, long length) {
        return switch (type) {
            case 0x0001, 0x0007, 0x4001, 0x4003 -> length == 0;
            case 0x0000, 0x4004 -> length == 1;
            case 0x0002 -> length == Layout.EID;
            case 0x0003 -> length == Layout.VIN;
            case 0x0004 -> length == Layout.ANNOUNCEMENT || length == Layout.ANNOUNCEMENT_WITH_SYNC;
            case 0x0005 -> length == Layout.ACTIVATION_REQUEST || length == Layout.ACTIVATION_REQUEST + Layout.OEM;
            case 0x0006 -> length == Layout.ACTIVATION_RESPONSE || length == Layout.ACTIVATION_RESPONSE + Layout.OEM;
            case 0x0008 -> length == Layout.ADDRESS;
            case 0x4002 -> length == Layout.STATUS || length == Layout.STATUS_WITH_MDS;
            case 0x8001 -> length >= Layout.ADDRESSES;
            case 0x8002, 0x8003, 0x8004 -> length > Layout.ADDRESSES;
            default -> true;
        };
    }

    /**
     * Whether the type has a message of its own here.
     *
     * @return false for reserved and manufacturer types, which are read as {@link UnknownMessage}
     */
    public boolean isStandard() {
        return value <= ALIVE_CHECK_RESPONSE.value
                || (value >= ENTITY_STATUS_REQUEST.value && value <= POWER_MODE_RESPONSE.value)
                || (value >= DIAGNOSTIC_MESSAGE.value && value <= PERIODIC_DIAGNOSTIC_MESSAGE.value);
    }

    /**
     * Whether the type is free for vehicle manufacturers.
     *
     * @return true for 0xF000..0xFFFF
     */
    public boolean isManufacturerSpecific() {
        return value >= FIRST_MANUFACTURER;
    }

    /** The value and its name: {@code 0x8001 (diagnostic message)}. */
    @Override
    public String toString() {
        return String.format("0x%04X (%s)", value, name());
    }

    private String name() {
        return switch (value) {
            case 0x0000 -> "generic header negative acknowledge";
            case 0x0001 -> "vehicle identification request";
            case 0x0002 -> "vehicle identification request with EID";
            case 0x0003 -> "vehicle identification request with VIN";
            case 0x0004 -> "vehicle announcement";
            case 0x0005 -> "routing activation request";
            case 0x0006 -> "routing activation response";
            case 0x0007 -> "alive check request";
            case 0x0008 -> "alive check response";
            case 0x4001 -> "entity status request";
            case 0x4002 -> "entity status response";
            case 0x4003 -> "power mode request";
            case 0x4004 -> "power mode response";
            case 0x8001 -> "diagnostic message";
            case 0x8002 -> "diagnostic positive acknowledge";
            case 0x8003 -> "diagnostic negative acknowledge";
            case 0x8004 -> "periodic diagnostic message";
            default -> isManufacturerSpecific() ? "manufacturer specific" : "reserved";
        };
    }
}
