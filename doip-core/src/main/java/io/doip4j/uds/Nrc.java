package io.doip4j.uds;

import io.doip4j.core.internal.Checks;

/**
 * A negative response code (ISO 14229-1, annex A). Reserved and manufacturer values are kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record Nrc(int value) {
    /** 0x10: No better code fits. */
    public static final Nrc GENERAL_REJECT = new Nrc(0x10);

    /** 0x11: The service identifier is not known. */
    public static final Nrc SERVICE_NOT_SUPPORTED = new Nrc(0x11);

    /** 0x12: The sub-function is not known. */
    public static final Nrc SUB_FUNCTION_NOT_SUPPORTED = new Nrc(0x12);

    /** 0x13: Length or format of the request is wrong. */
    public static final Nrc INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT = new Nrc(0x13);

    /** 0x14: The response exceeds the transport or a buffer. */
    public static final Nrc RESPONSE_TOO_LONG = new Nrc(0x14);

    /** 0x21: Busy with another request. */
    public static final Nrc BUSY_REPEAT_REQUEST = new Nrc(0x21);

    /** 0x22: A prerequisite is missing. */
    public static final Nrc CONDITIONS_NOT_CORRECT = new Nrc(0x22);

    /** 0x24: The request does not fit the order of requests. */
    public static final Nrc REQUEST_SEQUENCE_ERROR = new Nrc(0x24);

    /** 0x25: A component behind a gateway is silent. */
    public static final Nrc NO_RESPONSE_FROM_SUBNET_COMPONENT = new Nrc(0x25);

    /** 0x26: A fault prevents the action. */
    public static final Nrc FAILURE_PREVENTS_EXECUTION = new Nrc(0x26);

    /** 0x31: A value, identifier or address is not supported. */
    public static final Nrc REQUEST_OUT_OF_RANGE = new Nrc(0x31);

    /** 0x33: Locked. */
    public static final Nrc SECURITY_ACCESS_DENIED = new Nrc(0x33);

    /** 0x34: The role is not sufficient (2020). */
    public static final Nrc AUTHENTICATION_REQUIRED = new Nrc(0x34);

    /** 0x35: The key is wrong. */
    public static final Nrc INVALID_KEY = new Nrc(0x35);

    /** 0x36: This wrong key was one too many. */
    public static final Nrc EXCEEDED_NUMBER_OF_ATTEMPTS = new Nrc(0x36);

    /** 0x37: The delay after wrong keys still runs. */
    public static final Nrc REQUIRED_TIME_DELAY_NOT_EXPIRED = new Nrc(0x37);

    /** 0x38: Only inside secured data transmission (2020). */
    public static final Nrc SECURE_DATA_TRANSMISSION_REQUIRED = new Nrc(0x38);

    /** 0x39: Not inside secured data transmission (2020). */
    public static final Nrc SECURE_DATA_TRANSMISSION_NOT_ALLOWED = new Nrc(0x39);

    /** 0x3A: The protection of the data is broken (2020). */
    public static final Nrc SECURE_DATA_VERIFICATION_FAILED = new Nrc(0x3A);

    /** 0x50: The certificate is not valid now (2020). */
    public static final Nrc CERTIFICATE_INVALID_TIME_PERIOD = new Nrc(0x50);

    /** 0x51: The signature of the certificate is wrong (2020). */
    public static final Nrc CERTIFICATE_INVALID_SIGNATURE = new Nrc(0x51);

    /** 0x52: The issuer of the certificate is not known (2020). */
    public static final Nrc CERTIFICATE_INVALID_CHAIN_OF_TRUST = new Nrc(0x52);

    /** 0x53: The certificate is for another use (2020). */
    public static final Nrc CERTIFICATE_INVALID_TYPE = new Nrc(0x53);

    /** 0x54: The certificate cannot be read (2020). */
    public static final Nrc CERTIFICATE_INVALID_FORMAT = new Nrc(0x54);

    /** 0x55: The content of the certificate does not match (2020). */
    public static final Nrc CERTIFICATE_INVALID_CONTENT = new Nrc(0x55);

    /** 0x56: The scope of the certificate does not match (2020). */
    public static final Nrc CERTIFICATE_INVALID_SCOPE = new Nrc(0x56);

    /** 0x57: The certificate is revoked (2020). */
    public static final Nrc CERTIFICATE_INVALID_CERTIFICATE = new Nrc(0x57);

    /** 0x58: The proof does not match the challenge (2020). */
    public static final Nrc OWNERSHIP_VERIFICATION_FAILED = new Nrc(0x58);

    /** 0x59: No challenge could be made (2020). */
    public static final Nrc CHALLENGE_CALCULATION_FAILED = new Nrc(0x59);

    /** 0x5A: The rights could not be set (2020). */
    public static final Nrc SETTING_ACCESS_RIGHTS_FAILED = new Nrc(0x5A);

    /** 0x5B: No session key could be made (2020). */
    public static final Nrc SESSION_KEY_CREATION_FAILED = new Nrc(0x5B);

    /** 0x5C: The configuration data cannot be used (2020). */
    public static final Nrc CONFIGURATION_DATA_USAGE_FAILED = new Nrc(0x5C);

    /** 0x5D: De-authentication failed (2020). */
    public static final Nrc DE_AUTHENTICATION_FAILED = new Nrc(0x5D);

    /** 0x70: A fault prevents the transfer. */
    public static final Nrc UPLOAD_DOWNLOAD_NOT_ACCEPTED = new Nrc(0x70);

    /** 0x71: A fault ended the transfer. */
    public static final Nrc TRANSFER_DATA_SUSPENDED = new Nrc(0x71);

    /** 0x72: Erasing or writing failed. */
    public static final Nrc GENERAL_PROGRAMMING_FAILURE = new Nrc(0x72);

    /** 0x73: Another block was expected. */
    public static final Nrc WRONG_BLOCK_SEQUENCE_COUNTER = new Nrc(0x73);

    /** 0x78: The request is valid, the answer follows later. */
    public static final Nrc RESPONSE_PENDING = new Nrc(0x78);

    /** 0x7E: The sub-function needs another session. */
    public static final Nrc SUB_FUNCTION_NOT_SUPPORTED_IN_ACTIVE_SESSION = new Nrc(0x7E);

    /** 0x7F: The service needs another session. */
    public static final Nrc SERVICE_NOT_SUPPORTED_IN_ACTIVE_SESSION = new Nrc(0x7F);

    /** 0x81: Engine speed too high. */
    public static final Nrc RPM_TOO_HIGH = new Nrc(0x81);

    /** 0x82: Engine speed too low. */
    public static final Nrc RPM_TOO_LOW = new Nrc(0x82);

    /** 0x83: The engine runs. */
    public static final Nrc ENGINE_IS_RUNNING = new Nrc(0x83);

    /** 0x84: The engine does not run. */
    public static final Nrc ENGINE_IS_NOT_RUNNING = new Nrc(0x84);

    /** 0x85: The engine has not run long enough. */
    public static final Nrc ENGINE_RUN_TIME_TOO_LOW = new Nrc(0x85);

    /** 0x86: Temperature too high. */
    public static final Nrc TEMPERATURE_TOO_HIGH = new Nrc(0x86);

    /** 0x87: Temperature too low. */
    public static final Nrc TEMPERATURE_TOO_LOW = new Nrc(0x87);

    /** 0x88: Vehicle speed too high. */
    public static final Nrc VEHICLE_SPEED_TOO_HIGH = new Nrc(0x88);

    /** 0x89: Vehicle speed too low. */
    public static final Nrc VEHICLE_SPEED_TOO_LOW = new Nrc(0x89);

    /** 0x8A: Throttle or pedal too high. */
    public static final Nrc THROTTLE_PEDAL_TOO_HIGH = new Nrc(0x8A);

    /** 0x8B: Throttle or pedal too low. */
    public static final Nrc THROTTLE_PEDAL_TOO_LOW = new Nrc(0x8B);

    /** 0x8C: The transmission is not in neutral. */
    public static final Nrc TRANSMISSION_RANGE_NOT_IN_NEUTRAL = new Nrc(0x8C);

    /** 0x8D: The transmission is not in gear. */
    public static final Nrc TRANSMISSION_RANGE_NOT_IN_GEAR = new Nrc(0x8D);

    /** 0x8F: The brake is not pressed. */
    public static final Nrc BRAKE_SWITCH_NOT_CLOSED = new Nrc(0x8F);

    /** 0x90: The lever is not in park. */
    public static final Nrc SHIFTER_LEVER_NOT_IN_PARK = new Nrc(0x90);

    /** 0x91: The clutch is locked. */
    public static final Nrc TORQUE_CONVERTER_CLUTCH_LOCKED = new Nrc(0x91);

    /** 0x92: Supply voltage too high. */
    public static final Nrc VOLTAGE_TOO_HIGH = new Nrc(0x92);

    /** 0x93: Supply voltage too low. */
    public static final Nrc VOLTAGE_TOO_LOW = new Nrc(0x93);

    /** 0x94: A part of the application is missing for now (2020). */
    public static final Nrc RESOURCE_TEMPORARILY_NOT_AVAILABLE = new Nrc(0x94);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public Nrc {
        Checks.u8("negative response code", value);
    }

    /**
     * A negative response code.
     *
     * @param value 0..0xFF, also a reserved one
     * @return the code
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static Nrc of(int value) {
        return new Nrc(value);
    }

    /** The value and its name: {@code 0x31 (requestOutOfRange)}. */
    @Override
    public String toString() {
        return String.format("0x%02X (%s)", value, name());
    }

    private String name() {
        return switch (value) {
            case 0x10 -> "generalReject";
            case 0x11 -> "serviceNotSupported";
            case 0x12 -> "subFunctionNotSupported";
            case 0x13 -> "incorrectMessageLengthOrInvalidFormat";
            case 0x14 -> "responseTooLong";
            case 0x21 -> "busyRepeatRequest";
            case 0x22 -> "conditionsNotCorrect";
            case 0x24 -> "requestSequenceError";
            case 0x25 -> "noResponseFromSubnetComponent";
            case 0x26 -> "failurePreventsExecutionOfRequestedAction";
            case 0x31 -> "requestOutOfRange";
            case 0x33 -> "securityAccessDenied";
            case 0x34 -> "authenticationRequired";
            case 0x35 -> "invalidKey";
            case 0x36 -> "exceededNumberOfAttempts";
            case 0x37 -> "requiredTimeDelayNotExpired";
            case 0x38 -> "secureDataTransmissionRequired";
            case 0x39 -> "secureDataTransmissionNotAllowed";
            case 0x3A -> "secureDataVerificationFailed";
            case 0x50 -> "certificateVerificationFailed: invalidTimePeriod";
            case 0x51 -> "certificateVerificationFailed: invalidSignature";
            case 0x52 -> "certificateVerificationFailed: invalidChainOfTrust";
            case 0x53 -> "certificateVerificationFailed: invalidType";
            case 0x54 -> "certificateVerificationFailed: invalidFormat";
            case 0x55 -> "certificateVerificationFailed: invalidContent";
            case 0x56 -> "certificateVerificationFailed: invalidScope";
            case 0x57 -> "certificateVerificationFailed: invalidCertificate";
            case 0x58 -> "ownershipVerificationFailed";
            case 0x59 -> "challengeCalculationFailed";
            case 0x5A -> "settingAccessRightsFailed";
            case 0x5B -> "sessionKeyCreationDerivationFailed";
            case 0x5C -> "configurationDataUsageFailed";
            case 0x5D -> "deAuthenticationFailed";
            case 0x70 -> "uploadDownloadNotAccepted";
            case 0x71 -> "transferDataSuspended";
            case 0x72 -> "generalProgrammingFailure";
            case 0x73 -> "wrongBlockSequenceCounter";
            case 0x78 -> "requestCorrectlyReceived-ResponsePending";
            case 0x7E -> "subFunctionNotSupportedInActiveSession";
            case 0x7F -> "serviceNotSupportedInActiveSession";
            case 0x81 -> "rpmTooHigh";
            case 0x82 -> "rpmTooLow";
            case 0x83 -> "engineIsRunning";
            case 0x84 -> "engineIsNotRunning";
            case 0x85 -> "engineRunTimeTooLow";
            case 0x86 -> "temperatureTooHigh";
            case 0x87 -> "temperatureTooLow";
            case 0x88 -> "vehicleSpeedTooHigh";
            case 0x89 -> "vehicleSpeedTooLow";
            case 0x8A -> "throttlePedalTooHigh";
            case 0x8B -> "throttlePedalTooLow";
            case 0x8C -> "transmissionRangeNotInNeutral";
            case 0x8D -> "transmissionRangeNotInGear";
            case 0x8F -> "brakeSwitchNotClosed";
            case 0x90 -> "shifterLeverNotInPark";
            case 0x91 -> "torqueConverterClutchLocked";
            case 0x92 -> "voltageTooHigh";
            case 0x93 -> "voltageTooLow";
            case 0x94 -> "resourceTemporarilyNotAvailable";
            default -> value >= 0xF0 && value <= 0xFE ? "vehicle manufacturer specific" : "reserved";
        };
    }
}
