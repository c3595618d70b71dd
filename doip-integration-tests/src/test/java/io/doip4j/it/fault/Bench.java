package io.doip4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.WireTap;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.vehicle.fault.Faults;
import io.doip4j.vehicle.stub.Stub;
import io.doip4j.vehicle.stub.Stubs;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A server with faults, and a tester for which routing is active. The ECU 0x1001 answers {@code 22 F1 90}; the entity has the
 * services that are shipped.
 */
final class Bench implements AutoCloseable {
    static final int TESTER = 0x0E80;
    static final int GATEWAY = 0x1000;
    static final int ECU = 0x1001;
    static final int GROUP = 0xE400;
    static final String REQUEST = "22 F1 90";
    static final String RESPONSE = "62 F1 90 41";

    /** How a connection is after a fault. */
    enum End {
        OPEN,
        FIN,
        RST
    }

    final Faults faults = new Faults();
    final Stubs stubs = new Stubs();
    private final BlockingQueue<Bytes> segments = new LinkedBlockingQueue<>();
    final Stub answer;
    final DoipServer server;
    final DoipTester tester;

    Bench() {
        this(builder -> builder);
    }

    Bench(UnaryOperator<DoipServerBuilder> changes) {
        DoipServerBuilder builder = DoipServer.builder()
                .port(0)
                .announce(false)
                .identificationDelay(Duration.ZERO)
                .ecu(EcuDefinition.builder(ECU).functionalAddress(GROUP).build())
                .wireTap(new WireTap() {
                    @Override
                    public void sent(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
                        segments.add(bytes);
                    }
                });
        server = changes.apply(stubs.attachTo(faults.attachTo(builder))).build().startDaemon();
        answer = stubs.ecu(ECU).when(REQUEST).thenRespond(RESPONSE);
        tester = DoipTester.of(server).timeout(Duration.ofSeconds(10));
    }

    Bench active() {
        tester.activateRouting(TESTER);
        segment();
        return this;
    }

    /** The next segment that the server sent. It may be noted a moment after the tester has it. */
    Bytes segment() {
        try {
            return Objects.requireNonNull(segments.poll(10, TimeUnit.SECONDS), "no segment was sent");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next segments that the server sent. */
    List<Bytes> segments(int count) {
        return Stream.generate(this::segment).limit(count).toList();
    }

    Bench ask() {
        return ask(ECU, REQUEST);
    }

    Bench ask(int target, String request) {
        tester.send(new DiagnosticMessage(LogicalAddress.of(TESTER), LogicalAddress.of(target), Bytes.hex(request)));
        return this;
    }

    /** The bytes of a message of version 3. */
    static String frame(int type, String payload) {
        Bytes bytes = payload.isEmpty() ? Bytes.EMPTY : Bytes.hex(payload);
        return String.format(" 03 FC %04X %08X ", type, bytes.length()) + bytes.toHex() + " ";
    }

    /** A diagnostic message from the ECU to the tester. */
    static String response(String data) {
        return frame(0x8001, "10 01 0E 80 " + data);
    }

    static String ack() {
        return frame(0x8002, "10 01 0E 80 00");
    }

    /** Checks what has arrived, where {@code A} stands for the acknowledge of the ECU and {@code R} for its response. */
    void expect(String arrives, End end) {
        Bytes expected = bytes(arrives);
        if (!expected.isEmpty()) {
            assertThat(tester.receiveRaw(expected.length())).isEqualTo(expected);
        }
        switch (end) {
            case OPEN -> expectNothingMore();
            case FIN -> tester.expectClosed();
            case RST -> assertThatThrownBy(tester::expectClosed).hasMessageContaining("(RST)");
        }
    }

    static Bytes bytes(String arrives) {
        return Bytes.hex(arrives.replaceAll("\\bA\\b", ack()).replaceAll("\\bR\\b", response(RESPONSE)));
    }

    /** Messages are sent in order: what did not come before the answer to this request has not been sent. */
    private void expectNothingMore() {
        ask(GATEWAY, "3E 00");
        Bytes probe = Bytes.hex(frame(0x8002, "10 00 0E 80 00") + frame(0x8001, "10 00 0E 80 7E 00"));
        assertThat(tester.receiveRaw(probe.length())).isEqualTo(probe);
    }

    @Override
    public void close() {
        tester.close();
        server.close();
    }
}
