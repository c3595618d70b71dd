package io.doip4j.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.internal.Checks;

/**
 * A negative UDS response: 0x7F, the service identifier of the request, the code; always 3 bytes (ISO 14229-1).
 *
 * @param serviceId service identifier of the request, 0..0xFF
 * @param nrc the code
 */
public record NegativeResponse(int serviceId, Nrc nrc) implements UdsResponse {
    /** The length of every negative response: 3 bytes. */
    public static final int LENGTH = 3;

    /**
     * Checks the range.
     *
     * @param serviceId service identifier of the request
     * @param nrc the code
     * @throws IllegalArgumentException if the service identifier does not fit into one byte
     */
    public NegativeResponse {
        Checks.u8("service identifier", serviceId);
    }

    static NegativeResponse read(Bytes message) {
        Checks.length("negative response", message.length(), LENGTH);
        return new NegativeResponse(message.u8(1), Nrc.of(message.u8(2)));
    }

    @Override
    public Bytes message() {
        return Bytes.of(ServiceId.NEGATIVE_RESPONSE, serviceId, nrc.value());
    }

    @Override
    public boolean isPositive() {
        return false;
    }
}
