package io.doip4j.benchmarks.subject;

import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.process.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The least that a server on a selector has to do, for comparison: one thread, one buffer to read into, one write for all that
 * a read has brought. It answers every activation, {@code 22 F1 90}, {@code 36 ..} and identification like the complete
 * server, and checks nothing.
 */
public final class Yardstick {
    private static final int BUFFER = 256 * 1024;
    private static final int BACKLOG = 1024;

    private final Selector selector;
    private final ServerSocketChannel tcp;
    private final DatagramChannel udp;
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER);
    private final SpareBuffers spares = new SpareBuffers();
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER);

    private Yardstick() throws IOException {
        selector = Selector.open();
        tcp = ServerSocketChannel.open();
        tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        udp = DatagramChannel.open();
        udp.bind(tcp.getLocalAddress());
        tcp.configureBlocking(false);
        udp.configureBlocking(false);
        tcp.register(selector, SelectionKey.OP_ACCEPT);
        udp.register(selector, SelectionKey.OP_READ);
    }

    /**
     * Serves until the input ends.
     *
     * @param args none
     * @throws IOException if there is no free port
     */
    public static void main(String... args) throws IOException {
        Worker worker = Worker.ofThisProcess();
        Yardstick yardstick = new Yardstick();
        Thread loop = new Thread(yardstick::run, "yardstick");
        loop.setDaemon(true);
        loop.start();
        worker.serve(Line.of("ready").with("port", yardstick.tcp.socket().getLocalPort()));
    }

    private void run() {
        try {
            while (true) {
                selector.select(this::ready);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof YardstickConnection connection) {
            serve(key, connection);
        } else if (key.isAcceptable()) {
            accept();
        } else {
            identify();
        }
    }

    private void accept() {
        try {
            SocketChannel accepted = tcp.accept();
            while (accepted != null) {
                accepted.configureBlocking(false);
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                accepted.register(selector, SelectionKey.OP_READ, new YardstickConnection(accepted, spares));
                accepted = tcp.accept();
            }
        } catch (IOException e) {
            System.err.println("the yardstick does not accept: " + e);
        }
    }

    private void identify() {
        try {
            SocketAddress from = udp.receive(input.clear());
            while (from != null) {
                if (input.position() >= Answers.HEADER && input.get(3) == 1) {
                    Answers.identification(output.clear());
                    udp.send(output.flip(), from);
                }
                from = udp.receive(input.clear());
            }
        } catch (IOException e) {
            System.err.println("the yardstick does not answer over UDP: " + e);
        }
    }

    private void serve(SelectionKey key, YardstickConnection connection) {
        try {
            if ((key.isWritable() && !connection.flushed(key)) || !key.isReadable()) {
                return;
            }
            if (connection.readAndAnswer(key, input, output)) {
                return;
            }
        } catch (IOException e) {
            // A connection that is broken ends like one that was closed: nobody is interested in why
            connection.forget();
        }
        connection.close();
    }
}
