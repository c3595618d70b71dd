package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.spi.Addressing;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A server on a free port of its own, and testers on real sockets, in real time. */
final class SocketLink implements Link {
    /** How late a busy machine may be. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private static final int ECU = 0x1000;
    private static final int GROUP = 0xE400;

    private final DoipServer server;
    private final Map<Tester, SocketTester> testers = new EnumMap<>(Tester.class);
    /** What is heard without a connection. */
    private final BlockingQueue<Received> nobody = new LinkedBlockingQueue<>();

    private final long start = System.nanoTime();

    SocketLink(DoipServerBuilder builder) {
        server = builder.port(0).announce(false).build().startDaemon();
    }

    @Override
    public void connect(Tester tester) {
        testers.put(tester, SocketTester.connect(server.tcpAddress(), tester.address(), start));
    }

    @Override
    public void disconnect(Tester tester) {
        SocketTester leaving = testers.remove(tester);
        if (leaving != null) {
            leaving.close();
        }
    }

    @Override
    public void send(Tester tester, Addressing addressing, Bytes request) {
        SocketTester sender = testers.get(tester);
        if (sender == null) {
            throw new IllegalStateException(tester + " is not connected");
        }
        sender.send(addressing == Addressing.PHYSICAL ? ECU : GROUP, request);
    }

    @Override
    public @Nullable Received receive(Tester tester, Duration until) {
        SocketTester receiver = testers.get(tester);
        return SocketTester.poll(receiver == null ? nobody : receiver.responses(), until.minus(now()));
    }

    @Override
    public Duration now() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public Duration slack() {
        return SLACK;
    }

    @Override
    public void close() {
        testers.values().forEach(SocketTester::close);
        server.close();
    }
}
