package io.doip4j.server.internal.net;

import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.server.internal.protocol.DiscoveryHandler;
import io.doip4j.server.internal.protocol.Entity;
import io.doip4j.server.spi.CloseReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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
    private final List<DatagramChannel> groupListeners = new ArrayList<>();
    private final List<UdpEndpoint> unicastEndpoints = new ArrayList<>();
    private final Set<TcpConnection> connections = new HashSet<>();
    private final Sockets sockets;
    private final DiscoveryHandler discovery;
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
        this.discovery = discovery;
        this.sockets = sockets;
    }

    /**
     * Binds all sockets and begins to serve.
     *
     * @param loop the event loop
     * @param entity what connections share
     * @param addresses bind addresses
     * @param port the port, 0 for a free one
     * @param maxSockets MCTS
     * @param options for connections
     * @param socketOptions for every socket
     * @param discovery answers datagrams
     * @return the running transport
     * @throws UncheckedIOException if a socket cannot be bound; then none is
     */
    public static EntityTransport open(
            EventLoop loop,
            Entity entity,
            List<InetAddress> addresses,
            int port,
            int maxSockets,
            TcpOptions options,
            SocketOptions socketOptions,
            DiscoveryHandler discovery) {
        EntityTransport transport = new EntityTransport(
                loop,
                entity,
                maxSockets,
                options,
                socketOptions,
                discovery,
                Sockets.bind(addresses, port, socketOptions));
        try {
            loop.call(() -> {
                transport.register();
                return transport;
            });
            return transport;
        } catch (RuntimeException | Error e) {
            transport.closeSockets();
            throw e;
        }
    }

    private void register() {
        try {
            for (Sockets.Bound bound : sockets.bound()) {
                loop.register(bound.tcp(), SelectionKey.OP_ACCEPT, key -> accept(bound.tcp(), key));
                unicastEndpoints.add(listen(bound.udp(), bound.udp()));
            }
            registerGroupListener(StandardProtocolFamily.INET);
            registerGroupListener(StandardProtocolFamily.INET6);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen: " + e.getMessage(), e);
        }
    }

    private UdpEndpoint listen(DatagramChannel hears, DatagramChannel answers) throws IOException {
        UdpEndpoint endpoint = new UdpEndpoint(hears, answers, loop, discovery);
        loop.register(hears, SelectionKey.OP_READ, endpoint);
        return endpoint;
    }

    /** Loopback has no broadcast, and a socket on all addresses hears broadcasts already. */
    private void registerGroupListener(ProtocolFamily family) throws IOException {
        boolean ipv6 = family == StandardProtocolFamily.INET6;
        List<Sockets.Bound> outside = sockets.bound().stream()
                .filter(bound -> bound.isIpv6() == ipv6)
                .filter(bound -> !bound.udpAddress().getAddress().isLoopbackAddress())
                .toList();
        if (outside.isEmpty()) {
            return;
        }
        Sockets.Bound first = outside.get(0);
        DatagramChannel hears = first.udp();
        if (outside.stream().noneMatch(bound -> bound.udpAddress().getAddress().isAnyLocalAddress())) {
            hears = GroupListener.open(family, first.udpAddress().getPort());
            groupListeners.add(hears);
            listen(hears, first.udp());
        }
        if (ipv6) {
            GroupListener.joinAllNodes(hears);
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
     * Sends an announcement to everybody: from each bind address to where announcements go from there, or to given targets.
     *
     * @param announcement the announcement
     * @param targets given targets, each of which gets it once; if empty 255.255.255.255 and ff02::1
     */
    public void announce(VehicleAnnouncement announcement, List<InetSocketAddress> targets) {
        if (closed) {
            return;
        }
        if (targets.isEmpty()) {
            for (int i = 0; i < unicastEndpoints.size(); i++) {
                UdpEndpoint endpoint = unicastEndpoints.get(i);
                InetAddress from = sockets.bound().get(i).udpAddress().getAddress();
                AnnouncementTargets.of(from).forEach(target -> discovery.announce(announcement, target, endpoint));
            }
        } else {
            targets.forEach(target -> discovery.announce(announcement, target, endpointFor(target)));
        }
    }

    private UdpEndpoint endpointFor(InetSocketAddress target) {
        boolean ipv6 = target.getAddress() instanceof Inet6Address;
        for (int i = 0; i < unicastEndpoints.size(); i++) {
            if (sockets.bound().get(i).isIpv6() == ipv6) {
                return unicastEndpoints.get(i);
            }
        }
        return unicastEndpoints.get(0);
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

    /** Closes everything. Returns when it is closed. No effect the second time. */
    public void close() {
        boolean onLoop = loop.callIfOpen(() -> {
            closeOnce();
            loop.releaseClosedChannels();
        });
        if (!onLoop) {
            // The loop has ended before its server, and nothing else uses the sockets any more.
            closeOnce();
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
                changed.applyToOpen(bound.udp());
            }
            groupListeners.forEach(changed::applyToOpen);
        });
    }

    private void closeOnce() {
        if (!closed) {
            closed = true;
            closeSockets();
        }
    }

    private void closeSockets() {
        for (TcpConnection connection : List.copyOf(connections)) {
            connection.end(CloseReason.SHUTDOWN);
        }
        sockets.close();
        for (DatagramChannel listener : groupListeners) {
            try {
                listener.close();
            } catch (IOException e) {
                LOG.warn("a socket could not be closed", e);
            }
        }
    }
}
