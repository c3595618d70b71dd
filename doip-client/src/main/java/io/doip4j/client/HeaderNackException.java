package io.doip4j.client;

import io.doip4j.core.message.GenericNackCode;

/**
 * The entity did not like the header of a message (ISO 13400-2, generic DoIP header negative acknowledge). It does not say
 * of which: this is told to whatever has waited longest.
 */
public final class HeaderNackException extends DoipException {
    private static final long serialVersionUID = 1L;

    private final transient GenericNackCode code;

    /**
     * An exception.
     *
     * @param code the reason
     */
    public HeaderNackException(GenericNackCode code) {
        super("the entity refused the header of a message, NACK " + code + advice(code));
        this.code = code;
    }

    /**
     * The reason.
     *
     * @return the code, also an unknown one
     */
    public GenericNackCode code() {
        return code;
    }

    private static String advice(GenericNackCode code) {
        return switch (code.value()) {
            case 0x00 -> "; set the protocol version that the entity announces";
            case 0x01 -> "; the entity does not support this type of message";
            case 0x02 -> "; send less in one message: its entity status tells the limit";
            case 0x03 -> "; try again later";
            default -> "";
        };
    }
}
