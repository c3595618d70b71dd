package io.doip4j.client;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The UDP sockets of one discovery. Used by one thread, which never waits longer than it is told. */
final class DiscoverySockets implements AutoCloseable {
    /** Gets what has come. */
    interface Receiver {
        void datagram(ByteBuffer datagram, InetSocketAddress sender, String networkInterface, boolean announcement);
    }

    private record Origin(String networkInterface, boolean announcements) {}

    private static final Logger LOG = LoggerFactory.getLogger(DiscoverySockets.class);
    private static final int LARGEST_DATAGRAM = 1 << 16;
    private static final int MOST_AT_ONCE = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM);
    private final List<String> problems = new ArrayList<>();
    private int sent;

    DiscoverySockets() throws IOException {}

    /** Sends a request on a path, and stays open for the answers. */
    void ask(DiscoveryPath path, byte[] request, int port) {
        try {
            InetAddress first = path.local().orElse(path.destinations().get(0));
            DatagramChannel channel = open(family(first), new Origin(path.networkInterface(), false));
            if (path.local().isPresent()) {
                channel.bind(new InetSocketAddress(path.local().get(), 0));
            }
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            for (InetAddress destination : path.destinations()) {
                send(channel, path, request, new InetSocketAddress(destination, port));
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Unsupported: a JVM without IPv6
            problem(path.networkInterface(), path.destinations().get(0), e);
        }
    }

    private void send(DatagramChannel channel, DiscoveryPath path, byte[] request, InetSocketAddress destination) {
        try {
            channel.send(ByteBuffer.wrap(request), destination);
            sent++;
        } catch (IOException e) {
            problem(path.networkInterface(), destination.getAddress(), e);
        }
    }

    private void problem(String networkInterface, InetAddress destination, Exception e) {
        LOG.debug("no identification request to {} by {}", destination, networkInterface, e);
        problems.add(destination.getHostAddress() + (networkInterface.isEmpty() ? "" : " by " + networkInterface) + ": "
                + e.getMessage());
    }

    /** Hears announcements, which go to a fixed port that others of this host may listen to as well. */
    void listen(int port) {
        try {
            DatagramChannel channel = open(null, new Origin("", true));
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(port));
            sent++;
        } catch (IOException e) {
            LOG.debug("no announcements are heard", e);
            problems.add("announcements at port " + port + ": " + e.getMessage());
        }
    }

    private DatagramChannel open(@Nullable ProtocolFamily family, Origin origin) throws IOException {
        DatagramChannel channel = family == null ? DatagramChannel.open() : DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, origin);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    boolean isUseless() {
        return sent == 0;
    }

    List<String> problems() {
        return problems;
    }

    /** Receives until the time is over, or it is enough, or the thread is interrupted. */
    void receive(Duration time, Receiver receiver, BooleanSupplier enough) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        long left;
        while (!enough.getAsBoolean()
                && (left = end - System.nanoTime()) > 0
                && !Thread.currentThread().isInterrupted()) {
            selector.select(left / NANOS_PER_MILLI + 1);
            for (SelectionKey key : selector.selectedKeys()) {
                read((DatagramChannel) key.channel(), (Origin) key.attachment(), receiver);
            }
            selector.selectedKeys().clear();
        }
    }

    private void read(DatagramChannel channel, Origin origin, Receiver receiver) {
        // A bounded number: somebody who sends without end must not keep the end of the time from being seen
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            try {
                buffer.clear();
                InetSocketAddress sender = (InetSocketAddress) channel.receive(buffer);
                if (sender == null) {
                    return;
                }
                receiver.datagram(buffer.flip(), sender, origin.networkInterface(), origin.announcements());
            } catch (IOException e) {
                LOG.debug("a datagram could not be received by {}", origin.networkInterface(), e);
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
