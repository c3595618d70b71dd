package io.doip4j.client;

import io.doip4j.core.message.RoutingActivationCode;

/** The entity does not route messages of this tester (ISO 13400-2, routing activation response codes). */
public final class RoutingActivationDeniedException extends DoipException {
    private static final long serialVersionUID = 1L;

    private final transient RoutingActivationCode code;

    /**
     * An exception.
     *
     * @param code the reason
     */
    public RoutingActivationDeniedException(RoutingActivationCode code) {
        super("routing was not activated, code " + code + advice(code));
        this.code = code;
    }

    /**
     * The reason.
     *
     * @return the code, also a reserved or a manufacturer specific one
     */
    public RoutingActivationCode code() {
        return code;
    }

    private static String advice(RoutingActivationCode code) {
        return switch (code.value()) {
            case 0x00 -> "; use a tester address that the entity knows";
            case 0x01 -> "; wait until another tester is gone";
            case 0x02 -> "; use one connection per tester address";
            case 0x03 -> "; close the other connection of this tester address, or use another address";
            case 0x04 -> "; authenticate on this connection, then activate again";
            case 0x05 -> "; somebody in the vehicle said no";
            case 0x06 -> "; use another activation type";
            case 0x07 -> "; configure TLS";
            case 0x08 -> "; try again later";
            case 0x11 -> "; somebody in the vehicle has to confirm it, then activate again";
            default -> "";
        };
    }
}
