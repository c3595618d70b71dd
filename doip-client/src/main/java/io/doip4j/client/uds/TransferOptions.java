package io.doip4j.client.uds;

import io.doip4j.core.Bytes;

/**
 * How to transfer. Immutable.
 *
 * <pre>{@code
 * TransferOptions options = TransferOptions.defaults().withProgress((done, total) -> show(done, total)).withBlockLength(1026);
 * }</pre>
 *
 * @param dataFormat dataFormatIdentifier: compression in the high nibble, encryption in the low one; 0x00 for neither
 * @param blockLength longest TransferData message of this tester, 3..0x1000000; the ECU's own limit holds besides
 * @param blockRetries how often to send a block again that nobody answered, 0 or more
 * @param exitRecord what RequestTransferExit carries
 * @param progress hears how far it is
 */
public record TransferOptions(
        int dataFormat, int blockLength, int blockRetries, Bytes exitRecord, TransferProgress progress) {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 0x100_0000;
    private static final TransferOptions DEFAULTS =
            new TransferOptions(0, 0x1_0002, 2, Bytes.EMPTY, (done, total) -> {});

    /**
     * Checks the ranges.
     *
     * @param dataFormat 0..0xFF
     * @param blockLength 3..0x1000000
     * @param blockRetries 0 or more
     * @param exitRecord what RequestTransferExit carries
     * @param progress hears how far it is
     * @throws IllegalArgumentException if a number is out of range
     */
    public TransferOptions {
        Args.u8("data format", dataFormat);
        Args.range("block length", blockLength, SHORTEST, LONGEST);
        Args.range("block retries", blockRetries, 0, Integer.MAX_VALUE);
    }

    /**
     * Plain data, blocks of 64 KiB at most, two retries of each block, nothing in RequestTransferExit.
     *
     * @return the options
     */
    public static TransferOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The same with another data format.
     *
     * @param value 0..0xFF
     * @return the options
     * @throws IllegalArgumentException if it is out of range
     */
    public TransferOptions withDataFormat(int value) {
        return new TransferOptions(value, blockLength, blockRetries, exitRecord, progress);
    }

    /**
     * The same with another longest TransferData message.
     *
     * @param value 3..0x1000000
     * @return the options
     * @throws IllegalArgumentException if it is out of range
     */
    public TransferOptions withBlockLength(int value) {
        return new TransferOptions(dataFormat, value, blockRetries, exitRecord, progress);
    }

    /**
     * The same with another number of retries.
     *
     * @param value 0 or more
     * @return the options
     * @throws IllegalArgumentException if it is negative
     */
    public TransferOptions withBlockRetries(int value) {
        return new TransferOptions(dataFormat, blockLength, value, exitRecord, progress);
    }

    /**
     * The same with another record in RequestTransferExit.
     *
     * @param value the record
     * @return the options
     */
    public TransferOptions withExitRecord(Bytes value) {
        return new TransferOptions(dataFormat, blockLength, blockRetries, value, progress);
    }

    /**
     * The same with another listener.
     *
     * @param value hears how far it is
     * @return the options
     */
    public TransferOptions withProgress(TransferProgress value) {
        return new TransferOptions(dataFormat, blockLength, blockRetries, exitRecord, value);
    }
}
