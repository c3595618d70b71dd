package io.doip4j.testkit;

import io.doip4j.server.DoipServer;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * The running server of a test, as a parameter of a test annotated with {@link DoipServerTest}.
 *
 * <pre>{@code
 * @Test
 * void twoTesters(DoipServerHandle server) {
 *     DoipTester first = server.newTester();
 *     DoipTester second = server.newTester();
 *     first.activateRouting(0x0E80);
 *     second.activateRouting(0x0E81);
 * }
 * }</pre>
 */
public final class DoipServerHandle {
    private final RunningServer running;
    private final Supplier<DoipTester> testers;

    DoipServerHandle(RunningServer running, Supplier<DoipTester> testers) {
        this.running = running;
        this.testers = testers;
    }

    /**
     * The name of the server, by which {@link DoipInstance} chooses it.
     *
     * @return the name
     */
    public String name() {
        return running.spec().name();
    }

    /**
     * The server itself. It is closed after the test; a test may close it earlier.
     *
     * @return the server
     */
    public DoipServer server() {
        return running.server();
    }

    /**
     * Where the server listens for connections.
     *
     * @return the address of its TCP socket
     */
    public InetSocketAddress tcpAddress() {
        return server().tcpAddress();
    }

    /**
     * Where the server listens for datagrams.
     *
     * @return the address of its UDP socket
     */
    public InetSocketAddress udpAddress() {
        return server().udpAddress();
    }

    /**
     * The port, the same for TCP and UDP.
     *
     * @return 1..65535
     */
    public int port() {
        return server().port();
    }

    /**
     * One more tester, not yet connected. It is closed after the test.
     *
     * @return a new tester
     */
    public DoipTester newTester() {
        return testers.get();
    }

    @Override
    public String toString() {
        return "DoIP server " + name() + ", " + server().logicalAddress() + " at " + tcpAddress();
    }
}
