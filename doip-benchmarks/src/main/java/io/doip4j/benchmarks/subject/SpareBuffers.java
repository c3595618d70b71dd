package io.doip4j.benchmarks.subject;

import java.util.ArrayDeque;
import java.util.Deque;

/** Arrays for messages that do not come in one piece, kept for the next ones. Not safe for use by several threads. */
final class SpareBuffers {
    private static final int MAX_KEPT = 16;
    private static final int LEAST = 4096;

    private final Deque<byte[]> kept = new ArrayDeque<>();

    byte[] take(int length) {
        byte[] spare = kept.poll();
        return spare != null && spare.length >= length ? spare : new byte[Math.max(LEAST, length)];
    }

    void give(byte[] array) {
        if (kept.size() < MAX_KEPT) {
            kept.push(array);
        }
    }
}
