package io.doip4j.uds.services.internal;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;

/**
 * How a request writes ranges of memory, as its addressAndLengthFormatIdentifier says (ISO 14229-1, annex H): address, then
 * size, both unsigned and big-endian. Byte layout of the identifier: high nibble the number of bytes of the size, low nibble
 * that of the address.
 *
 * <p>It does not look at the length of the request: that is checked after the identifier, with {@link #width}, and before
 * address and size are taken out.
 *
 * @param addressBytes number of bytes of an address, 1..8
 * @param sizeBytes number of bytes of a size, 1..8
 */
public record AddressAndLength(int addressBytes, int sizeBytes) {
    private static final int LARGEST_WIDTH = Long.BYTES;
    private static final int NIBBLE_BITS = 4;
    private static final int NIBBLE = 0xF;

    /**
     * Takes an addressAndLengthFormatIdentifier apart.
     *
     * @param format the identifier, 0..0xFF
     * @return what it says
     * @throws NegativeResponseException with NRC 0x31 if one of the nibbles is 0 or more than 8
     */
    public static AddressAndLength of(int format) {
        if (!isPossible(format)) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        return new AddressAndLength(format & NIBBLE, format >> NIBBLE_BITS);
    }

    /** Whether both nibbles are 1..8. */
    static boolean isPossible(int format) {
        return isWidth(format & NIBBLE) && isWidth(format >> NIBBLE_BITS);
    }

    private static boolean isWidth(int bytes) {
        return bytes >= 1 && bytes <= LARGEST_WIDTH;
    }

    /**
     * The number of bytes of an address and a size together.
     *
     * @return 2..16
     */
    public int width() {
        return addressBytes + sizeBytes;
    }

    /**
     * The address of a range.
     *
     * @param message the request
     * @param at index of the first byte of the range, which is there with its {@link #width}
     * @return the address, unsigned
     */
    public long address(Bytes message, int at) {
        return message.unsigned(at, addressBytes);
    }

    /**
     * The size of a range.
     *
     * @param message the request
     * @param at index of the first byte of the range, which is there with its {@link #width}
     * @return the number of bytes, unsigned; may be 0
     */
    public long size(Bytes message, int at) {
        return message.unsigned(at + addressBytes, sizeBytes);
    }
}
