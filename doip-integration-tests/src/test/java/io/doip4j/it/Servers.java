package io.doip4j.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.vehicle.DemoVehicle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Servers on a free port of the loopback interface that answer identification requests at once. */
public final class Servers {
    static final String IPV4 = "127.0.0.1";
    static final String IPV6 = "::1";

    private Servers() {}

    static DoipServerBuilder quiet(DoipServerBuilder builder) {
        return builder.port(0).announce(false).identificationDelay(Duration.ZERO);
    }

    /** A running demo vehicle. */
    static DoipServer demo(UnaryOperator<DoipServerBuilder> changes) {
        return changes.apply(quiet(DemoVehicle.create().server())).build().startDaemon();
    }

    /** A running server without anything that is not added here. */
    static DoipServer plain(UnaryOperator<DoipServerBuilder> additions) {
        return additions
                .apply(quiet(DoipServer.builder()).discoverServices(false))
                .build()
                .startDaemon();
    }

    /** A running server with the services that are shipped. */
    static DoipServer services(UnaryOperator<DoipServerBuilder> additions) {
        return additions.apply(quiet(DoipServer.builder())).build().startDaemon();
    }

    /** Skips a test on a machine without IPv6, but never in CI. */
    public static String available(String host) {
        assumeTrue("true".equals(System.getenv("CI")) || hasAddress(host), "this machine has no address " + host);
        return host;
    }

    /** The address of a host that has one. */
    static InetSocketAddress at(String host, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
    }

    private static boolean hasAddress(String host) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(at(host, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Names of live threads of servers. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("doip"))
                .sorted()
                .toList();
    }
}
