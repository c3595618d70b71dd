package io.doip4j.benchmarks.subject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/** A JVM that opens the sockets of a server, says so and waits for the end of its input: what no start can be faster than. */
public final class BareStart {
    private BareStart() {}

    /**
     * Opens one TCP and one UDP channel.
     *
     * @param args none
     * @throws IOException if there is no free port
     */
    public static void main(String... args) throws IOException {
        try (ServerSocketChannel tcp = ServerSocketChannel.open();
                DatagramChannel udp = DatagramChannel.open()) {
            tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            udp.bind(tcp.getLocalAddress());
            System.out.println("ready tcp=" + tcp.getLocalAddress() + " udp=" + udp.getLocalAddress());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Whatever comes means nothing
            }
        }
    }
}
