package io.doip4j.benchmarks.subject;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One tester of the yardstick. It has a buffer only while a message is incomplete. */
final class YardstickConnection {
    /** Room for answers that the socket does not take. */
    private static final int LEAST = 4096;

    private static final int LONGEST_MESSAGE = 4 << 20;

    private final SocketChannel channel;
    private final SpareBuffers spares;
    /** The beginning of a message whose rest is still to come. */
    private byte @Nullable [] part;

    private int have;
    private int need;
    private @Nullable ByteBuffer pending;

    YardstickConnection(SocketChannel channel, SpareBuffers spares) {
        this.channel = channel;
        this.spares = spares;
    }

    /** Returns false at the end of the connection. */
    boolean readAndAnswer(SelectionKey key, ByteBuffer input, ByteBuffer output) throws IOException {
        input.clear();
        byte[] begun = part;
        if (begun != null) {
            input.limit(Math.min(input.capacity(), need - have));
        }
        int count = channel.read(input);
        if (count <= 0) {
            return count == 0;
        }
        input.flip();
        output.clear();
        if (begun == null) {
            if (!answerAll(key, input, output)) {
                return false;
            }
            keep(input);
        } else if (!complete(key, begun, input, output)) {
            return false;
        }
        write(key, output);
        return true;
    }

    /** Goes on with a message that had begun. */
    private boolean complete(SelectionKey key, byte[] begun, ByteBuffer input, ByteBuffer output) throws IOException {
        take(begun, input);
        // A long message: its next bytes are often there already
        while (have < need) {
            input.clear().limit(Math.min(input.capacity(), need - have));
            int count = channel.read(input);
            if (count <= 0) {
                return count == 0;
            }
            take(begun, input.flip());
        }
        ByteBuffer all = ByteBuffer.wrap(begun, 0, have);
        part = null;
        have = 0;
        if (!answerAll(key, all, output)) {
            return false;
        }
        keep(all);
        spares.give(begun);
        return true;
    }

    private void take(byte[] begun, ByteBuffer input) {
        int count = input.remaining();
        input.get(begun, have, count);
        have += count;
    }

    private boolean answerAll(SelectionKey key, ByteBuffer input, ByteBuffer output) throws IOException {
        while (input.remaining() >= Answers.HEADER) {
            int at = input.position();
            int length = input.getInt(at + 4);
            if (length < 0 || length > LONGEST_MESSAGE) {
                return false;
            }
            if (input.remaining() < Answers.HEADER + length) {
                break;
            }
            int type = input.getShort(at + 2) & 0xFFFF;
            input.position(at + Answers.HEADER);
            if (!Answers.answer(type, input, output)) {
                return false;
            }
            input.position(at + Answers.HEADER + length);
            if (output.remaining() < Answers.LONGEST) {
                write(key, output);
                output.clear();
            }
        }
        return true;
    }

    private void keep(ByteBuffer rest) {
        if (!rest.hasRemaining()) {
            return;
        }
        have = rest.remaining();
        // The whole message if its length is known, else its header
        need = Answers.HEADER + (have < Answers.HEADER ? 0 : rest.getInt(rest.position() + 4));
        byte[] kept = spares.take(need);
        rest.get(kept, 0, have);
        part = kept;
    }

    private void write(SelectionKey key, ByteBuffer output) throws IOException {
        output.flip();
        if (!output.hasRemaining()) {
            return;
        }
        ByteBuffer before = pending;
        if (before == null) {
            channel.write(output);
            if (!output.hasRemaining()) {
                return;
            }
        }
        int already = before == null ? 0 : before.remaining();
        ByteBuffer more = ByteBuffer.allocateDirect(Math.max(LEAST, already + output.remaining()));
        if (before != null) {
            more.put(before);
        }
        pending = more.put(output).flip();
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    /** Writes what could not be written before; returns whether nothing is left. */
    boolean flushed(SelectionKey key) throws IOException {
        ByteBuffer left = pending;
        if (left != null) {
            channel.write(left);
            if (left.hasRemaining()) {
                return false;
            }
            pending = null;
        }
        key.interestOps(SelectionKey.OP_READ);
        return true;
    }

    void forget() {
        part = null;
        pending = null;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("the yardstick cannot close a connection: " + e);
        }
    }
}
