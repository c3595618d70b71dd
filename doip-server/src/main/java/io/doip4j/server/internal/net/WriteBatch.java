package io.doip4j.server.internal.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The one write buffer of an event loop. Whoever writes has it to itself until the event ends or another writes: then all
 * that was written leaves in one call.
 */
final class WriteBatch {
    /** Something that writes. */
    interface Writer {
        /** Takes all bytes of the buffer, which is ready to be read. */
        void writeOut(ByteBuffer buffer);
    }

    /** Most of the time a few short messages leave together. */
    private static final int FIRST_SIZE = 16 * 1024;

    private final int largestSize;
    private ByteBuffer buffer;
    private @Nullable Writer writer;

    WriteBatch(int largestSize) {
        this.largestSize = largestSize;
        this.buffer = ByteBuffer.allocateDirect(Math.min(FIRST_SIZE, largestSize));
    }

    /** The empty buffer with room for a number of bytes, or the largest there is. What others wrote leaves first. */
    ByteBuffer bufferFor(Writer next, int length) {
        flush();
        writer = next;
        if (buffer.capacity() < Math.min(length, largestSize)) {
            buffer = ByteBuffer.allocateDirect(largestSize);
        }
        return buffer;
    }

    /** Gives the buffer to a writer; another one's bytes leave first. */
    ByteBuffer bufferFor(Writer next) {
        if (!next.equals(writer)) {
            flush();
            writer = next;
        }
        return buffer;
    }

    /** Lets the bytes leave. */
    void flush() {
        Writer current = writer;
        if (current == null) {
            return;
        }
        writer = null;
        buffer.flip();
        try {
            if (buffer.hasRemaining()) {
                current.writeOut(buffer);
            }
        } finally {
            buffer.clear();
        }
    }

    /** Lets one writer's bytes leave, if it is the one that has the buffer. */
    void flush(Writer only) {
        if (only.equals(writer)) {
            flush();
        }
    }
}
