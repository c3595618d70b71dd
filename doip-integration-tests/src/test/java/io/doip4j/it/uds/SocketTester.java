package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.it.uds.Link.Received;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A tester that knows the bytes of DoIP by itself (ISO 13400-2), and notes when messages come. A thread reads, so that a
 * message does not wait for the test.
 */
final class SocketTester implements AutoCloseable {
    private static final int VERSION = 0x03;
    private static final int ACTIVATION_REQUEST = 0x0005;
    private static final int ACTIVATION_RESPONSE = 0x0006;
    private static final int DIAGNOSTIC_MESSAGE = 0x8001;
    private static final int DIAGNOSTIC_ACK = 0x8002;
    private static final int ADDRESSES = 4;
    private static final int ACTIVATED = 0x10;
    private static final int ECU = 0x1000;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Socket socket;
    private final LogicalAddress own;
    private final long start;
    private final BlockingQueue<Received> responses = new LinkedBlockingQueue<>();
    /** Everything else, as text: acknowledges and what nobody wants. */
    private final BlockingQueue<String> others = new LinkedBlockingQueue<>();

    private SocketTester(Socket socket, LogicalAddress own, long start) {
        this.socket = socket;
        this.own = own;
        this.start = start;
    }

    static SocketTester connect(InetSocketAddress entity, LogicalAddress own, long start) {
        try {
            Socket socket = new Socket();
            socket.connect(entity, (int) LONGEST.toMillis());
            socket.setTcpNoDelay(true);
            SocketTester tester = new SocketTester(socket, own, start);
            Thread reader = new Thread(tester::read, "tester-" + own);
            reader.setDaemon(true);
            reader.start();
            tester.write(ACTIVATION_REQUEST, u16(own.value()).plus(Bytes.of(0, 0, 0, 0, 0)));
            tester.expect("activation " + ACTIVATED);
            return tester;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request and waits for its acknowledge. */
    void send(int target, Bytes request) {
        write(DIAGNOSTIC_MESSAGE, u16(own.value()).plus(u16(target)).plus(request));
        expect("ack from " + target);
    }

    /** What has come, in its order. */
    BlockingQueue<Received> responses() {
        return responses;
    }

    /** Takes the next element; null if there is none in time, which may be over already. */
    static <T> @Nullable T poll(BlockingQueue<T> queue, Duration longest) {
        try {
            return queue.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expect(String awaited) {
        String found = poll(others, LONGEST);
        if (!awaited.equals(found)) {
            throw new AssertionError("waited for " + awaited + ", but got " + found);
        }
    }

    private void write(int type, Bytes payload) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(message);
            out.writeByte(VERSION);
            out.writeByte(~VERSION);
            out.writeShort(type);
            out.writeInt(payload.length());
            out.write(payload.toArray());
            socket.getOutputStream().write(message.toByteArray());
        } catch (IOException e) {
            throw new AssertionError("cannot send: " + e, e);
        }
    }

    private void read() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                in.readUnsignedShort();
                int type = in.readUnsignedShort();
                byte[] payload = new byte[in.readInt()];
                in.readFully(payload);
                take(type, Bytes.wrap(payload));
            }
        } catch (IOException e) {
            others.add("the end of the connection: " + e);
        }
    }

    private void take(int type, Bytes payload) {
        if (type == DIAGNOSTIC_MESSAGE && payload.u16(0) == ECU && payload.u16(2) == own.value()) {
            responses.add(new Received(payload.from(ADDRESSES), Duration.ofNanos(System.nanoTime() - start)));
        } else if (type == DIAGNOSTIC_ACK && payload.u16(2) == own.value() && payload.u8(ADDRESSES) == 0) {
            others.add("ack from " + payload.u16(0));
        } else if (type == ACTIVATION_RESPONSE) {
            others.add("activation " + payload.u8(ADDRESSES));
        } else {
            others.add(String.format("type 0x%04X: %s", type, payload));
        }
    }

    private static Bytes u16(int value) {
        return Bytes.of(value >> 8, value & 0xFF);
    }
}
