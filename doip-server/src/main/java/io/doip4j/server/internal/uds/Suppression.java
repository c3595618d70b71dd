package io.doip4j.server.internal.uds;

import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Addressing;

/** Whether a final response is sent (ISO 14229-1, suppression of responses). */
final class Suppression {
    private Suppression() {}

    /**
     * Decides on a response.
     *
     * @param response the final response
     * @param addressing how the request was addressed
     * @param suppressPositive whether the request asked for no positive response
     * @param pendingSent whether the tester was told to wait: then it gets an answer in any case
     */
    static boolean sends(UdsResponse response, Addressing addressing, boolean suppressPositive, boolean pendingSent) {
        if (pendingSent) {
            return true;
        }
        if (response instanceof NegativeResponse negative) {
            return addressing == Addressing.PHYSICAL
                    || !isSilentWhenFunctional(negative.nrc().value());
        }
        return !suppressPositive;
    }

    private static boolean isSilentWhenFunctional(int nrc) {
        return nrc == 0x11 || nrc == 0x12 || nrc == 0x31 || nrc == 0x7E || nrc == 0x7F;
    }
}
