package io.doip4j.server.internal.net;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.internal.protocol.ConnectionLink;
import io.doip4j.server.internal.protocol.ConnectionMachine;
import io.doip4j.server.internal.protocol.Entity;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.WireTap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of one connection: reads into its {@link ConnectionMachine}, hands what that sends to its {@link TcpOutput}, and
 * closes in good order. An idle connection holds no buffer.
 *
 * <p>Belongs to the event loop. Nothing that the machine can call, and no write, calls back into a machine at once.
 */
final class TcpConnection implements ConnectionLink, TcpOutput.Owner, EventLoop.Ready {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);
    /** How long a closed connection still reads, so that the peer gets what was sent to it before a reset. */
    private static final Duration LINGER = Duration.ofSeconds(1);
    /** How long output may take to leave after the protocol has ended. */
    private static final Duration LAST_FLUSH = Duration.ofSeconds(5);
    /**
     * While a decision is awaited so much input is kept, then reading stops. From then on nobody can see that the peer has left,
     * so this is more than a tester sends before it has heard whether its routing is active.
     */
    private static final int MAX_KEPT_INPUT = 1 << 16;

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
    private final Taps taps;
    private final DoipPeer peer;
    private final InetSocketAddress local;
    private final TcpOutput output;
    private final ConnectionMachine machine;
    private final SelectionKey key;
    private @Nullable ByteBuffer keptInput;
    private Phase phase = Phase.OPEN;
    private final TappedEnd tappedEnd;
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
        this.taps = options.taps();
        this.peer = new DoipPeer(DoipPeer.Transport.TCP, id, (InetSocketAddress) channel.getRemoteAddress());
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.output = new TcpOutput(taps.on(channel, peer, local), loop, this, options.ownSegments());
        this.key = loop.register(channel, SelectionKey.OP_READ, this);
        this.tappedEnd = new TappedEnd(taps, peer, local);
        taps.opened(peer, local);
        this.machine = new ConnectionMachine(peer, entity, this);
    }

    SocketChannel channel() {
        return channel;
    }

    InetAddress localAddress() {
        return local.getAddress();
    }

    ConnectionMachine machine() {
        return machine;
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            if (ready.isValid() && ready.isWritable()) {
                output.drain();
            }
            if (ready.isValid() && ready.isReadable()) {
                read();
            }
        } catch (IOException e) {
            LOG.debug("connection {} is lost: {}", machine.connectionId(), e.toString());
            tappedEnd.by(WireTap.End.RESET_BY_PEER);
            end(CloseReason.PEER);
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** What was half processed cannot be taken up again: the stream would be out of step. */
    private void failed(Throwable fault) {
        LOG.error("connection {} is closed: its input could not be processed", machine.connectionId(), fault);
        end(CloseReason.FAULT);
    }

    private void read() throws IOException {
        ByteBuffer buffer = loop.readBuffer();
        buffer.limit(Math.min(buffer.capacity(), receiveBuffer));
        int count = channel.read(buffer);
        if (count < 0) {
            tappedEnd.by(WireTap.End.CLOSED_BY_PEER);
            end(CloseReason.PEER);
            return;
        }
        if (count == buffer.capacity()) {
            loop.readBufferWasFull();
        }
        buffer.flip();
        if (!taps.areNone()) {
            taps.received(peer, local, buffer);
        }
        if (phase == Phase.OPEN) {
            machine.bytesReceived();
            process(buffer);
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
            try {
                process(kept);
            } catch (Throwable e) {
                failed(e);
            }
        }
        updateInterest();
    }

    @Override
    public void send(ProtocolVersion version, DoipMessage message) {
        if (phase == Phase.OPEN) {
            output.send(version, message);
        }
    }

    @Override
    public void sendFirst(ProtocolVersion version, DoipMessage message) {
        if (phase == Phase.OPEN) {
            output.sendFirst(version, message);
        }
    }

    @Override
    public void sendRaw(Bytes segment) {
        if (phase == Phase.OPEN) {
            output.sendRaw(segment);
        }
    }

    @Override
    public void afterFlush(Runnable action) {
        output.afterFlush(action);
    }

    @Override
    public boolean isCongested() {
        return output.isCongested();
    }

    @Override
    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    @Override
    public void bytesLeft() {
        machine.bytesSent();
    }

    @Override
    public void congestionChanged() {
        updateInterest();
        if (keptInput != null) {
            resumeInput();
        }
    }

    @Override
    public void allLeft() {
        if (phase == Phase.FLUSHING) {
            linger();
        }
    }

    @Override
    public void broken(IOException fault) {
        LOG.debug("connection {} is lost: {}", machine.connectionId(), fault.toString());
        tappedEnd.by(WireTap.End.RESET_BY_PEER);
        loop.execute(() -> end(CloseReason.PEER));
    }

    @Override
    public void overflow(long waiting) {
        LOG.warn("connection {} is closed: its peer does not take {} bytes", machine.connectionId(), waiting);
        loop.execute(() -> end(CloseReason.OUTPUT_OVERFLOW));
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
        loop.execute(this::flushLast);
        updateInterest();
    }

    private void flushLast() {
        if (phase == Phase.FLUSHING) {
            output.flush();
        }
    }

    @Override
    public void requestClose(CloseReason reason) {
        loop.execute(() -> machine.close(reason));
    }

    @Override
    public void reset(CloseReason reason) {
        WireTap.End how = resets() ? WireTap.End.RESET_BY_SERVER : WireTap.End.CLOSED_BY_SERVER;
        loop.execute(() -> {
            // Not before: what was sent until now leaves first.
            tappedEnd.by(how);
            end(reason);
        });
    }

    /** Lets the end of the socket be a reset. */
    private boolean resets() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            return true;
        } catch (IOException e) {
            LOG.debug("connection {} ends without a reset: {}", machine.connectionId(), e.toString());
            return false;
        }
    }

    private void linger() {
        phase = Phase.LINGERING;
        try {
            channel.shutdownOutput();
            tappedEnd.by(WireTap.End.CLOSED_BY_SERVER);
            updateInterest();
            closeWithin(LINGER);
        } catch (IOException e) {
            LOG.debug("connection {} was lost before it could be closed: {}", machine.connectionId(), e.toString());
            loop.execute(this::closeSocket);
        }
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

    /** Ends the connection because the server ends: what the socket takes at once still leaves. */
    void shutDown() {
        if (phase == Phase.OPEN) {
            machine.lost(CloseReason.SHUTDOWN);
            phase = Phase.FLUSHING;
        }
        try {
            output.flush();
            channel.shutdownOutput();
            tappedEnd.by(WireTap.End.CLOSED_BY_SERVER);
            dropInput();
        } catch (IOException e) {
            LOG.debug("connection {} was lost before it could be closed: {}", machine.connectionId(), e.toString());
        }
        closeSocket();
    }

    /** Unread input would turn the end into a reset. */
    private void dropInput() throws IOException {
        ByteBuffer buffer = loop.readBuffer();
        if (channel.read(buffer) < 0) {
            tappedEnd.by(WireTap.End.CLOSED_BY_PEER);
        } else if (!taps.areNone() && buffer.flip().hasRemaining()) {
            taps.received(peer, local, buffer);
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
        output.stop();
        keptInput = null;
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("connection {} could not be closed: {}", machine.connectionId(), e.toString());
        }
        tappedEnd.released();
        whenClosed.accept(this);
    }

    private void updateInterest() {
        if (!key.isValid()) {
            return;
        }
        int operations = 0;
        if (phase == Phase.LINGERING || (phase == Phase.OPEN && takesInput())) {
            operations |= SelectionKey.OP_READ;
        }
        if (output.waitsForSocket()) {
            operations |= SelectionKey.OP_WRITE;
        }
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private boolean takesInput() {
        ByteBuffer kept = keptInput;
        return !output.isCongested() && (kept == null || kept.remaining() < MAX_KEPT_INPUT);
    }
}
