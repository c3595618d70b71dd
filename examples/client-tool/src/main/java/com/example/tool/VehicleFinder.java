package com.example.tool;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks an address, which may be a broadcast address, who is there. */
final class VehicleFinder {
    private static final int LARGEST_DATAGRAM = 0xFFFF;

    private final DatagramReader reader = new DatagramReader(HeaderRules.tester(LARGEST_DATAGRAM));

    /** The entities that answer in a time, by their address. A datagram that is no announcement is passed over. */
    Map<InetSocketAddress, VehicleAnnouncement> find(InetSocketAddress address, Duration time) throws IOException {
        Map<InetSocketAddress, VehicleAnnouncement> found = new LinkedHashMap<>();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            byte[] request = DoipEncoder.encode(ProtocolVersion.WILDCARD, new VehicleIdentificationRequest())
                    .toArray();
            socket.send(new DatagramPacket(request, request.length, address));
            long end = System.nanoTime() + time.toNanos();
            DatagramPacket answer = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
            while (receive(socket, answer, end)) {
                ByteBuffer bytes = ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
                if (reader.read(bytes) instanceof DatagramResult.Message received
                        && received.message() instanceof VehicleAnnouncement announcement) {
                    found.put((InetSocketAddress) answer.getSocketAddress(), announcement);
                }
            }
        }
        return found;
    }

    private static boolean receive(DatagramSocket socket, DatagramPacket packet, long end) throws IOException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            return false;
        }
        try {
            socket.setSoTimeout((int) left);
            socket.receive(packet);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
