package io.doip4j.testkit;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.DoipPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A UDP socket of a tester on a free port. */
final class UdpLine implements AutoCloseable {
    private static final int LARGEST_DATAGRAM = 0x1_0000;

    private final InetSocketAddress remote;
    private final DatagramChannel channel;
    private final Selector selector;
    private final LineTime time;
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM);

    private UdpLine(InetSocketAddress remote, DatagramChannel channel, Selector selector, LineTime time) {
        this.remote = remote;
        this.channel = channel;
        this.selector = selector;
        this.time = time;
    }

    static UdpLine open(InetSocketAddress remote, @Nullable VirtualClock clock) {
        try {
            Selector selector = Selector.open();
            DatagramChannel channel = DatagramChannel.open();
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            channel.bind(null);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            LineTime time = clock == null ? LineTime.real() : LineTime.virtual(clock, DoipPeer.Transport.UDP, port);
            return new UdpLine(remote, channel, selector, time);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a UDP socket", e);
        }
    }

    void send(Bytes datagram) {
        try {
            channel.send(datagram.asBuffer(), remote);
            time.sent(1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send a datagram to " + remote, e);
        }
    }

    Optional<Bytes> receive(Duration timeout) {
        long deadline = time.deadline(timeout);
        try {
            do {
                if (channel.receive(buffer.clear()) != null) {
                    time.received(1);
                    return Optional.of(Bytes.copyOf(buffer.flip()));
                }
            } while (time.await(this::ready, deadline));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot receive a datagram", e);
        }
    }

    private boolean ready(long millis) throws IOException {
        // A timeout of zero would be for ever
        int ready = millis == 0 ? selector.selectNow() : selector.select(millis);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while waiting for a datagram from " + remote);
        }
        return ready > 0;
    }

    @Override
    public void close() {
        try (selector) {
            channel.close();
            time.closed();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a UDP socket", e);
        }
    }
}
