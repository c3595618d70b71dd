package io.doip4j.testkit;

import io.doip4j.server.DoipServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The servers that the tests of one fixture saw. Fixtures are run one after the other. */
final class Observed {
    private static final Queue<DoipServer> SERVERS = new ConcurrentLinkedQueue<>();
    private static final Queue<Integer> PORTS = new ConcurrentLinkedQueue<>();

    private Observed() {}

    static void clear() {
        SERVERS.clear();
        PORTS.clear();
    }

    static void add(DoipServerHandle handle) {
        SERVERS.add(handle.server());
        PORTS.add(handle.port());
    }

    static List<Integer> ports() {
        return List.copyOf(PORTS);
    }

    static List<DoipServer> servers() {
        return List.copyOf(SERVERS);
    }

    static boolean connects(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Names of live threads of servers. */
    static List<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("doip"))
                .sorted()
                .toList();
    }
}
