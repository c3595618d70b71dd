package io.doip4j.server.spi;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.RoutingActivationCode;

/**
 * A decision on a routing activation.
 *
 * @param code the answer
 * @param manufacturerData four bytes for the answer, or none
 * @param closesSocket whether the connection is closed after the answer
 */
public record RoutingActivationDecision(RoutingActivationCode code, Bytes manufacturerData, boolean closesSocket) {
    private static final int MANUFACTURER_BYTES = 4;

    /**
     * Checks that the parts fit each other.
     *
     * @param code the answer
     * @param manufacturerData four bytes for the answer, or none
     * @param closesSocket whether the connection is closed after the answer
     * @throws IllegalArgumentException if the manufacturer data are not 0 or 4 bytes, or an activation is to close the
     *     connection
     */
    public RoutingActivationDecision {
        if (!manufacturerData.isEmpty() && manufacturerData.length() != MANUFACTURER_BYTES) {
            throw new IllegalArgumentException("manufacturer data are " + manufacturerData.length()
                    + " bytes, allowed are none or exactly " + MANUFACTURER_BYTES);
        }
        boolean accepts =
                code.equals(RoutingActivationCode.ACTIVATED) || code.equals(RoutingActivationCode.CONFIRMATION_PENDING);
        if (accepts && closesSocket) {
            throw new IllegalArgumentException("code " + code + " does not close the connection: it is no denial");
        }
    }

    /**
     * Routing is active: code 0x10.
     *
     * @return the decision
     */
    public static RoutingActivationDecision activated() {
        return new RoutingActivationDecision(RoutingActivationCode.ACTIVATED, Bytes.EMPTY, false);
    }

    /**
     * A confirmation in the vehicle is awaited: code 0x11. The tester asks again, and routing is not active until then.
     *
     * @return the decision
     */
    public static RoutingActivationDecision confirmationPending() {
        return new RoutingActivationDecision(RoutingActivationCode.CONFIRMATION_PENDING, Bytes.EMPTY, false);
    }

    /**
     * Authentication is missing: code 0x04. The connection stays open, so that it can be made up for.
     *
     * @return the decision
     */
    public static RoutingActivationDecision authenticationMissing() {
        return new RoutingActivationDecision(RoutingActivationCode.MISSING_AUTHENTICATION, Bytes.EMPTY, false);
    }

    /**
     * Routing is denied, and the connection is closed.
     *
     * @param code the reason, for example {@link RoutingActivationCode#REJECTED_CONFIRMATION}
     * @return the decision
     */
    public static RoutingActivationDecision denied(RoutingActivationCode code) {
        return new RoutingActivationDecision(code, Bytes.EMPTY, true);
    }

    /**
     * The same decision with manufacturer data in the answer.
     *
     * @param data exactly four bytes
     * @return the decision
     */
    public RoutingActivationDecision withManufacturerData(Bytes data) {
        return new RoutingActivationDecision(code, data, closesSocket);
    }

    /**
     * The same denial with a connection that stays open: it goes back to where it was before the request.
     *
     * @return the decision
     */
    public RoutingActivationDecision keepingSocket() {
        return new RoutingActivationDecision(code, manufacturerData, false);
    }
}
