package io.doip4j.server.internal.net;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection sends: encoded into the loop's one write buffer, and queued only if the peer does not take it. Without
 * anything to send it holds no buffer.
 */
final class TcpOutput implements WriteBatch.Writer {
    /** Who lets more than this pile up is disconnected. */
    private static final long MAX_PENDING = 64L << 20;

    /** What the connection hears. None of it may send at once. */
    interface Owner {
        /** Bytes have left. */
        void bytesLeft();

        /** Output begins to wait for the peer, or waits no more. */
        void congestionChanged();

        /** All output has left. */
        void allLeft();

        /** The socket is broken. */
        void broken(IOException fault);

        /** The peer lets too much pile up. */
        void overflow(long waiting);
    }

    private final WritableByteChannel channel;
    private final EventLoop loop;
    private final Owner owner;
    private final @Nullable Pacer pacer;
    private @Nullable OutputQueue pending;
    private @Nullable List<Runnable> whenFlushed;
    private boolean stopped;

    TcpOutput(WritableByteChannel channel, EventLoop loop, Owner owner, boolean ownSegments) {
        this.channel = channel;
        this.loop = loop;
        this.owner = owner;
        this.pacer = ownSegments ? new Pacer(loop.timers(), this::writePaced) : null;
    }

    void send(ProtocolVersion version, DoipMessage message) {
        if (pacer != null) {
            pacer.add(encoded(version, message));
        } else if (pending != null) {
            queue(version, message);
        } else {
            write(version, message);
        }
    }

    /** Sends a message ahead of what waits, at the next message boundary. */
    void sendFirst(ProtocolVersion version, DoipMessage message) {
        if (pacer != null) {
            pacer.addFirst(encoded(version, message));
        } else if (pending != null) {
            queue().addFirst(encoded(version, message));
            grew();
        } else {
            send(version, message);
        }
    }

    /** Sends bytes in a write of their own. */
    void sendRaw(Bytes segment) {
        if (segment.isEmpty()) {
            return;
        }
        loop.writeBatch().flush(this);
        ByteBuffer buffer = loop.writeBatch().bufferFor(this);
        if (pacer != null) {
            pacer.add(segment.asBuffer());
        } else if (pending == null && segment.length() <= buffer.remaining()) {
            segment.writeTo(buffer);
            loop.writeBatch().flush(this);
        } else {
            queue().add(segment.asBuffer());
            grew();
        }
    }

    private void write(ProtocolVersion version, DoipMessage message) {
        int length = DoipEncoder.encodedLength(message);
        ByteBuffer buffer = loop.writeBatch().bufferFor(this);
        if (length > buffer.remaining()) {
            buffer = loop.writeBatch().bufferFor(this, length);
        }
        if (pending == null && length <= buffer.remaining()) {
            DoipEncoder.encode(version, message, buffer);
        } else {
            queue(version, message);
        }
    }

    /** Queues a message without copying the data of a diagnostic message. */
    private void queue(ProtocolVersion version, DoipMessage message) {
        OutputQueue queue = queue();
        if (message instanceof DiagnosticMessage diagnostic
                && !diagnostic.userData().isEmpty()) {
            Bytes data = diagnostic.userData();
            ByteBuffer head = ByteBuffer.allocate(DoipEncoder.encodedLength(message) - data.length());
            DoipEncoder.writeHeader(version, message.type(), message.payloadLength(), head);
            head.putShort((short) diagnostic.source().value());
            head.putShort((short) diagnostic.target().value());
            queue.addPart(head.flip(), false);
            queue.addPart(data.asBuffer(), true);
        } else {
            queue.add(encoded(version, message));
        }
        grew();
    }

    private void writePaced(ByteBuffer message) {
        queue().add(message);
        grew();
    }

    private void grew() {
        long waiting = queue().bytes() + (pacer == null ? 0 : pacer.bytes());
        if (waiting > MAX_PENDING) {
            owner.overflow(waiting);
        } else {
            owner.congestionChanged();
        }
    }

    private OutputQueue queue() {
        OutputQueue queue = pending;
        if (queue == null) {
            queue = new OutputQueue();
            pending = queue;
        }
        return queue;
    }

    private static ByteBuffer encoded(ProtocolVersion version, DoipMessage message) {
        ByteBuffer buffer = ByteBuffer.allocate(DoipEncoder.encodedLength(message));
        DoipEncoder.encode(version, message, buffer);
        return buffer.flip();
    }

    @Override
    public void writeOut(ByteBuffer buffer) {
        if (stopped) {
            return;
        }
        try {
            if (channel.write(buffer) > 0) {
                owner.bytesLeft();
            }
            if (buffer.hasRemaining()) {
                ByteBuffer rest = ByteBuffer.allocate(buffer.remaining());
                queue().addRest(rest.put(buffer).flip());
                owner.congestionChanged();
            } else {
                flushed();
            }
        } catch (IOException e) {
            owner.broken(e);
        }
    }

    /** The socket takes output again. */
    void drain() throws IOException {
        OutputQueue queue = pending;
        if (queue == null) {
            return;
        }
        int staged = (int) Math.min(queue.bytes(), Integer.MAX_VALUE);
        if (queue.drain(channel, loop.writeBatch().bufferFor(this, staged)) > 0) {
            owner.bytesLeft();
        }
        if (queue.isEmpty()) {
            pending = null;
            flushed();
            owner.congestionChanged();
        }
    }

    /** Sends what the loop's buffer holds for this connection, and hears of it if that was the last. */
    void flush() {
        loop.writeBatch().flush(this);
        flushed();
    }

    private void flushed() {
        if (pending == null && (pacer == null || pacer.isEmpty())) {
            runWhenFlushed();
            owner.allLeft();
        }
    }

    /** Runs something once all that was sent so far has left, or will never leave. */
    void afterFlush(Runnable action) {
        if (stopped) {
            loop.execute(action);
            return;
        }
        List<Runnable> actions = whenFlushed;
        if (actions == null) {
            actions = new ArrayList<>(1);
            whenFlushed = actions;
            // If there is nothing to send, nothing would ever be flushed.
            loop.execute(this::flush);
        }
        actions.add(action);
    }

    private void runWhenFlushed() {
        List<Runnable> actions = whenFlushed;
        whenFlushed = null;
        if (actions != null) {
            actions.forEach(loop::execute);
        }
    }

    /** Nothing is sent any more. */
    void stop() {
        stopped = true;
        pending = null;
        if (pacer != null) {
            pacer.stop();
        }
        runWhenFlushed();
    }

    boolean waitsForSocket() {
        return pending != null;
    }

    boolean isCongested() {
        return pending != null || (pacer != null && pacer.isCongested());
    }
}
