package io.doip4j.testkit;

import io.doip4j.core.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** A UDP socket of a tester on a free port. */
final class UdpLine implements AutoCloseable {
    private static final int LARGEST_DATAGRAM = 0x1_0000;

    private final InetSocketAddress remote;
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[LARGEST_DATAGRAM];

    UdpLine(InetSocketAddress remote) {
        this.remote = remote;
        try {
            this.socket = new DatagramSocket();
        } catch (SocketException e) {
            throw new UncheckedIOException("cannot open a UDP socket", e);
        }
    }

    void send(Bytes datagram) {
        try {
            socket.send(new DatagramPacket(datagram.toArray(), datagram.length(), remote));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send a datagram to " + remote, e);
        }
    }

    Optional<Bytes> receive(Duration timeout) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            // Zero would be for ever
            socket.setSoTimeout((int) Math.max(1, timeout.toMillis()));
            socket.receive(packet);
            return Optional.of(Bytes.copyOf(packet.getData()).slice(0, packet.getLength()));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot receive a datagram", e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
