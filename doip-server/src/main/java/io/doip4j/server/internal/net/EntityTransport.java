package io.doip4j.server.internal.net;

import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.server.internal.protocol.DiscoveryHandler;
import io.doip4j.server.internal.protocol.Entity;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sockets of one entity on an event loop. Opening and closing may be done from any thread, the rest belongs to the loop.
 */
public final class EntityTransport {
    private static final Logger LOG = LoggerFactory.getLogger(EntityTransport.class);
    private static final int ACCEPTS_PER_TURN = 64;
    private static final int MIN_UNREGISTERED = 64;
    private static final Duration PAUSE_AFTER_FAILED_ACCEPT = Duration.ofMillis(100);

    private final EventLoop loop;
    private final Entity entity;
    private final TcpOptions options;
    private final int maxUnregistered;
    private final Set<TcpConnection> connections = new LinkedHashSet<>();

    private final Sockets sockets;
    private final EntityDatagrams datagrams;
    private SocketOptions socketOptions;
    private long nextId = 1;
    private boolean closed;

    private EntityTransport(
            EventLoop loop,
            Entity entity,
            int maxSockets,
            TcpOptions options,
            SocketOptions socketOptions,
            DiscoveryHandler discovery,
            Sockets sockets) {
        this.loop = loop;
        this.entity = entity;
        this.options = options;
        this.maxUnregistered = Math.max(MIN_UNREGISTERED, maxSockets + 1);
        this.socketOptions = socketOptions;
        this.sockets = sockets;
        this.datagrams = new EntityDatagrams(loop, discovery, sockets, socketOptions, options.taps());
    }

    /**
     * Binds all sockets, which {@linkplain #begin() begin} to serve later.
     *
     * @param loop the event loop
     * @param entity what connections share
     * @param addresses bind addresses
     * @param port the port, 0 for a free one
     * @param maxSockets MCTS
     * @param options for connections
     * @param socketOptions for every socket
     * @param discovery answers datagrams
     * @return the bound transport
     * @throws UncheckedIOException if a socket cannot be bound; then none is
     */
    public static EntityTransport bind(
            EventLoop loop,
            Entity entity,
            List<InetAddress> addresses,
            int port,
            int maxSockets,
            TcpOptions options,
            SocketOptions socketOptions,
            DiscoveryHandler discovery) {
        return new EntityTransport(
                loop,
                entity,
                maxSockets,
                options,
                socketOptions,
                discovery,
                Sockets.bind(addresses, port, socketOptions));
    }

    /** Begins to serve. To be called once, on the event loop. */
    public void begin() {
        try {
            for (Sockets.Bound bound : sockets.bound()) {
                if (!bound.shared()) {
                    loop.register(bound.tcp(), SelectionKey.OP_ACCEPT, key -> accept(bound.tcp(), key));
                }
            }
            datagrams.register();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen: " + e.getMessage(), e);
        }
    }

    private void accept(ServerSocketChannel listener, SelectionKey key) {
        try {
            SocketChannel channel;
            for (int i = 0; i < ACCEPTS_PER_TURN && (channel = listener.accept()) != null; i++) {
                accepted(channel);
            }
        } catch (IOException e) {
            LOG.warn("a connection could not be accepted, the next ones wait: {}", e.toString());
            pauseAccepting(key);
        }
    }

    /** Without a free descriptor the listener would be ready for ever, and the loop busy with it. */
    private void pauseAccepting(SelectionKey key) {
        key.interestOps(0);
        loop.timers().schedule(PAUSE_AFTER_FAILED_ACCEPT, () -> {
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_ACCEPT);
            }
        });
    }

    private void accepted(SocketChannel channel) throws IOException {
        if (connections.size() - entity.registeredSockets() >= maxUnregistered) {
            LOG.debug("a connection is refused: {} are open without routing activation", maxUnregistered);
            channel.close();
            return;
        }
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socketOptions.applyTo(channel);
            connections.add(new TcpConnection(channel, loop, connections::remove, entity, nextId++, options));
        } catch (IOException e) {
            LOG.debug("a connection was lost at once: {}", e.toString());
            channel.close();
        }
    }

    /**
     * Sends an announcement once: from some addresses of the entity to where announcements go from there.
     *
     * @param announcement the announcement
     * @param from the addresses
     * @param targets given targets; if empty 255.255.255.255 and ff02::1
     * @param subnets whether the broadcast address of each subnet is a target too
     */
    void announce(
            VehicleAnnouncement announcement,
            List<LocalAddress> from,
            List<InetSocketAddress> targets,
            boolean subnets) {
        if (!closed) {
            AnnouncementTargets.of(from, targets, subnets)
                    .forEach(datagram -> datagrams.announce(announcement, datagram));
        }
    }

    /** There are these interfaces now. */
    void interfaces(List<Link> links) {
        if (!closed) {
            datagrams.interfaces(links);
        }
    }

    /** An address that the entity is bound to can be used. */
    void gained(LocalAddress address) {
        if (!closed) {
            datagrams.gained(address);
        }
    }

    /** An address is gone, and with it all connections that were accepted on it. */
    void lost(LocalAddress address) {
        datagrams.lost(address);
        List<TcpConnection> gone = connections.stream()
                .filter(connection -> isOn(address, connection.localAddress()))
                .toList();
        if (!gone.isEmpty()) {
            LOG.info("{} is gone, connections that end: {}", address.address().getHostAddress(), gone.size());
        }
        gone.forEach(connection -> connection.machine().close(CloseReason.ADDRESS_LOST));
    }

    /** A link-local address may be there on several interfaces. */
    private static boolean isOn(LocalAddress address, InetAddress local) {
        return address.address().equals(local)
                && (!(local instanceof Inet6Address ipv6)
                        || ipv6.getScopeId() == 0
                        || ipv6.getScopeId() == address.index());
    }

    /**
     * The TCP addresses.
     *
     * @return one for each bind address
     */
    public List<InetSocketAddress> tcpAddresses() {
        return sockets.bound().stream().map(Sockets.Bound::tcpAddress).toList();
    }

    /**
     * The UDP addresses.
     *
     * @return one for each bind address
     */
    public List<InetSocketAddress> udpAddresses() {
        return sockets.bound().stream().map(Sockets.Bound::udpAddress).toList();
    }

    /** Closes everything. On the event loop, or when it has ended. No effect the second time. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        closeSockets();
        if (loop.isCurrentThread()) {
            loop.releaseClosedChannels();
        }
    }

    /**
     * Changes socket options on open sockets, as far as they let themselves be changed, and on later ones.
     *
     * @param changed the options
     */
    public void configure(SocketOptions changed) {
        loop.execute(() -> {
            socketOptions = socketOptions.with(changed);
            connections.forEach(connection -> changed.applyToOpen(connection.channel()));
            for (Sockets.Bound bound : sockets.bound()) {
                changed.applyToOpen(bound.tcp());
            }
            datagrams.configure(changed);
        });
    }

    private void closeSockets() {
        for (TcpConnection connection : List.copyOf(connections)) {
            connection.shutDown();
        }
        sockets.close();
        datagrams.close();
    }
}
