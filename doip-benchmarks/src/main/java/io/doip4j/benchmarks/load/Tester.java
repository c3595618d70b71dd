package io.doip4j.benchmarks.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One TCP connection of the load client. */
final class Tester implements Load.Ready, AnswerScanner.Sink {
    private enum State {
        CLOSED,
        CONNECTING,
        ACTIVATING,
        ACTIVE
    }

    private static final long ACTIVATION_HEADER = 0x02FD_0005_0000_0007L;
    private static final int ACTIVATION_RESPONSE = 0x0006;
    private static final int DIAGNOSTIC_MESSAGE = 0x8001;
    private static final int ACKNOWLEDGE = 0x8002;
    private static final int ACTIVATED = 0x10;
    private static final int RESPONSE_PENDING = 0x78;
    private static final int NEGATIVE = 0x7F;

    private final TesterLoad load;
    private final int addresses;
    private final long[] started;
    private final AnswerScanner scanner = new AnswerScanner();
    private State state = State.CLOSED;
    private SocketChannel channel;
    private long opened;
    private long requests;
    private long acknowledged;
    private long answered;
    private int queued;
    private int sentOfFirst;

    Tester(TesterLoad load, int source, int target) throws IOException {
        this.load = load;
        this.addresses = (source << 16) | target;
        this.started = new long[load.plan.depth()];
        this.channel = SocketChannel.open();
    }

    void open() throws IOException {
        if (!channel.isOpen()) {
            channel = SocketChannel.open();
        }
        scanner.reset();
        opened = System.nanoTime();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (load.plan.sources() > 0) {
            channel.bind(load.nextSource());
        }
        state = State.CONNECTING;
        boolean connected = channel.connect(load.server);
        SelectionKey key =
                channel.register(load.selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        if (connected) {
            activate(key);
        }
    }

    private void activate(SelectionKey key) throws IOException {
        state = State.ACTIVATING;
        key.interestOps(SelectionKey.OP_READ);
        ByteBuffer request = load.small.clear();
        request.putLong(ACTIVATION_HEADER)
                .putShort((short) (addresses >>> 16))
                .put((byte) 0)
                .putInt(0)
                .flip();
        load.sent(request.remaining());
        if (channel.write(request) < 0 || request.hasRemaining()) {
            throw new IOException("a new connection takes no " + request.limit() + " bytes");
        }
    }

    void close() throws IOException {
        state = State.CLOSED;
        channel.close();
    }

    /** Sends that many requests more. */
    void request(int count) throws IOException {
        long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
            enqueue(now);
        }
        flush(channel.keyFor(load.selector));
    }

    private void enqueue(long now) {
        started[(int) (requests++ % started.length)] = now;
        queued++;
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
        if (state == State.CONNECTING) {
            channel.finishConnect();
            activate(key);
            return;
        }
        if (key.isReadable()) {
            read();
        }
        if (state == State.ACTIVE && queued > 0) {
            flush(key);
        }
    }

    private void read() throws IOException {
        ByteBuffer input = load.input.clear();
        if (channel.read(input) < 0) {
            throw new IOException("the server closed the connection in state " + state);
        }
        scanner.scan(input.flip(), this);
        if (state == State.CLOSED) {
            load.ended(this);
        }
    }

    private void flush(SelectionKey key) throws IOException {
        while (queued > 0) {
            ByteBuffer output = load.template.requests(addresses, queued, sentOfFirst);
            int count = channel.write(output);
            load.sent(count);
            sentOfFirst += count;
            queued -= sentOfFirst / load.template.length();
            sentOfFirst %= load.template.length();
            if (output.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
        }
        if (key.interestOps() != SelectionKey.OP_READ) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    @Override
    public void message(int type, long length, long start) throws IOException {
        if (state == State.ACTIVATING && type == ACTIVATION_RESPONSE && fifth(start) == ACTIVATED) {
            state = State.ACTIVE;
            load.activated(this, System.nanoTime() - opened);
        } else if (state == State.ACTIVE && type == ACKNOWLEDGE && fifth(start) == 0 && acknowledged < requests) {
            acknowledged++;
        } else if (state == State.ACTIVE && type == DIAGNOSTIC_MESSAGE && answered < acknowledged) {
            answer(start);
        } else {
            throw new IOException("unexpected in state " + state + ": message of type 0x" + Integer.toHexString(type)
                    + " with " + length + " bytes that begin with " + Long.toHexString(start));
        }
    }

    private void answer(long start) throws IOException {
        int response = fifth(start);
        if (response == NEGATIVE && ((start >>> 8) & 0xFF) == RESPONSE_PENDING) {
            return;
        }
        if (response != load.template.positiveResponse()) {
            throw new IOException("no positive response: " + Long.toHexString(start));
        }
        long now = System.nanoTime();
        load.done(now - started[(int) (answered++ % started.length)]);
        enqueue(now);
    }

    private static int fifth(long start) {
        return (int) (start >>> 24) & 0xFF;
    }
}
