package io.doip4j.core.codec;

import io.doip4j.core.Bytes;
import io.doip4j.core.codec.FramerRun.Found;
import java.util.ArrayList;
import java.util.List;

/**
 * The generic header handler of an entity on TCP once more, slow and simple: it has the whole stream, and knows nothing of
 * the code under test but the form of the result.
 *
 * @param maxPayload largest payload
 * @param freeMemory largest payload that there is memory for
 */
record ReferenceFramer(long maxPayload, long freeMemory) {
    private static final int HEADER = 8;
    private static final int NO_NACK = -1;
    private static final int IGNORED = -2;

    /**
     * What is in a stream.
     *
     * @param found messages and violations in their order
     * @param cutOff whether the stream ends inside a message
     */
    record Result(List<Found> found, boolean cutOff) {}

    Result read(Bytes stream) {
        List<Found> found = new ArrayList<>();
        long at = 0;
        while (at + HEADER <= stream.length()) {
            Bytes header = stream.slice((int) at, HEADER);
            int nack = nack(header);
            long end = at + HEADER + header.u32(4);
            if (nack >= 0) {
                found.add(Found.violation(nack, header));
                if (nack == 0x00 || nack == 0x04) {
                    return new Result(found, false);
                }
            } else if (nack == NO_NACK && end <= stream.length()) {
                found.add(Found.message(stream.slice((int) at, (int) (end - at))));
            }
            at = end;
        }
        return new Result(found, at != stream.length());
    }

    private int nack(Bytes header) {
        int version = header.u8(0);
        int type = header.u16(2);
        long length = header.u32(4);
        if (version + header.u8(1) != 0xFF) {
            return 0x00;
        }
        if (type == 0x0000) {
            return IGNORED;
        }
        boolean identification = type == 0x0001 || type == 0x0002 || type == 0x0003;
        if (version != 0x02 && version != 0x03 && !identification) {
            return 0x00;
        }
        if (type != 0x0005 && type != 0x0008 && type != 0x8001) {
            return 0x01;
        }
        if (length > maxPayload) {
            return 0x02;
        }
        if (length > freeMemory) {
            return 0x03;
        }
        boolean rightLength = (type == 0x0005 && (length == 7 || length == 11))
                || (type == 0x0008 && length == 2)
                || (type == 0x8001 && length >= 5);
        return rightLength ? NO_NACK : 0x04;
    }
}
