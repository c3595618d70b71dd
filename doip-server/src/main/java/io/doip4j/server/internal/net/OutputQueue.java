package io.doip4j.server.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Output that a connection could not send at once. Heap buffers are sent through the loop's direct one, a piece at a time.
 */
final class OutputQueue {
    private record Chunk(ByteBuffer buffer, boolean endsMessage) {}

    private final Deque<Chunk> chunks = new ArrayDeque<>(4);
    private boolean headBegun;
    private long bytes;

    /** Appends one whole message. */
    void add(ByteBuffer message) {
        addPart(message, true);
    }

    /** Appends a part of a message, or the last part. */
    void addPart(ByteBuffer part, boolean endsMessage) {
        if (!part.hasRemaining()) {
            throw new IllegalArgumentException("a part without bytes would never be sent");
        }
        chunks.addLast(new Chunk(part, endsMessage));
        bytes += part.remaining();
    }

    /** Appends the rest of what has already been sent in part: nothing may come before it. */
    void addRest(ByteBuffer rest) {
        headBegun |= chunks.isEmpty();
        add(rest);
    }

    /** Puts a whole message before the others, but not into the middle of one that has been begun. */
    void addFirst(ByteBuffer message) {
        Deque<Chunk> before = new ArrayDeque<>();
        boolean insideMessage = headBegun;
        while (insideMessage && !chunks.isEmpty()) {
            Chunk begun = chunks.removeFirst();
            before.addFirst(begun);
            insideMessage = !begun.endsMessage;
        }
        chunks.addFirst(new Chunk(message, true));
        before.forEach(chunks::addFirst);
        bytes += message.remaining();
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    /** Sends as much as the channel takes. Returns the number of bytes. */
    long drain(WritableByteChannel channel, ByteBuffer staging) throws IOException {
        long sent = 0;
        try {
            while (!chunks.isEmpty()) {
                staging.clear();
                fill(staging);
                staging.flip();
                int count = channel.write(staging);
                consumed(count);
                sent += count;
                if (staging.hasRemaining()) {
                    break;
                }
            }
        } finally {
            staging.clear();
        }
        return sent;
    }

    private void fill(ByteBuffer staging) {
        for (Chunk chunk : chunks) {
            ByteBuffer buffer = chunk.buffer;
            int count = Math.min(buffer.remaining(), staging.remaining());
            staging.put(buffer.slice(buffer.position(), count));
            if (!staging.hasRemaining()) {
                return;
            }
        }
    }

    private void consumed(int count) {
        bytes -= count;
        int left = count;
        while (left > 0) {
            Chunk head = chunks.element();
            int part = Math.min(left, head.buffer.remaining());
            head.buffer.position(head.buffer.position() + part);
            left -= part;
            if (head.buffer.hasRemaining()) {
                headBegun = true;
            } else {
                chunks.removeFirst();
                headBegun = !head.endsMessage;
            }
        }
    }
}
