package io.doip4j.server.internal.net;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.internal.protocol.ConnectionLink;
import io.doip4j.server.internal.protocol.ConnectionMachine;
import io.doip4j.server.internal.protocol.Entity;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of one connection: reads into its {@link ConnectionMachine}, and writes what that sends. An idle connection
 * holds no buffer.
 *
 * <p>Belongs to the event loop. Nothing that the machine can call, and no write, calls back into a machine at once.
 */
final class TcpConnection implements ConnectionLink, WriteBatch.Writer, EventLoop.Ready {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);
    /** How long a closed connection still reads, so that the peer gets what was sent to it before a reset. */
    private static final Duration LINGER = Duration.ofSeconds(1);
    /** How long output may take to leave after the protocol has ended. */
    private static final Duration LAST_FLUSH = Duration.ofSeconds(5);
    /** While a decision is awaited so much input is kept, then reading stops. */
    private static final int MAX_KEPT_INPUT = 4096;
    /** Who lets more than this pile up is disconnected. */
    private static final long MAX_PENDING_OUTPUT = 64L << 20;

    private enum Phase {
        OPEN,
        /** The machine has ended; what was sent still has to leave. */
        FLUSHING,
        /** Everything has left, and the end of output was signalled; input is dropped. */
        LINGERING,
        CLOSED
    }

    private final SocketChannel channel;
    private final EventLoop loop;
    private final Consumer<TcpConnection> whenClosed;
    private final int receiveBuffer;
    private final ConnectionMachine machine;
    private final SelectionKey key;
    private final @Nullable Pacer pacer;
    private @Nullable OutputQueue pending;
    private @Nullable ByteBuffer keptInput;
    private @Nullable List<Runnable> whenFlushed;
    private Phase phase = Phase.OPEN;
    private boolean processing;
    private TimerQueue.@Nullable Timer timer;

    TcpConnection(
            SocketChannel channel,
            EventLoop loop,
            Consumer<TcpConnection> whenClosed,
            Entity entity,
            long id,
            TcpOptions options)
            throws IOException {
        this.channel = channel;
        this.loop = loop;
        this.whenClosed = whenClosed;
        this.receiveBuffer = options.receiveBuffer();
        this.pacer = options.ownSegments() ? new Pacer(loop.timers(), this::writePaced) : null;
        this.key = loop.register(channel, SelectionKey.OP_READ, this);
        this.machine = new ConnectionMachine(
                new DoipPeer(DoipPeer.Transport.TCP, id, (InetSocketAddress) channel.getRemoteAddress()), entity, this);
    }

    SocketChannel channel() {
        return channel;
    }

    ConnectionMachine machine() {
        return machine;
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            if (ready.isValid() && ready.isWritable()) {
                drain();
            }
            if (ready.isValid() && ready.isReadable()) {
                read();
            }
        } catch (IOException e) {
            LOG.debug("connection {} is lost: {}", machine.connectionId(), e.toString());
            end(CloseReason.PEER);
        }
    }

    private void read() throws IOException {
        ByteBuffer buffer = loop.readBuffer();
        buffer.limit(Math.min(buffer.capacity(), receiveBuffer));
        if (channel.read(buffer) < 0) {
            end(CloseReason.PEER);
            return;
        }
        if (phase == Phase.OPEN) {
            machine.activity();
            process(buffer.flip());
            updateInterest();
        }
    }

    private void process(ByteBuffer input) {
        ByteBuffer kept = keptInput;
        if (kept != null) {
            keptInput = ByteBuffer.allocate(kept.remaining() + input.remaining())
                    .put(kept)
                    .put(input)
                    .flip();
            return;
        }
        processing = true;
        try {
            machine.input(input);
        } finally {
            processing = false;
        }
        if (phase == Phase.OPEN && input.hasRemaining()) {
            keptInput = ByteBuffer.allocate(input.remaining()).put(input).flip();
        }
    }

    @Override
    public void resumeInput() {
        if (!processing) {
            loop.execute(this::processKeptInput);
        }
    }

    private void processKeptInput() {
        ByteBuffer kept = keptInput;
        if (kept != null && phase == Phase.OPEN && machine.acceptsInput()) {
            keptInput = null;
            process(kept);
        }
        updateInterest();
    }

    @Override
    public void send(ProtocolVersion version, DoipMessage message) {
        if (phase != Phase.OPEN) {
            return;
        }
        if (pacer != null) {
            pacer.add(encoded(version, message));
        } else if (pending != null) {
            addPending(version, message);
        } else {
            write(version, message);
        }
    }

    private void write(ProtocolVersion version, DoipMessage message) {
        int length = DoipEncoder.encodedLength(message);
        ByteBuffer buffer = loop.writeBatch().bufferFor(this);
        if (length > buffer.remaining()) {
            loop.writeBatch().flush(this);
            buffer = loop.writeBatch().bufferFor(this);
        }
        if (pending == null && length <= buffer.remaining()) {
            DoipEncoder.encode(version, message, buffer);
        } else {
            addPending(version, message);
        }
    }

    /** Queues a message without copying the data of a diagnostic message. */
    private void addPending(ProtocolVersion version, DoipMessage message) {
        OutputQueue queue = pendingQueue();
        if (message instanceof DiagnosticMessage diagnostic) {
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
        outputGrew();
    }

    @Override
    public void sendFirst(ProtocolVersion version, DoipMessage message) {
        if (phase == Phase.OPEN && pending != null) {
            pendingQueue().addFirst(encoded(version, message));
            outputGrew();
        } else {
            send(version, message);
        }
    }

    @Override
    public void sendRaw(Bytes segment) {
        if (phase != Phase.OPEN || segment.isEmpty()) {
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
            pendingQueue().add(segment.asBuffer());
            outputGrew();
        }
    }

    private void writePaced(ByteBuffer message) {
        pendingQueue().add(message);
        outputGrew();
    }

    private void outputGrew() {
        long waiting = pendingQueue().bytes() + (pacer == null ? 0 : pacer.bytes());
        if (waiting > MAX_PENDING_OUTPUT) {
            LOG.warn(
                    "connection {} is closed: {} bytes wait for a peer that does not take them",
                    machine.connectionId(),
                    waiting);
            loop.execute(() -> end(CloseReason.OUTPUT_OVERFLOW));
        } else {
            updateInterest();
        }
    }

    private OutputQueue pendingQueue() {
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
        if (phase == Phase.LINGERING || phase == Phase.CLOSED) {
            return;
        }
        try {
            if (channel.write(buffer) > 0) {
                machine.activity();
            }
            if (buffer.hasRemaining()) {
                pendingQueue()
                        .addRest(ByteBuffer.allocate(buffer.remaining())
                                .put(buffer)
                                .flip());
                updateInterest();
            } else {
                flushed();
            }
        } catch (IOException e) {
            LOG.debug("connection {} is lost: {}", machine.connectionId(), e.toString());
            loop.execute(() -> end(CloseReason.PEER));
        }
    }

    private void drain() throws IOException {
        OutputQueue queue = pending;
        if (queue == null) {
            return;
        }
        if (queue.drain(channel, loop.writeBatch().bufferFor(this)) > 0) {
            machine.activity();
        }
        if (queue.isEmpty()) {
            pending = null;
            flushed();
            processKeptInput();
        }
    }

    /** All that was handed to the socket has left. */
    private void flushed() {
        if (pending != null || (pacer != null && !pacer.isEmpty())) {
            return;
        }
        runWhenFlushed();
        if (phase == Phase.FLUSHING) {
            linger();
        }
    }

    private void runWhenFlushed() {
        List<Runnable> actions = whenFlushed;
        whenFlushed = null;
        if (actions != null) {
            actions.forEach(loop::execute);
        }
    }

    @Override
    public void afterFlush(Runnable action) {
        if (phase == Phase.LINGERING || phase == Phase.CLOSED) {
            loop.execute(action);
            return;
        }
        List<Runnable> actions = whenFlushed;
        if (actions == null) {
            actions = new ArrayList<>(1);
            whenFlushed = actions;
            // If there is nothing to send, nothing would ever be flushed.
            loop.execute(this::flushIfIdle);
        }
        actions.add(action);
    }

    private void flushIfIdle() {
        loop.writeBatch().flush(this);
        flushed();
    }

    @Override
    public void close(CloseReason reason) {
        if (phase != Phase.OPEN) {
            return;
        }
        LOG.debug("connection {} ends: {}", machine.connectionId(), reason);
        phase = Phase.FLUSHING;
        keptInput = null;
        closeWithin(LAST_FLUSH);
        loop.execute(this::flushIfIdle);
        updateInterest();
    }

    private void closeWithin(Duration time) {
        cancelTimer();
        timer = loop.timers().schedule(time, this::closeSocket);
    }

    private void cancelTimer() {
        TimerQueue.Timer armed = timer;
        if (armed != null) {
            armed.cancel();
            timer = null;
        }
    }

    @Override
    public void requestClose(CloseReason reason) {
        loop.execute(() -> machine.close(reason));
    }

    @Override
    public void reset(CloseReason reason) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            LOG.debug("connection {} ends without a reset: {}", machine.connectionId(), e.toString());
        }
        loop.execute(() -> end(reason));
    }

    @Override
    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    private void linger() {
        phase = Phase.LINGERING;
        try {
            channel.shutdownOutput();
            updateInterest();
            closeWithin(LINGER);
        } catch (IOException e) {
            LOG.debug("connection {} was lost before it could be closed: {}", machine.connectionId(), e.toString());
            loop.execute(this::closeSocket);
        }
    }

    /** Ends the connection at once, whatever still waits. */
    void end(CloseReason reason) {
        if (phase == Phase.OPEN) {
            LOG.debug("connection {} ends: {}", machine.connectionId(), reason);
            phase = Phase.FLUSHING;
            machine.lost(reason);
        }
        closeSocket();
    }

    private void closeSocket() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        cancelTimer();
        if (pacer != null) {
            pacer.stop();
        }
        pending = null;
        keptInput = null;
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("connection {} could not be closed: {}", machine.connectionId(), e.toString());
        }
        runWhenFlushed();
        whenClosed.accept(this);
    }

    @Override
    public boolean isCongested() {
        return pending != null || (pacer != null && pacer.isCongested());
    }

    private void updateInterest() {
        if (!key.isValid()) {
            return;
        }
        int operations = 0;
        if (phase == Phase.LINGERING || (phase == Phase.OPEN && takesInput())) {
            operations |= SelectionKey.OP_READ;
        }
        if (pending != null) {
            operations |= SelectionKey.OP_WRITE;
        }
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private boolean takesInput() {
        ByteBuffer kept = keptInput;
        return !isCongested() && (kept == null || kept.remaining() < MAX_KEPT_INPUT);
    }
}
