package io.doip4j.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds the messages in what a server sends, however it is cut; of each it keeps the first eight payload bytes alone. */
final class AnswerScanner {
    /** Hears of messages. */
    interface Sink {
        /**
         * A message is complete.
         *
         * @param type payload type
         * @param length of the payload
         * @param start its first eight bytes, the first one in the highest bits; zero where there are fewer
         * @throws IOException if it should not have come
         */
        void message(int type, long length, long start) throws IOException;
    }

    private static final int HEADER = 8;
    private static final int KEPT = 8;

    private long header;
    private int headerFilled;
    private long left;
    private long start;
    private int kept;

    /** Forgets what has come of a message. */
    void reset() {
        headerFilled = 0;
        left = 0;
    }

    void scan(ByteBuffer input, Sink sink) throws IOException {
        while (input.hasRemaining()) {
            if (headerFilled < HEADER && !readHeader(input)) {
                return;
            }
            keepStart(input);
            int skipped = (int) Math.min(left, input.remaining());
            input.position(input.position() + skipped);
            left -= skipped;
            if (left > 0) {
                return;
            }
            headerFilled = 0;
            sink.message((int) (header >>> 32) & 0xFFFF, header & 0xFFFF_FFFFL, start << (8 * (KEPT - kept)));
        }
    }

    private boolean readHeader(ByteBuffer input) throws IOException {
        if (headerFilled == 0 && input.remaining() >= HEADER) {
            header = input.getLong();
            headerFilled = HEADER;
        } else {
            while (headerFilled < HEADER && input.hasRemaining()) {
                header = (header << 8) | (input.get() & 0xFF);
                headerFilled++;
            }
        }
        if (headerFilled < HEADER) {
            return false;
        }
        int version = (int) (header >>> 56);
        if (version + ((int) (header >>> 48) & 0xFF) != 0xFF) {
            throw new IOException("no DoIP header: " + Long.toHexString(header));
        }
        left = header & 0xFFFF_FFFFL;
        start = 0;
        kept = 0;
        return true;
    }

    private void keepStart(ByteBuffer input) {
        while (kept < KEPT && left > 0 && input.hasRemaining()) {
            start = (start << 8) | (input.get() & 0xFF);
            kept++;
            left--;
        }
    }
}
