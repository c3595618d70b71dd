package io.doip4j.vehicle.trace;

import java.nio.ByteBuffer;

/** The checksum of IP, TCP and UDP (RFC 1071): the complement of the sum of all 16-bit words. */
final class Checksum {
    private static final int WORD = 0xFFFF;
    private long sum;

    /** Adds bytes, from position to limit; with a zero after the last if their number is odd. */
    Checksum add(ByteBuffer bytes) {
        ByteBuffer view = bytes.duplicate();
        while (view.remaining() >= Short.BYTES) {
            sum += view.getShort() & WORD;
        }
        if (view.hasRemaining()) {
            sum += (view.get() & 0xFF) << Byte.SIZE;
        }
        return this;
    }

    Checksum add(int word) {
        sum += word & WORD;
        return this;
    }

    short value() {
        long folded = sum;
        while (folded > WORD) {
            folded = (folded & WORD) + (folded >>> Short.SIZE);
        }
        return (short) ~folded;
    }
}
