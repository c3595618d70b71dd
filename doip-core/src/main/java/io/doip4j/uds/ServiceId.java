package io.doip4j.uds;

import io.doip4j.core.internal.Checks;

/**
 * A service identifier of a request, the first byte of a UDS message (ISO 14229-1). Values without a name are kept.
 *
 * @param value 0..0xFF, one byte on the wire
 */
public record ServiceId(int value) {
    /** What a positive response adds to the service identifier of its request. */
    public static final int RESPONSE_OFFSET = 0x40;

    /** The first byte of every negative response. */
    public static final int NEGATIVE_RESPONSE = 0x7F;

    /** 0x10, DiagnosticSessionControl. */
    public static final ServiceId DIAGNOSTIC_SESSION_CONTROL = new ServiceId(0x10);

    /** 0x11, ECUReset. */
    public static final ServiceId ECU_RESET = new ServiceId(0x11);

    /** 0x14, ClearDiagnosticInformation. */
    public static final ServiceId CLEAR_DIAGNOSTIC_INFORMATION = new ServiceId(0x14);

    /** 0x19, ReadDTCInformation. */
    public static final ServiceId READ_DTC_INFORMATION = new ServiceId(0x19);

    /** 0x22, ReadDataByIdentifier. */
    public static final ServiceId READ_DATA_BY_IDENTIFIER = new ServiceId(0x22);

    /** 0x23, ReadMemoryByAddress. */
    public static final ServiceId READ_MEMORY_BY_ADDRESS = new ServiceId(0x23);

    /** 0x24, ReadScalingDataByIdentifier. */
    public static final ServiceId READ_SCALING_DATA_BY_IDENTIFIER = new ServiceId(0x24);

    /** 0x27, SecurityAccess. */
    public static final ServiceId SECURITY_ACCESS = new ServiceId(0x27);

    /** 0x28, CommunicationControl. */
    public static final ServiceId COMMUNICATION_CONTROL = new ServiceId(0x28);

    /** 0x29, Authentication. */
    public static final ServiceId AUTHENTICATION = new ServiceId(0x29);

    /** 0x2A, ReadDataByPeriodicIdentifier. */
    public static final ServiceId READ_DATA_BY_PERIODIC_IDENTIFIER = new ServiceId(0x2A);

    /** 0x2C, DynamicallyDefineDataIdentifier. */
    public static final ServiceId DYNAMICALLY_DEFINE_DATA_IDENTIFIER = new ServiceId(0x2C);

    /** 0x2E, WriteDataByIdentifier. */
    public static final ServiceId WRITE_DATA_BY_IDENTIFIER = new ServiceId(0x2E);

    /** 0x2F, InputOutputControlByIdentifier. */
    public static final ServiceId INPUT_OUTPUT_CONTROL_BY_IDENTIFIER = new ServiceId(0x2F);

    /** 0x31, RoutineControl. */
    public static final ServiceId ROUTINE_CONTROL = new ServiceId(0x31);

    /** 0x34, RequestDownload. */
    public static final ServiceId REQUEST_DOWNLOAD = new ServiceId(0x34);

    /** 0x35, RequestUpload. */
    public static final ServiceId REQUEST_UPLOAD = new ServiceId(0x35);

    /** 0x36, TransferData. */
    public static final ServiceId TRANSFER_DATA = new ServiceId(0x36);

    /** 0x37, RequestTransferExit. */
    public static final ServiceId REQUEST_TRANSFER_EXIT = new ServiceId(0x37);

    /** 0x38, RequestFileTransfer. */
    public static final ServiceId REQUEST_FILE_TRANSFER = new ServiceId(0x38);

    /** 0x3D, WriteMemoryByAddress. */
    public static final ServiceId WRITE_MEMORY_BY_ADDRESS = new ServiceId(0x3D);

    /** 0x3E, TesterPresent. */
    public static final ServiceId TESTER_PRESENT = new ServiceId(0x3E);

    /** 0x83, AccessTimingParameter. */
    public static final ServiceId ACCESS_TIMING_PARAMETER = new ServiceId(0x83);

    /** 0x84, SecuredDataTransmission. */
    public static final ServiceId SECURED_DATA_TRANSMISSION = new ServiceId(0x84);

    /** 0x85, ControlDTCSetting. */
    public static final ServiceId CONTROL_DTC_SETTING = new ServiceId(0x85);

    /** 0x86, ResponseOnEvent. */
    public static final ServiceId RESPONSE_ON_EVENT = new ServiceId(0x86);

    /** 0x87, LinkControl. */
    public static final ServiceId LINK_CONTROL = new ServiceId(0x87);

    /**
     * Checks the range.
     *
     * @param value 0..0xFF
     * @throws IllegalArgumentException if the value does not fit into one byte
     */
    public ServiceId {
        Checks.u8("service identifier", value);
    }

    /**
     * A service identifier.
     *
     * @param value 0..0xFF
     * @return the identifier
     * @throws IllegalArgumentException if it does not fit into one byte
     */
    public static ServiceId of(int value) {
        return new ServiceId(value);
    }

    /**
     * Whether a first byte can begin a request: bit 6 is set in responses only.
     *
     * @param firstByte 0..0xFF
     * @return true for 0x00..0x3F and 0x80..0xBF
     */
    public static boolean isRequest(int firstByte) {
        return (firstByte & RESPONSE_OFFSET) == 0;
    }

    /** The value and its name: {@code 0x22 (ReadDataByIdentifier)}. */
    @Override
    public String toString() {
        return String.format("0x%02X (%s)", value, name());
    }

    private String name() {
        return switch (value) {
            case 0x10 -> "DiagnosticSessionControl";
            case 0x11 -> "ECUReset";
            case 0x14 -> "ClearDiagnosticInformation";
            case 0x19 -> "ReadDTCInformation";
            case 0x22 -> "ReadDataByIdentifier";
            case 0x23 -> "ReadMemoryByAddress";
            case 0x24 -> "ReadScalingDataByIdentifier";
            case 0x27 -> "SecurityAccess";
            case 0x28 -> "CommunicationControl";
            case 0x29 -> "Authentication";
            case 0x2A -> "ReadDataByPeriodicIdentifier";
            case 0x2C -> "DynamicallyDefineDataIdentifier";
            case 0x2E -> "WriteDataByIdentifier";
            case 0x2F -> "InputOutputControlByIdentifier";
            case 0x31 -> "RoutineControl";
            case 0x34 -> "RequestDownload";
            case 0x35 -> "RequestUpload";
            case 0x36 -> "TransferData";
            case 0x37 -> "RequestTransferExit";
            case 0x38 -> "RequestFileTransfer";
            case 0x3D -> "WriteMemoryByAddress";
            case 0x3E -> "TesterPresent";
            case 0x83 -> "AccessTimingParameter";
            case 0x84 -> "SecuredDataTransmission";
            case 0x85 -> "ControlDTCSetting";
            case 0x86 -> "ResponseOnEvent";
            case 0x87 -> "LinkControl";
            default -> value >= 0xBA && value <= 0xBE ? "system supplier specific" : "other";
        };
    }
}
