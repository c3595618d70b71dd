package io.doip4j.vehicle.trace;

import io.doip4j.core.Bytes;
import io.doip4j.core.codec.DoipHeader;

/** Finds where messages begin in one direction of a connection, so that a stream can be read from its middle. */
final class MessageStarts {
    private static final int INVERSE_AT = 1;
    private static final int LENGTH_AT = 4;

    private final int[] header = new int[DoipHeader.LENGTH];
    private int headerFilled;
    private long payloadLeft;
    private boolean lost;

    /**
     * Takes the next bytes.
     *
     * @return index of the first byte that begins a message, or -1
     */
    int next(Bytes bytes) {
        int first = -1;
        int at = 0;
        while (at < bytes.length() && !lost) {
            if (payloadLeft > 0) {
                int skipped = (int) Math.min(payloadLeft, bytes.length() - at);
                payloadLeft -= skipped;
                at += skipped;
            } else {
                if (headerFilled == 0 && first < 0) {
                    first = at;
                }
                header[headerFilled++] = bytes.u8(at++);
                headerEnds();
            }
        }
        return first;
    }

    /** After a header that cannot be one nobody knows where the next one is. */
    private void headerEnds() {
        if (headerFilled == header.length) {
            headerFilled = 0;
            lost = (header[0] ^ header[INVERSE_AT]) != 0xFF;
            for (int i = LENGTH_AT; i < header.length; i++) {
                payloadLeft = (payloadLeft << Byte.SIZE) | header[i];
            }
        }
    }
}
