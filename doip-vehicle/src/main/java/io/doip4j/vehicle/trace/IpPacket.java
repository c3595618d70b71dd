package io.doip4j.vehicle.trace;

import io.doip4j.core.Bytes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Puts TCP and UDP into IPv4 and IPv6 packets, with all checksums. */
final class IpPacket {
    /** So much of a stream is in one packet at most: with every header it fits into the 16-bit length of IP. */
    static final int MAX_SEGMENT = 65_000;

    /** TCP flags. */
    static final int FIN = 0x01;

    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int PSH = 0x08;
    static final int ACK = 0x10;

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int TCP_CHECKSUM_AT = 16;
    private static final int UDP_CHECKSUM_AT = 6;
    private static final int IPV4_CHECKSUM_AT = 10;
    private static final int DO_NOT_FRAGMENT = 0x4000;
    private static final int HOP_LIMIT = 64;
    private static final int WINDOW = 0xFFFF;

    /**
     * Options of the first segments: maximum segment size, and a window scale of 14, so that a reader sees no full window,
     * although acknowledges are only on data that goes the other way.
     */
    private static final Bytes SYN_OPTIONS =
            Bytes.of(2, 4, MAX_SEGMENT >> 8, MAX_SEGMENT & 0xFF, 1, /* window scale */ 3, 3, 14);

    private final InetSocketAddress source;
    private final InetSocketAddress target;

    /** Packets in one direction. */
    IpPacket(InetSocketAddress source, InetSocketAddress target) {
        boolean ipv6 = isIpv6(source, target);
        this.source = inFamily(source, ipv6);
        this.target = inFamily(target, ipv6);
    }

    /** A socket on all addresses of IPv6 has IPv4 peers too. */
    private static boolean isIpv6(InetSocketAddress source, InetSocketAddress target) {
        InetSocketAddress telling = source.getAddress().isAnyLocalAddress() ? target : source;
        return telling.getAddress() instanceof Inet6Address;
    }

    private static InetSocketAddress inFamily(InetSocketAddress address, boolean ipv6) {
        if (address.getAddress() instanceof Inet6Address == ipv6) {
            return address;
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[ipv6 ? 16 : 4]), address.getPort());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are an address", e);
        }
    }

    /** A datagram. */
    ByteBuffer udp(Bytes data) {
        int length = UDP_HEADER + data.length();
        ByteBuffer packet = packet(UDP, length);
        ByteBuffer datagram = packet.slice();
        ports(datagram);
        datagram.putShort((short) length).putShort((short) 0);
        data.writeTo(datagram);
        short checksum = checksum(UDP, datagram.flip());
        // 0 would mean that there is none.
        datagram.putShort(UDP_CHECKSUM_AT, checksum == 0 ? (short) 0xFFFF : checksum);
        return packet.rewind();
    }

    /** A segment. */
    ByteBuffer tcp(int flags, long sequence, long acknowledged, Bytes data) {
        Bytes options = (flags & SYN) == 0 ? Bytes.EMPTY : SYN_OPTIONS;
        int header = TCP_HEADER + options.length();
        ByteBuffer packet = packet(TCP, header + data.length());
        ByteBuffer segment = packet.slice();
        ports(segment);
        segment.putInt((int) sequence).putInt((flags & ACK) == 0 ? 0 : (int) acknowledged);
        segment.put((byte) ((header / Integer.BYTES) << 4)).put((byte) flags);
        segment.putShort((short) WINDOW).putInt(/* checksum and urgent pointer */ 0);
        options.writeTo(segment);
        data.writeTo(segment);
        segment.putShort(TCP_CHECKSUM_AT, checksum(TCP, segment.flip()));
        return packet.rewind();
    }

    private void ports(ByteBuffer buffer) {
        buffer.putShort((short) source.getPort()).putShort((short) target.getPort());
    }

    private byte[] sourceBytes() {
        return source.getAddress().getAddress();
    }

    private byte[] targetBytes() {
        return target.getAddress().getAddress();
    }

    /** A packet with its IP header, at the place of the payload. */
    private ByteBuffer packet(int protocol, int payload) {
        if (source.getAddress() instanceof Inet6Address) {
            return ByteBuffer.allocate(IPV6_HEADER + payload)
                    .putInt(/* version 6 */ 6 << 28)
                    .putShort((short) payload)
                    .put((byte) protocol)
                    .put((byte) HOP_LIMIT)
                    .put(sourceBytes())
                    .put(targetBytes());
        }
        ByteBuffer packet = ByteBuffer.allocate(IPV4_HEADER + payload)
                .putShort(/* version 4, header of 5 words */ (short) 0x4500)
                .putShort((short) (IPV4_HEADER + payload))
                .putShort(/* identification */ (short) 0)
                .putShort((short) DO_NOT_FRAGMENT)
                .put((byte) HOP_LIMIT)
                .put((byte) protocol)
                .putShort(/* checksum */ (short) 0)
                .put(sourceBytes())
                .put(targetBytes());
        ByteBuffer header = packet.duplicate().flip();
        return packet.putShort(IPV4_CHECKSUM_AT, new Checksum().add(header).value());
    }

    /** The checksum over addresses, protocol, length and the segment itself, whose checksum is zero so far. */
    private short checksum(int protocol, ByteBuffer segment) {
        return new Checksum()
                .add(ByteBuffer.wrap(sourceBytes()))
                .add(ByteBuffer.wrap(targetBytes()))
                .add(protocol)
                .add(segment.remaining())
                .add(segment)
                .value();
    }
}
