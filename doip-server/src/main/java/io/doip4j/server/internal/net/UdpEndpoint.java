package io.doip4j.server.internal.net;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.internal.protocol.DatagramLink;
import io.doip4j.server.internal.protocol.DiscoveryHandler;
import io.doip4j.server.spi.DoipPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket that hears requests. Answers leave by a unicast socket of a bind address, which may be another one. Belongs
 * to the event loop.
 */
final class UdpEndpoint implements EventLoop.Ready, DatagramLink {
    private static final Logger LOG = LoggerFactory.getLogger(UdpEndpoint.class);
    /** So many datagrams at once, then others have their turn. */
    private static final int DATAGRAMS_PER_TURN = 64;

    private final DatagramChannel hears;
    private final Function<InetSocketAddress, DatagramChannel> answerBy;
    private final Predicate<InetAddress> ignored;
    private final EventLoop loop;
    private final DiscoveryHandler handler;
    private final Taps taps;

    /**
     * An endpoint that is not registered yet.
     *
     * @param hears the socket
     * @param answerBy the socket for answers to a peer
     * @param ignored whose datagrams are dropped
     * @param loop the event loop
     * @param handler processes datagrams
     * @param taps see the datagrams
     */
    UdpEndpoint(
            DatagramChannel hears,
            Function<InetSocketAddress, DatagramChannel> answerBy,
            Predicate<InetAddress> ignored,
            EventLoop loop,
            DiscoveryHandler handler,
            Taps taps) {
        this.hears = hears;
        this.answerBy = answerBy;
        this.ignored = ignored;
        this.loop = loop;
        this.handler = handler;
        this.taps = taps;
    }

    DatagramChannel channel() {
        return hears;
    }

    @Override
    public void ready(SelectionKey key) {
        for (int i = 0; i < DATAGRAMS_PER_TURN && hears.isOpen(); i++) {
            try {
                ByteBuffer buffer = loop.readBuffer();
                InetSocketAddress sender = (InetSocketAddress) hears.receive(buffer);
                if (sender == null) {
                    return;
                }
                if (!ignored.test(sender.getAddress())) {
                    buffer.flip();
                    if (!taps.areNone()) {
                        taps.received(DoipPeer.udp(sender), local(hears), buffer);
                    }
                    handler.datagram(buffer, sender, this);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                // One bad datagram, or an ICMP error for an earlier answer, must not end the service.
                LOG.warn("a datagram could not be processed", e);
            }
        }
    }

    @Override
    public boolean send(ProtocolVersion version, DoipMessage message, InetSocketAddress target) {
        int length = DoipEncoder.encodedLength(message);
        ByteBuffer shared = loop.datagramBuffer();
        ByteBuffer buffer = length <= shared.capacity() ? shared : ByteBuffer.allocate(length);
        DoipEncoder.encode(version, message, buffer);
        return send(buffer.flip(), target);
    }

    @Override
    public void sendRaw(Bytes datagram, InetSocketAddress target) {
        send(datagram.asBuffer(), target);
    }

    private static InetSocketAddress local(DatagramChannel channel) throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    private boolean send(ByteBuffer datagram, InetSocketAddress target) {
        try {
            DatagramChannel channel = answerBy.apply(target);
            if (taps.areNone()) {
                channel.send(datagram, target);
            } else {
                sendTapped(channel, datagram, target);
            }
            return true;
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("a datagram could not be sent to {}: {}", target, e.toString());
            return false;
        }
    }

    private void sendTapped(DatagramChannel channel, ByteBuffer datagram, InetSocketAddress target) throws IOException {
        int from = datagram.position();
        taps.sendingBegins();
        try {
            if (channel.send(datagram, target) == datagram.limit() - from) {
                taps.sent(DoipPeer.udp(target), local(channel), datagram, from);
            }
        } finally {
            taps.sendingEnds();
        }
    }
}
