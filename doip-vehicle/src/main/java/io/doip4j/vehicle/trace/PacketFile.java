package io.doip4j.vehicle.trace;

import static io.doip4j.vehicle.trace.IpPacket.ACK;
import static io.doip4j.vehicle.trace.IpPacket.FIN;
import static io.doip4j.vehicle.trace.IpPacket.PSH;
import static io.doip4j.vehicle.trace.IpPacket.RST;
import static io.doip4j.vehicle.trace.IpPacket.SYN;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.WireTap;
import io.doip4j.vehicle.trace.PcapngWriter.Direction;
import io.doip4j.vehicle.trace.WireEvent.Ends;
import io.doip4j.vehicle.trace.WireEvent.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes events as the packets that carried them, as far as a server can know: bytes, order, times, and who ended a connection
 * how are real; how the bytes were cut into segments, and pure acknowledges, are made up.
 */
final class PacketFile {
    private static final String APPLICATION = "doip4j";
    /** Spreads the first sequence numbers, so that a client port that is used again is no retransmission. */
    private static final long SPREAD = 0x9E37_79B1L;

    private static final long FROM_SERVER = 0x4000_0000L;

    private final PcapngWriter file;
    private final TraceClock clock;
    private final ShownPort shownPort;
    private final InStep inStep = new InStep();
    /** By port of the server. */
    private final Map<Integer, Integer> interfaces = new HashMap<>();

    private String comment = "";

    PacketFile(OutputStream out, TraceClock clock, ShownPort shownPort) throws IOException {
        this.file = new PcapngWriter(out);
        this.clock = clock;
        this.shownPort = shownPort;
        file.section(APPLICATION);
    }

    /** Adds a remark to the next packet. */
    void remark(String text) {
        comment = text;
    }

    /** Notes at the end how many events are missing. */
    void dropped(long count) throws IOException {
        int port = interfaces.keySet().stream().findFirst().orElse(DoipServerBuilder.DOIP_PORT);
        file.dropped(interfaceOf(port), clock.epochNanos(clock.now()), count);
    }

    void write(WireEvent event) throws IOException {
        Packets packets = new Packets(event);
        switch (event.kind()) {
            case OPENED -> packets.handshake();
            case RECEIVED, SENT -> {
                if (event.ends().isTcp()) {
                    segments(event);
                } else {
                    packets.datagram();
                }
            }
            case CLOSED -> {
                if (event.end() != null) {
                    packets.end(event.end());
                }
            }
            case RELEASED -> {
                inStep.forget(event.ends());
                if (event.end() != null) {
                    packets.end(event.end());
                    packets.lastAcknowledge(event.end());
                }
            }
        }
    }

    private void segments(WireEvent event) throws IOException {
        WireEvent readable = inStep.with(event);
        if (readable != null) {
            new Packets(readable).segments();
        }
    }

    private int interfaceOf(int port) throws IOException {
        Integer known = interfaces.get(port);
        if (known == null) {
            String shown = port == DoipServerBuilder.DOIP_PORT || shownPort == ShownPort.REAL
                    ? ""
                    : ", shown as " + DoipServerBuilder.DOIP_PORT;
            known = file.describeInterface(APPLICATION + "-" + port, "port " + port + " of the server" + shown);
            interfaces.put(port, known);
        }
        return known;
    }

    /** The packets of one event. */
    private final class Packets {
        private final WireEvent event;
        private final IpPacket toServer;
        private final IpPacket toPeer;
        private final long firstFromPeer;
        private final long firstFromServer;

        Packets(WireEvent event) {
            this.event = event;
            Ends ends = event.ends();
            InetSocketAddress peer = ends.peer().address();
            InetSocketAddress server = shownPort == ShownPort.REAL
                    ? ends.local()
                    : new InetSocketAddress(ends.local().getAddress(), DoipServerBuilder.DOIP_PORT);
            toServer = new IpPacket(peer, server);
            toPeer = new IpPacket(server, peer);
            firstFromPeer = ends.peer().connectionId() * SPREAD;
            firstFromServer = firstFromPeer + FROM_SERVER;
        }

        void datagram() throws IOException {
            if (event.isFromPeer()) {
                put(Direction.INBOUND, toServer.udp(event.bytes()));
            } else {
                put(Direction.OUTBOUND, toPeer.udp(event.bytes()));
            }
        }

        void handshake() throws IOException {
            Place begin = event.place();
            Place done = new Place(begin.fromPeer() + 1, begin.fromServer() + 1, -1);
            fromPeer(SYN, begin, Bytes.EMPTY);
            fromServer(SYN | ACK, new Place(done.fromPeer(), begin.fromServer(), -1), Bytes.EMPTY);
            fromPeer(ACK, done, Bytes.EMPTY);
        }

        void segments() throws IOException {
            Bytes bytes = event.bytes();
            for (int at = 0; at < bytes.length(); at += IpPacket.MAX_SEGMENT) {
                int length = Math.min(IpPacket.MAX_SEGMENT, bytes.length() - at);
                int flags = at + length == bytes.length() ? PSH | ACK : ACK;
                Place place = event.from(at).place();
                if (event.isFromPeer()) {
                    fromPeer(flags, place, bytes.slice(at, length));
                } else {
                    fromServer(flags, place, bytes.slice(at, length));
                }
            }
        }

        void end(WireTap.End end) throws IOException {
            switch (end) {
                case CLOSED_BY_PEER -> fromPeer(FIN | ACK, event.place(), Bytes.EMPTY);
                case CLOSED_BY_SERVER -> fromServer(FIN | ACK, event.place(), Bytes.EMPTY);
                case RESET_BY_PEER -> fromPeer(RST | ACK, event.place(), Bytes.EMPTY);
                case RESET_BY_SERVER -> fromServer(RST | ACK, event.place(), Bytes.EMPTY);
            }
        }

        void lastAcknowledge(WireTap.End end) throws IOException {
            Place place = event.place();
            if (end == WireTap.End.CLOSED_BY_SERVER) {
                fromPeer(ACK, new Place(place.fromPeer(), place.fromServer() + 1, -1), Bytes.EMPTY);
            } else if (end == WireTap.End.CLOSED_BY_PEER) {
                fromServer(ACK, new Place(place.fromPeer() + 1, place.fromServer(), -1), Bytes.EMPTY);
            }
        }

        private void fromPeer(int flags, Place place, Bytes data) throws IOException {
            long sequence = firstFromPeer + place.fromPeer();
            put(Direction.INBOUND, toServer.tcp(flags, sequence, firstFromServer + place.fromServer(), data));
        }

        private void fromServer(int flags, Place place, Bytes data) throws IOException {
            long sequence = firstFromServer + place.fromServer();
            put(Direction.OUTBOUND, toPeer.tcp(flags, sequence, firstFromPeer + place.fromPeer(), data));
        }

        private void put(Direction direction, ByteBuffer packet) throws IOException {
            int interfaceId = interfaceOf(event.ends().local().getPort());
            file.packet(interfaceId, clock.epochNanos(event.nanos()), direction, packet, comment);
            comment = "";
        }
    }
}
