package io.doip4j.uds.services.transfer;

import io.doip4j.uds.PositiveResponse;

/**
 * The longest TransferData message of a transfer, as maxNumberOfBlockLength tells it to the tester.
 *
 * @param value bytes with service identifier and block sequence counter, 3 or more
 */
record BlockLength(int value) {
    /** Service identifier, block sequence counter, one byte of data. */
    static final int SMALLEST = 3;

    private static final int SHORT_WIDTH = 2;
    private static final int LONG_WIDTH = 4;
    private static final int LARGEST_SHORT = 0xFFFF;
    private static final int NIBBLE_BITS = 4;

    /** The most bytes of data in one message. */
    int payload() {
        return value - SMALLEST + 1;
    }

    private int width() {
        return value <= LARGEST_SHORT ? SHORT_WIDTH : LONG_WIDTH;
    }

    /** Writes the length with its number of bytes in the high nibble before it, as services 0x34 and 0x35 do. */
    PositiveResponse.Builder writeWithNibble(PositiveResponse.Builder response) {
        return write(response.u8(width() << NIBBLE_BITS));
    }

    /** Writes the length with its number of bytes before it, as service 0x38 does. */
    PositiveResponse.Builder writeWithCount(PositiveResponse.Builder response) {
        return write(response.u8(width()));
    }

    private PositiveResponse.Builder write(PositiveResponse.Builder response) {
        return width() == SHORT_WIDTH
                ? response.u16(value)
                : response.u16(value >>> Short.SIZE).u16(value & LARGEST_SHORT);
    }
}
