package io.doip4j.uds.services.transfer;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;

/**
 * What a tester asks for with RequestFileTransfer. Byte layout: service identifier, modeOfOperation, length of the path (2),
 * path; for some modes dataFormatIdentifier (1); for some the number of bytes of a size (1), size of the file uncompressed,
 * and compressed.
 *
 * @param operation what to do
 * @param path with which file
 * @param size number of bytes of the complete file, unsigned; 0 if the operation has none
 */
record FileRequest(FileOperation operation, FilePath path, long size) {
    /** Up to a path of one byte. */
    static final int MIN_LENGTH = 5;

    private static final int MODE_AT = 1;
    private static final int PATH_LENGTH_AT = 2;
    private static final int PATH_AT = 4;
    private static final int PLAIN = 0x00;

    /**
     * Takes a request apart that has its minimum length.
     *
     * @throws NegativeResponseException with NRC 0x31 for an unknown mode, 0x13 for a wrong length, then 0x31 for anything
     *     that is not possible
     */
    static FileRequest of(Bytes message) {
        FileOperation operation = FileOperation.of(message.u8(MODE_AT));
        int afterPath = PATH_AT + message.u16(PATH_LENGTH_AT);
        int sizesAt = afterPath + (operation.hasDataFormat() ? 1 : 0) + (operation.hasSizes() ? 1 : 0);
        requireLength(message.length() >= sizesAt);
        int width = operation.hasSizes() ? message.u8(sizesAt - 1) : 0;
        requireLength(message.length() == sizesAt + 2 * width);

        FilePath path = FilePath.of(message.slice(PATH_AT, afterPath - PATH_AT));
        require(!operation.hasDataFormat() || message.u8(afterPath) == PLAIN);
        require(operation == FileOperation.READ_DIRECTORY || !path.isRoot());
        return new FileRequest(operation, path, operation.hasSizes() ? size(message, sizesAt, width) : 0);
    }

    /** Plain data have the same size before and after compression. */
    private static long size(Bytes message, int at, int width) {
        require(width >= 1 && width <= Long.BYTES);
        long uncompressed = message.unsigned(at, width);
        require(uncompressed == message.unsigned(at + width, width));
        return uncompressed;
    }

    private static void requireLength(boolean right) {
        if (!right) {
            throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
    }

    private static void require(boolean possible) {
        if (!possible) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
    }
}
