package io.doip4j.server.internal.net;

import io.doip4j.core.Bytes;
import io.doip4j.core.MonotonicClock;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.WireTap;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All wire taps of one server. Without any nothing is copied. Belongs to the event loop, except for {@link
 * #started}.
 *
 * @param taps the taps
 * @param whenFailed is told which one failed, and why
 */
public record Taps(List<WireTap> taps, BiConsumer<Object, Throwable> whenFailed) {
    private static final Logger LOG = LoggerFactory.getLogger(Taps.class);

    boolean areNone() {
        return taps.isEmpty();
    }

    /**
     * The server starts.
     *
     * @param clock what its timers run on
     */
    public void started(MonotonicClock clock) {
        tell(tap -> tap.started(clock));
    }

    void opened(DoipPeer peer, InetSocketAddress local) {
        tell(tap -> tap.opened(peer, local));
    }

    /** Bytes were received: those that the buffer has left, which are not taken. */
    void received(DoipPeer peer, InetSocketAddress local, ByteBuffer buffer) {
        Bytes bytes = Bytes.copyOf(buffer.duplicate());
        tell(tap -> tap.received(peer, local, bytes));
    }

    void sendingBegins() {
        tell(WireTap::sendingBegins);
    }

    void sendingEnds() {
        tell(WireTap::sendingEnds);
    }

    /** Bytes were sent: those of the buffer from a position on to its present one. */
    void sent(DoipPeer peer, InetSocketAddress local, ByteBuffer buffer, int from) {
        Bytes bytes = Bytes.copyOf(buffer.duplicate().flip().position(from));
        tell(tap -> tap.sent(peer, local, bytes));
    }

    void closed(DoipPeer peer, InetSocketAddress local, WireTap.End end) {
        tell(tap -> tap.closed(peer, local, end));
    }

    void released(DoipPeer peer, InetSocketAddress local, WireTap.End end) {
        tell(tap -> tap.released(peer, local, end));
    }

    /** A channel whose output the taps see. */
    WritableByteChannel on(WritableByteChannel channel, DoipPeer peer, InetSocketAddress local) {
        return areNone() ? channel : new Tapped(channel, peer, local);
    }

    private void tell(Consumer<WireTap> event) {
        for (WireTap tap : taps) {
            try {
                event.accept(tap);
            } catch (Throwable e) {
                LOG.error("wire tap {} failed", tap.getClass().getName(), e);
                whenFailed.accept(tap, e);
            }
        }
    }

    private final class Tapped implements WritableByteChannel {
        private final WritableByteChannel channel;
        private final DoipPeer peer;
        private final InetSocketAddress local;

        Tapped(WritableByteChannel channel, DoipPeer peer, InetSocketAddress local) {
            this.channel = channel;
            this.peer = peer;
            this.local = local;
        }

        @Override
        public int write(ByteBuffer buffer) throws IOException {
            int from = buffer.position();
            sendingBegins();
            try {
                int count = channel.write(buffer);
                if (count > 0) {
                    sent(peer, local, buffer, from);
                }
                return count;
            } finally {
                sendingEnds();
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
