package io.doip4j.uds.services.transfer;

import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;

/** What RequestFileTransfer does with a file, by its modeOfOperation. */
enum FileOperation {
    ADD(0x01, true, true),
    DELETE(0x02, false, false),
    REPLACE(0x03, true, true),
    READ(0x04, true, false),
    READ_DIRECTORY(0x05, false, false),
    RESUME(0x06, true, true);

    private final int mode;
    private final boolean hasDataFormat;
    private final boolean hasSizes;

    FileOperation(int mode, boolean hasDataFormat, boolean hasSizes) {
        this.mode = mode;
        this.hasDataFormat = hasDataFormat;
        this.hasSizes = hasSizes;
    }

    static FileOperation of(int mode) {
        for (FileOperation operation : values()) {
            if (operation.mode == mode) {
                return operation;
            }
        }
        throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
    }

    int mode() {
        return mode;
    }

    boolean hasDataFormat() {
        return hasDataFormat;
    }

    boolean hasSizes() {
        return hasSizes;
    }

    boolean isReading() {
        return this == READ || this == READ_DIRECTORY;
    }
}
