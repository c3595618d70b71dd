package io.doip4j.testkit;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.spi.DoipPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A TCP connection of a tester on which nothing, not even writing, waits longer than it is told. */
final class TcpLine implements AutoCloseable {
    private static final int LARGEST_PAYLOAD = 1 << 28;
    private static final int READ_SIZE = 1 << 16;

    private enum Filled {
        DATA,
        TIMEOUT,
        END,
        RESET
    }

    private final InetSocketAddress remote;
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final DoipFramer framer = new DoipFramer(HeaderRules.tester(LARGEST_PAYLOAD));
    private final ByteBuffer received = ByteBuffer.allocate(READ_SIZE).limit(0);
    /** Until there is a connection nobody knows the line. */
    private LineTime time = LineTime.real();

    private TcpLine(InetSocketAddress remote, SocketChannel channel, Selector selector) throws IOException {
        this.remote = remote;
        this.channel = channel;
        this.selector = selector;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = channel.register(selector, 0);
    }

    static TcpLine connect(InetSocketAddress remote, Duration timeout, @Nullable VirtualClock clock) {
        try {
            TcpLine line = new TcpLine(remote, SocketChannel.open(), Selector.open());
            try {
                line.connect(timeout);
                if (clock != null) {
                    int port = ((InetSocketAddress) line.channel.getLocalAddress()).getPort();
                    line.time = LineTime.virtual(clock, DoipPeer.Transport.TCP, port);
                }
                return line;
            } catch (IOException | RuntimeException e) {
                line.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + remote + ": " + e.getMessage(), e);
        }
    }

    private void connect(Duration timeout) throws IOException {
        long deadline = time.deadline(timeout);
        boolean connected = channel.connect(remote);
        while (!connected) {
            if (!await(SelectionKey.OP_CONNECT, deadline)) {
                throw new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
            }
            connected = channel.finishConnect();
        }
    }

    void write(Bytes bytes, Duration timeout) {
        ByteBuffer rest = bytes.asBuffer();
        long deadline = time.deadline(timeout);
        try {
            while (rest.hasRemaining()) {
                int count = channel.write(rest);
                time.sent(count);
                if (count == 0 && !await(SelectionKey.OP_WRITE, deadline)) {
                    throw new AssertionError(remote + " did not take " + bytes.length() + " bytes within "
                            + timeout.toMillis() + " ms, " + rest.remaining() + " are left");
                }
            }
        } catch (IOException e) {
            throw new AssertionError("cannot send to " + remote + ", the connection is broken: " + e.getMessage(), e);
        }
    }

    DoipMessage message(String awaited, Duration timeout) {
        long deadline = time.deadline(timeout);
        while (true) {
            switch (framer.next(received)) {
                case MESSAGE -> {
                    return framer.message();
                }
                case VIOLATION ->
                    throw new AssertionError(remote + " sent a message with a wrong header instead of " + awaited + ": "
                            + framer.violation());
                case NEED_INPUT -> demandData(fill(deadline), awaited, timeout);
            }
        }
    }

    /** The protocol version of the last message. */
    ProtocolVersion version() {
        return framer.version();
    }

    Bytes bytes(int count, Duration timeout) {
        if (framer.isInsideMessage()) {
            throw new IllegalStateException(
                    "a part of a message was already read: raw bytes would begin in its middle");
        }
        ByteBuffer all = ByteBuffer.allocate(count);
        long deadline = time.deadline(timeout);
        while (all.hasRemaining()) {
            if (!received.hasRemaining()) {
                String awaited =
                        count + " bytes, after " + Bytes.copyOf(all.duplicate().flip());
                demandData(fill(deadline), awaited, timeout);
            }
            int step = Math.min(all.remaining(), received.remaining());
            all.put(received.slice().limit(step));
            received.position(received.position() + step);
        }
        return Bytes.copyOf(all.flip());
    }

    void end(Duration timeout) {
        Filled filled = received.hasRemaining() ? Filled.DATA : fill(time.deadline(timeout));
        switch (filled) {
            case END -> {}
            case RESET -> throw new AssertionError(remote + " reset the connection (RST) instead of closing it (FIN)");
            case TIMEOUT ->
                throw new AssertionError(remote + " did not close the connection within " + timeout.toMillis() + " ms");
            case DATA ->
                throw new AssertionError(
                        remote + " sent data instead of closing the connection: " + Bytes.copyOf(received.duplicate()));
        }
    }

    void silence(Duration time) {
        Filled filled = received.hasRemaining() ? Filled.DATA : fill(this.time.deadline(time));
        switch (filled) {
            case TIMEOUT -> {}
            case DATA ->
                throw new AssertionError(remote + " was to be silent, but sent: " + Bytes.copyOf(received.duplicate()));
            case END, RESET ->
                throw new AssertionError(remote + " was to be silent, but closed the connection: " + filled);
        }
    }

    /** Closes with RST instead of FIN. */
    void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reset the connection to " + remote, e);
        }
        close();
    }

    @Override
    public void close() {
        try (selector) {
            channel.close();
            time.closed();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the connection to " + remote, e);
        }
    }

    private void demandData(Filled filled, String awaited, Duration timeout) {
        switch (filled) {
            case DATA -> {}
            case TIMEOUT ->
                throw new AssertionError(
                        "waited " + timeout.toMillis() + " ms for " + awaited + ", but nothing came from " + remote);
            case END ->
                throw new AssertionError("waited for " + awaited + ", but " + remote + " closed the connection");
            case RESET ->
                throw new AssertionError("waited for " + awaited + ", but " + remote + " reset the connection");
        }
    }

    private Filled fill(long deadline) {
        try {
            while (true) {
                int count = channel.read(received.clear());
                received.flip();
                if (count > 0) {
                    time.received(count);
                }
                if (count != 0) {
                    return count > 0 ? Filled.DATA : Filled.END;
                }
                if (!await(SelectionKey.OP_READ, deadline)) {
                    return Filled.TIMEOUT;
                }
            }
        } catch (IOException e) {
            received.limit(0);
            return Filled.RESET;
        }
    }

    private boolean await(int operation, long deadline) throws IOException {
        key.interestOps(operation);
        boolean mayBeReady = operation == SelectionKey.OP_READ
                ? time.await(this::ready, deadline)
                : time.awaitRoom(this::ready, deadline);
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while talking to " + remote);
        }
        return mayBeReady;
    }

    private boolean ready(long millis) throws IOException {
        // A timeout of zero would be for ever
        int ready = millis == 0 ? selector.selectNow() : selector.select(millis);
        selector.selectedKeys().clear();
        return ready > 0;
    }
}
