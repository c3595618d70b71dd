package io.doip4j.it.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doip4j.client.DoipConnection;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.vehicle.DemoVehicle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Vehicles on free ports of loopback, and what a test says to them. */
final class Vehicles {
    static final LogicalAddress GATEWAY = LogicalAddress.of(0x1000);
    static final LogicalAddress BODY = LogicalAddress.of(0x1001);

    private Vehicles() {}

    static DoipServer demo(UnaryOperator<DoipServerBuilder> changes) {
        return changes.apply(
                        DemoVehicle.create().server().port(0).announce(false).identificationDelay(Duration.ZERO))
                .build()
                .startDaemon();
    }

    /** Skips a test on a machine without IPv6, but never in CI. */
    static InetAddress ipv6() throws IOException {
        InetAddress address = InetAddress.getAllByName("::1")[0];
        assumeTrue("true".equals(System.getenv("CI")) || isHere(address), "this machine has no IPv6");
        return address;
    }

    private static boolean isHere(InetAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What the targets answer, in order. */
    static final class Answers {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final DoipConnection connection;

        Answers(DoipConnection connection) {
            this.connection = connection;
            connection.listen((source, userData) -> heard.add(source + " " + userData.toHex()));
        }

        @Nullable
        String to(LogicalAddress target, String request) throws InterruptedException {
            connection.sendAndAwait(target, Bytes.hex(request));
            return next();
        }

        @Nullable
        String next() throws InterruptedException {
            return heard.poll(10, TimeUnit.SECONDS);
        }
    }
}
