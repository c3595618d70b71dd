package io.doip4j.uds;

import io.doip4j.core.Bytes;

/** A UDS response (ISO 14229-1, message layout). Immutable, safe for use by any thread. */
public sealed interface UdsResponse extends UdsResult permits PositiveResponse, NegativeResponse {
    /**
     * The whole response as it goes over the wire.
     *
     * @return 1 byte or more
     */
    Bytes message();

    /**
     * The service identifier of the request that this answers.
     *
     * @return 0..0xFF
     */
    int serviceId();

    /**
     * Whether the response is positive.
     *
     * @return false for a negative response
     */
    boolean isPositive();

    /**
     * Reads a response.
     *
     * @param message the whole response
     * @return the response
     * @throws IllegalArgumentException if it is empty, begins like a request, or begins with 0x7F and is not 3 bytes long
     */
    static UdsResponse read(Bytes message) {
        return !message.isEmpty() && message.u8(0) == ServiceId.NEGATIVE_RESPONSE
                ? NegativeResponse.read(message)
                : new PositiveResponse(message);
    }
}
