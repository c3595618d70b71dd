package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.UdsRequest;

/** Reads the parameters of a request one after the other; what does not fit ends in NRC 0x13. */
final class FieldReader {
    private static final int AFTER_SUB_FUNCTION = 2;
    private static final int LENGTH_FIELD = 2;

    private final Bytes message;
    private int at = AFTER_SUB_FUNCTION;

    FieldReader(UdsRequest request) {
        message = request.message();
    }

    int u8() {
        return fixed(1).u8(0);
    }

    int u16() {
        return fixed(2).u16(0);
    }

    Bytes fixed(int length) {
        if (message.length() - at < length) {
            throw wrongLength();
        }
        Bytes field = message.slice(at, length);
        at += length;
        return field;
    }

    /** A field after its length in two bytes; may be empty. */
    Bytes variable() {
        return fixed(fixed(LENGTH_FIELD).u16(0));
    }

    /** A field after its length in two bytes, that must not be empty. */
    Bytes present() {
        Bytes field = variable();
        if (field.isEmpty()) {
            throw wrongLength();
        }
        return field;
    }

    void end() {
        if (at != message.length()) {
            throw wrongLength();
        }
    }

    private static NegativeResponseException wrongLength() {
        return new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
    }
}
