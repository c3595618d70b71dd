package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.spi.DtcStatus;
import org.jspecify.annotations.Nullable;

/** Reads a positive response field by field, behind its service identifier. What is missing or too much is malformed. */
final class ResponseReader {
    private final LogicalAddress source;
    private final Bytes message;
    private int at = 1;

    ResponseReader(LogicalAddress source, Bytes message) {
        this.source = source;
        this.message = message;
    }

    Bytes message() {
        return message;
    }

    int u8() {
        return bytes(1).u8(0);
    }

    int u16() {
        return bytes(2).u16(0);
    }

    /** An unsigned number of 1 to 8 bytes. */
    long unsigned(int width) {
        return bytes(width).unsigned(0, width);
    }

    Dtc dtc() {
        return Dtc.of((int) unsigned(3));
    }

    DtcStatus status() {
        return new DtcStatus(u8());
    }

    Bytes bytes(int count) {
        if (count > remaining()) {
            throw malformed(
                    "has " + remaining() + " bytes from index " + at + " on, needed are " + count + " or more", null);
        }
        Bytes read = message.slice(at, count);
        at += count;
        return read;
    }

    void skip(int count) {
        bytes(count);
    }

    Bytes rest() {
        return bytes(remaining());
    }

    int remaining() {
        return message.length() - at;
    }

    boolean hasMore() {
        return remaining() > 0;
    }

    UdsMalformedResponseException malformed(String problem, @Nullable Throwable cause) {
        return new UdsMalformedResponseException(
                source,
                message,
                "answer " + message + " of " + source + " " + problem
                        + ": check what the target really sends, and the lengths that were given for it",
                cause);
    }
}
