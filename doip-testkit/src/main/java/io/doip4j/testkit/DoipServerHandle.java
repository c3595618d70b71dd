package io.doip4j.testkit;

import io.doip4j.client.DoipConnection;
import io.doip4j.client.DoipConnectionBuilder;
import io.doip4j.client.uds.UdsClient;
import io.doip4j.client.uds.UdsOptions;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.DoipServer;
import io.doip4j.vehicle.fault.Faults;
import io.doip4j.vehicle.stub.EcuStubs;
import io.doip4j.vehicle.stub.MessageMatcher;
import io.doip4j.vehicle.stub.RecordedMessage;
import io.doip4j.vehicle.stub.RequestRecorder;
import io.doip4j.vehicle.stub.Times;
import io.doip4j.vehicle.trace.Trace;
import java.net.InetSocketAddress;
import java.util.List;

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
    /** The address of the clients that parameters and fields get: 0x0E80. */
    public static final int TESTER = 0x0E80;

    private final RunningServer running;
    private final ServerUse use;

    DoipServerHandle(RunningServer running, ServerUse use) {
        this.running = running;
        this.use = use;
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
        return use.opened(running.newTester());
    }

    /**
     * Connects a client of {@code io.doip4j.client}, with routing activated. It is closed after the test.
     *
     * <p>With virtual time it runs on the {@linkplain #clock() clock} of the server: a call that blocks lets time pass.
     *
     * @param tester its logical address, 0..0xFFFF
     * @return the connection
     * @throws io.doip4j.client.DoipException if the server refuses
     */
    public DoipConnection connect(int tester) {
        DoipConnectionBuilder builder = DoipConnection.builder(tcpAddress())
                .udpPort(udpAddress().getPort())
                .testerAddress(tester);
        running.clock().ifPresent(builder::timers);
        return use.opened(builder.connect());
    }

    /**
     * Connects a UDS client, over a connection of its own as {@link #connect} makes it. Both are closed after the test.
     *
     * @param tester logical address of the client, 0..0xFFFF
     * @param ecu logical address of the ECU that it talks to, 0..0xFFFF
     * @return the client
     * @throws io.doip4j.client.DoipException if the server refuses
     */
    public UdsClient connect(int tester, int ecu) {
        return client(connect(tester), LogicalAddress.of(ecu));
    }

    /** A client whose stages the clock waits for, if there is one. */
    UdsClient client(DoipConnection connection, LogicalAddress ecu) {
        UdsOptions options = running.clock()
                .map(clock -> UdsOptions.defaults().toBuilder()
                        .executor(clock.executor())
                        .build())
                .orElseGet(UdsOptions::defaults);
        return use.opened(UdsClient.of(connection, ecu, options));
    }

    /**
     * Tells an ECU what to answer: {@code server.ecu(0x1001).when("22 F1 90").thenNrc(0x31)}.
     *
     * @param address the physical address of the ECU, 0..0xFFFF
     * @return its stubs
     * @throws IllegalArgumentException if the server has no such ECU
     */
    public EcuStubs ecu(int address) {
        return running.equipment().stubs().ecu(address);
    }

    /**
     * Lets the server misbehave: {@code server.faults().on(UdsFaults.busy()).forNext(3)}.
     *
     * @return its faults, none at first
     */
    public Faults faults() {
        return running.equipment().faults();
    }

    /**
     * The diagnostic messages that the server received.
     *
     * @return the requests, the oldest first
     */
    public List<RecordedMessage> requests() {
        return recorder().requests();
    }

    /**
     * Fails unless such a message was seen, once or more often: {@code server.verify(request("22 F1 90").from(0x0E80))}.
     *
     * @param wanted the message
     * @throws AssertionError if there is none; it lists what came close
     */
    public void verify(MessageMatcher wanted) {
        recorder().verify(wanted);
    }

    /**
     * Fails unless such messages were seen as often as they should: {@code server.verify(request("2E *"), never())}.
     *
     * @param wanted the messages
     * @param times how often
     * @throws AssertionError if there are more or fewer; it lists what came close
     */
    public void verify(MessageMatcher wanted, Times times) {
        recorder().verify(wanted, times);
    }

    /**
     * All that can be asked about the diagnostic messages that the server received and sent.
     *
     * @return the recorder
     */
    public RequestRecorder recorder() {
        return running.equipment().requests();
    }

    /**
     * Everything that the server saw.
     *
     * @return the trace
     * @throws IllegalStateException with {@link TraceMode#OFF}
     */
    public Trace trace() {
        return running.equipment()
                .trace()
                .orElseThrow(() -> new IllegalStateException(
                        "there is no trace, because its mode is OFF: leave it out, or use TraceMode.ON_FAILURE"));
    }

    /**
     * The time of the server.
     *
     * @return the clock
     * @throws IllegalStateException if the server runs on the time of the JVM
     */
    public VirtualClock clock() {
        return running.clock()
                .orElseThrow(() -> new IllegalStateException("the time of " + this
                        + " cannot be moved: ask for it with @DoipServerTest(virtualTime = true), or virtualTime(true) of"
                        + " DoipServerExtension.builder()"));
    }

    @Override
    public String toString() {
        return "DoIP server " + name() + ", " + server().logicalAddress() + " at " + tcpAddress();
    }
}
