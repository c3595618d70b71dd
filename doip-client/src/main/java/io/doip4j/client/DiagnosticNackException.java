package io.doip4j.client;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticNackCode;

/** The entity refused a diagnostic message (ISO 13400-2, diagnostic message negative acknowledge): there is no answer. */
public final class DiagnosticNackException extends DoipException {
    private static final long serialVersionUID = 1L;

    private final transient LogicalAddress target;
    private final transient DiagnosticNackCode code;

    /**
     * An exception.
     *
     * @param target to whom the message was to go
     * @param code the reason
     */
    public DiagnosticNackException(LogicalAddress target, DiagnosticNackCode code) {
        super("the message to " + target + " was refused, diagnostic NACK " + code + advice(code));
        this.target = target;
        this.code = code;
    }

    /**
     * To whom the message was to go.
     *
     * @return the logical address
     */
    public LogicalAddress target() {
        return target;
    }

    /**
     * The reason.
     *
     * @return the code, also an unknown one
     */
    public DiagnosticNackCode code() {
        return code;
    }

    private static String advice(DiagnosticNackCode code) {
        return switch (code.value()) {
            case 0x02 -> "; activate routing with this tester address first";
            case 0x03 -> "; check the target address: nobody behind this entity has it";
            case 0x04 -> "; send less in one message";
            case 0x05, 0x09 -> "; try again later";
            case 0x06 -> "; check that the target is on, and that this tester may talk to it";
            default -> "";
        };
    }
}
