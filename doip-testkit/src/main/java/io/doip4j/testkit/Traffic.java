package io.doip4j.testkit;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.WireTap;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what is on its way between testers and the servers of one clock: bytes of a TCP connection, datagrams of a UDP socket.
 * Safe for use by any thread.
 */
final class Traffic implements WireTap {
    private record Key(DoipPeer.Transport transport, int port) {}

    /** One socket of a tester, or of a foreign client. */
    final class Flow {
        private final Key key;
        private boolean ofTester;
        /** A client reads what comes, a tester when it is asked to. */
        private boolean reads;

        private boolean closedByTester;
        private boolean openedByServer;
        private boolean endedByServer;
        private long given;
        private long received;
        private long sent;
        private long taken;

        private Flow(Key key) {
            this.key = key;
        }

        /** The tester has sent something. */
        void given(long count) {
            synchronized (Traffic.this) {
                given += count;
            }
        }

        /** The tester has received something. */
        void taken(long count) {
            synchronized (Traffic.this) {
                taken += count;
            }
        }

        /** The tester has closed its socket. */
        void closed() {
            synchronized (Traffic.this) {
                closedByTester = true;
                if (endedByServer || !openedByServer) {
                    flows.remove(key, this);
                }
            }
        }

        /** Whether the server has sent what the tester has not received yet, or has closed the connection. */
        boolean isComing() {
            synchronized (Traffic.this) {
                return endedByServer || sent > taken;
            }
        }

        private boolean isGoing() {
            return ofTester && !endedByServer && (closedByTester ? openedByServer : received < given);
        }
    }

    private final Map<Key, Flow> flows = new HashMap<>();
    private long events;

    /** The socket of a tester. */
    synchronized Flow ofTester(DoipPeer.Transport transport, int port) {
        Flow flow = flows.computeIfAbsent(new Key(transport, port), Flow::new);
        flow.ofTester = true;
        return flow;
    }

    /** The connection of a client, which reads whatever comes. */
    synchronized Flow ofClient(int port) {
        Flow flow = ofTester(DoipPeer.Transport.TCP, port);
        flow.reads = true;
        return flow;
    }

    /** The connection of a client, if it was not closed by both ends. */
    synchronized Optional<Flow> known(int port) {
        return Optional.ofNullable(flows.get(new Key(DoipPeer.Transport.TCP, port)));
    }

    /** Whether servers have sent what clients are about to receive, be it the end. */
    synchronized boolean isOnItsWayToClient() {
        return flows.values().stream()
                .anyMatch(flow -> flow.reads && !flow.closedByTester && (flow.endedByServer || flow.taken < flow.sent));
    }

    /** Datagrams that nobody has received by now are lost. */
    synchronized void giveDatagramsUp() {
        flows.values().stream()
                .filter(flow -> flow.key.transport() == DoipPeer.Transport.UDP)
                .forEach(flow -> flow.received = flow.given);
    }

    /** Changes whenever the servers hear or say something. */
    synchronized long total() {
        return events;
    }

    /** Whether testers have sent what no server has received yet. */
    synchronized boolean isOnItsWay() {
        return flows.values().stream().anyMatch(Flow::isGoing);
    }

    /** Whether somebody is connected who is no tester of the clock. */
    synchronized boolean hasForeigners() {
        return flows.values().stream().anyMatch(flow -> !flow.ofTester && !flow.endedByServer);
    }

    @Override
    public synchronized void opened(DoipPeer peer, InetSocketAddress local) {
        events++;
        Key key = key(peer);
        Flow known = flows.get(key);
        if (known == null || known.endedByServer || known.closedByTester) {
            known = new Flow(key);
            flows.put(key, known);
        }
        known.openedByServer = true;
    }

    @Override
    public synchronized void received(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
        events++;
        Flow flow = flows.get(key(peer));
        if (flow != null) {
            flow.received += amount(peer, bytes);
        }
    }

    @Override
    public synchronized void sent(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
        events++;
        Flow flow = flows.get(key(peer));
        if (flow != null) {
            flow.sent += amount(peer, bytes);
        }
    }

    @Override
    public synchronized void closed(DoipPeer peer, InetSocketAddress local, End end) {
        events++;
        Flow flow = flows.get(key(peer));
        if (flow != null) {
            flow.endedByServer = true;
            if (!flow.ofTester || flow.closedByTester) {
                flows.remove(flow.key);
            }
        }
    }

    private static Key key(DoipPeer peer) {
        return new Key(peer.transport(), peer.address().getPort());
    }

    private static long amount(DoipPeer peer, Bytes bytes) {
        return peer.transport() == DoipPeer.Transport.TCP ? bytes.length() : 1;
    }
}
