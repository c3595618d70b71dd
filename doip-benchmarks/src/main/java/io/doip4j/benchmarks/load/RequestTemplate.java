package io.doip4j.benchmarks.load;

import java.nio.ByteBuffer;

/** Requests as they are sent, several in a row. Shared by all connections: only the addresses in them differ. */
final class RequestTemplate {
    private static final int HEADER = 8;
    private static final int PREFIX = HEADER + 4;
    private static final int DIAGNOSTIC_MESSAGE = 0x8001;
    private static final long VERSION = 0x02FDL << 48;
    /** So many bytes leave in one write at most, unless one request is longer. */
    private static final int ROW = 64 * 1024;

    private final int length;
    private final int serviceId;
    private final ByteBuffer row;

    RequestTemplate(int userData, int depth) {
        length = PREFIX + userData;
        int copies = Math.max(1, Math.min(depth, ROW / length));
        row = ByteBuffer.allocateDirect(copies * length);
        for (int i = 0; i < copies; i++) {
            row.putLong(VERSION | ((long) DIAGNOSTIC_MESSAGE << 32) | (length - HEADER));
            row.putInt(0);
            putUserData(userData);
        }
        serviceId = row.get(PREFIX) & 0xFF;
    }

    private void putUserData(int count) {
        if (count == LoadPlan.READ_VIN) {
            row.put((byte) 0x22).putShort((short) 0xF190);
            return;
        }
        row.put((byte) 0x36).put((byte) 0x01);
        for (int i = 2; i < count; i++) {
            row.put((byte) i);
        }
    }

    /** Bytes of one request on the wire. */
    int length() {
        return length;
    }

    /** What a positive response begins with. */
    int positiveResponse() {
        return serviceId | 0x40;
    }

    /**
     * The rest of some requests.
     *
     * @param addresses source address, target address
     * @param requests how many; maybe there are fewer in the buffer
     * @param sent bytes of the first one that are gone already
     */
    ByteBuffer requests(int addresses, int requests, int sent) {
        int count = Math.min(requests, row.capacity() / length);
        for (int i = 0; i < count; i++) {
            row.putInt(i * length + HEADER, addresses);
        }
        return row.limit(count * length).position(sent);
    }
}
