package io.doip4j.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.internal.Checks;
import java.util.Arrays;

/**
 * A positive UDS response: the service identifier of the request plus 0x40, then data (ISO 14229-1).
 *
 * @param message the whole response, 1 byte or more
 */
public record PositiveResponse(Bytes message) implements UdsResponse {
    /**
     * Checks the first byte.
     *
     * @param message the whole response
     * @throws IllegalArgumentException if the message is empty or its first byte is not one of a positive response
     */
    public PositiveResponse {
        if (message.isEmpty() || ServiceId.isRequest(message.u8(0)) || message.u8(0) == ServiceId.NEGATIVE_RESPONSE) {
            throw new IllegalArgumentException("\"" + message + "\" is not a positive response: its first byte must be"
                    + " the service identifier of the request plus 0x40");
        }
    }

    /**
     * The positive response to a service.
     *
     * @param serviceId service identifier of the request, 0..0xBF without bit 6
     * @param data what follows the response service identifier
     * @return the response
     * @throws IllegalArgumentException if the identifier is not that of a request
     */
    public static PositiveResponse to(int serviceId, Bytes data) {
        return new Builder(serviceId, data.length()).bytes(data).build();
    }

    @Override
    public int serviceId() {
        return message.u8(0) - ServiceId.RESPONSE_OFFSET;
    }

    @Override
    public boolean isPositive() {
        return true;
    }

    /**
     * What follows the response service identifier, without copying.
     *
     * @return 0 bytes or more
     */
    public Bytes data() {
        return message.from(1);
    }

    /** Writes a response piece by piece into one array. Not safe for use by several threads at once. */
    public static final class Builder {
        private byte[] array;
        private int length;

        Builder(int serviceId, int dataLength) {
            array = new byte[1 + Math.max(dataLength, 0)];
            array[0] = (byte) (Checks.u8("service identifier", serviceId) + ServiceId.RESPONSE_OFFSET);
            length = 1;
        }

        /**
         * Appends single bytes.
         *
         * @param values each 0..0xFF
         * @return this
         * @throws IllegalArgumentException if a value does not fit
         */
        public Builder u8(int... values) {
            for (int value : values) {
                u8(value);
            }
            return this;
        }

        /**
         * Appends one byte.
         *
         * @param value 0..0xFF
         * @return this
         * @throws IllegalArgumentException if the value does not fit
         */
        public Builder u8(int value) {
            Checks.u8("byte", value);
            room(1);
            array[length++] = (byte) value;
            return this;
        }

        /**
         * Appends two bytes, big-endian.
         *
         * @param value 0..0xFFFF
         * @return this
         * @throws IllegalArgumentException if the value does not fit
         */
        public Builder u16(int value) {
            Checks.u16("16-bit number", value);
            return u8(value >> 8).u8(value & 0xFF);
        }

        /**
         * Appends bytes.
         *
         * @param bytes any number of bytes
         * @return this
         */
        public Builder bytes(Bytes bytes) {
            room(bytes.length());
            bytes.copyTo(array, length);
            length += bytes.length();
            return this;
        }

        /**
         * The number of bytes so far, with the response service identifier.
         *
         * @return 1 or more
         */
        public int length() {
            return length;
        }

        /**
         * Finishes the response. The builder must not be used after that.
         *
         * @return the response
         */
        public PositiveResponse build() {
            return new PositiveResponse(Bytes.wrap(array).slice(0, length));
        }

        private void room(int more) {
            if (length + more > array.length) {
                array = Arrays.copyOf(array, Math.max(2 * array.length, length + more));
            }
        }
    }
}
