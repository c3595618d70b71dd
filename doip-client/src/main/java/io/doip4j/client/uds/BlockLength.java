package io.doip4j.client.uds;

/** The length of TransferData messages: the smaller one of what the ECU says and what the options say. */
final class BlockLength {
    /** Service identifier and block counter. */
    static final int HEADER = 2;

    private static final int SHORTEST = HEADER + 1;

    private BlockLength() {}

    /** Reads the ECU's own, of that many bytes. */
    static int read(ResponseReader response, int width, TransferOptions options) {
        if (width < 1 || width > Long.BYTES) {
            throw response.malformed("says that the block length has " + width + " bytes", null);
        }
        long ofEcu = response.unsigned(width);
        if (Long.compareUnsigned(ofEcu, SHORTEST) < 0) {
            throw response.malformed("allows blocks of " + ofEcu + " bytes, which have no room for data", null);
        }
        return Long.compareUnsigned(ofEcu, options.blockLength()) < 0 ? (int) ofEcu : options.blockLength();
    }
}
