package io.doip4j.client;

import io.doip4j.core.Bytes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** Answers each datagram that it knows with others, from another port if wanted. */
final class FakeUdpEntity implements AutoCloseable {
    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final DatagramSocket socket;
    private final DatagramSocket answering;
    private final Map<Bytes, List<String>> answers;

    FakeUdpEntity(boolean otherPort, Map<String, List<String>> answers) throws SocketException {
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.answering = otherPort ? new DatagramSocket(0, InetAddress.getLoopbackAddress()) : socket;
        this.answers = answers.entrySet().stream()
                .collect(Collectors.toMap(entry -> Bytes.hex(entry.getKey()), Map.Entry::getValue));
        Thread thread = new Thread(this::run, "fake udp entity");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
                socket.receive(packet);
                Bytes request = Bytes.copyOf(Arrays.copyOf(packet.getData(), packet.getLength()));
                received.add(request.toHex());
                for (String answer : answers.getOrDefault(request, List.of())) {
                    byte[] bytes = Bytes.hex(answer).toArray();
                    answering.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                received.add("failed: " + e);
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
        answering.close();
    }
}
