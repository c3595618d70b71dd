package io.doip4j.uds;

import io.doip4j.core.Bytes;

/**
 * A UDS request: service identifier, then for some services a sub-function, then data (ISO 14229-1, message layout).
 *
 * @param message the whole request, 1 byte or more
 */
public record UdsRequest(Bytes message) {
    private static final int SUPPRESS_BIT = 0x80;
    private static final int SUB_FUNCTION_BITS = 0x7F;

    /**
     * Checks that there is a service identifier.
     *
     * @param message the whole request
     * @throws IllegalArgumentException if the message is empty
     */
    public UdsRequest {
        if (message.isEmpty()) {
            throw new IllegalArgumentException("a UDS request needs at least its service identifier");
        }
    }

    /**
     * The service identifier, byte 0.
     *
     * @return 0..0xFF
     */
    public int serviceId() {
        return message.u8(0);
    }

    /**
     * The length of the whole request.
     *
     * @return bytes, 1 or more
     */
    public int length() {
        return message.length();
    }

    /**
     * The sub-function, byte 1 without its highest bit. Meaningful only for services that have one.
     *
     * @return 0..0x7F
     * @throws IndexOutOfBoundsException if the request is shorter than 2 bytes
     */
    public int subFunction() {
        return message.u8(1) & SUB_FUNCTION_BITS;
    }

    /**
     * Whether the tester wants no positive response, the highest bit of byte 1. Meaningful only for services with a
     * sub-function.
     *
     * @return true if the bit is set
     */
    public boolean suppressesPositiveResponse() {
        return message.length() > 1 && (message.u8(1) & SUPPRESS_BIT) != 0;
    }

    /**
     * What follows the service identifier, without copying.
     *
     * @return 0 bytes or more
     */
    public Bytes data() {
        return message.from(1);
    }

    /**
     * A positive response to this request.
     *
     * @param data what follows the response service identifier; for a service with sub-function it begins with that
     * @return the response
     */
    public PositiveResponse positiveResponse(Bytes data) {
        return PositiveResponse.to(serviceId(), data);
    }

    /**
     * A positive response to this request.
     *
     * @param data what follows the response service identifier, one value 0..0xFF per byte
     * @return the response
     * @throws IllegalArgumentException if a value does not fit into one byte
     */
    public PositiveResponse positiveResponse(int... data) {
        return positive(data.length).u8(data).build();
    }

    /**
     * Begins a positive response to this request that is written piece by piece into one array.
     *
     * @param dataLength expected number of bytes after the response service identifier; more and fewer work too
     * @return a builder that already holds the response service identifier
     */
    public PositiveResponse.Builder positive(int dataLength) {
        return new PositiveResponse.Builder(serviceId(), dataLength);
    }

    /**
     * A negative response to this request.
     *
     * @param nrc the code
     * @return the response
     */
    public NegativeResponse negativeResponse(Nrc nrc) {
        return new NegativeResponse(serviceId(), nrc);
    }
}
