package io.doip4j.benchmarks.subject;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/** Ports that are free for TCP and UDP. */
final class Ports {
    private static final int TRIES = 100;

    private Ports() {}

    /** Opens and closes one TCP and one UDP channel: the least that a server does. Returns their port. */
    static int openAndClose() throws IOException {
        try (ServerSocketChannel tcp = ServerSocketChannel.open();
                DatagramChannel udp = DatagramChannel.open()) {
            tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            udp.bind(tcp.getLocalAddress());
            return tcp.socket().getLocalPort();
        }
    }

    static int free() throws IOException {
        for (int left = TRIES; ; left--) {
            try {
                return openAndClose();
            } catch (BindException e) {
                // Somebody has the UDP port of that number: the next one
                if (left == 0) {
                    throw e;
                }
            }
        }
    }
}
