package io.doip4j.server.internal.net;

import io.doip4j.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** A channel that takes so many bytes per write, in turn, and everything once it was told no more numbers. */
final class StubChannel implements WritableByteChannel {
    private final Queue<Integer> takes = new ArrayDeque<>();
    private Bytes written = Bytes.EMPTY;
    int writes;

    StubChannel takes(int... counts) {
        for (int count : counts) {
            takes.add(count);
        }
        return this;
    }

    @Override
    public int write(ByteBuffer source) {
        writes++;
        Integer limit = takes.poll();
        int count = limit == null ? source.remaining() : Math.min(limit, source.remaining());
        written = written.plus(Bytes.copyOf(source.slice(source.position(), count)));
        source.position(source.position() + count);
        return count;
    }

    Bytes written() {
        return written;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // nothing to close
    }
}
