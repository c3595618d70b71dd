package io.doip4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.doip4j.core.Bytes;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.server.spi.DoipInterceptor;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.server.spi.Interception;
import io.doip4j.server.spi.WireTap;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a wire tap is told of real sockets. */
@Timeout(30)
class WireTapTest {
    private static final String ACTIVATION = "03 FC 00 05 00 00 00 07 0E 80 00 00 00 00 00";
    private static final String ACTIVATED = "03 FC 00 06 00 00 00 09 0E 80 10 00 10 00 00 00 00";
    private static final String DENIED_ACTIVATION = "03 FC 00 05 00 00 00 07 00 01 00 00 00 00 00";
    private static final String DENIED = "03 FC 00 06 00 00 00 09 00 01 10 00 00 00 00 00 00";
    private static final String POWER_MODE = "03 FC 40 03 00 00 00 00";
    private static final String READY = "03 FC 40 04 00 00 00 01 01";

    private final Recorder tap = new Recorder();

    /** Writes down every call but those that bracket sending, which it checks. */
    private static final class Recorder implements WireTap {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final AtomicLong bytesSent = new AtomicLong();
        private final AtomicInteger sending = new AtomicInteger();

        @Override
        public void started(MonotonicClock clock) {
            calls.add("started " + clock.nanoTime());
        }

        @Override
        public void opened(DoipPeer peer, InetSocketAddress local) {
            calls.add("opened #" + peer.connectionId());
        }

        @Override
        public void received(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
            calls.add("received " + bytes);
        }

        @Override
        public void sendingBegins() {
            sending.incrementAndGet();
        }

        @Override
        public void sent(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
            bytesSent.addAndGet(bytes.length());
            calls.add(sending.get() == 1 ? "sent " + bytes : "sent outside of the brackets");
        }

        @Override
        public void sendingEnds() {
            sending.decrementAndGet();
        }

        @Override
        public void closed(DoipPeer peer, InetSocketAddress local, End end) {
            calls.add("closed " + end);
        }

        @Override
        public void released(DoipPeer peer, InetSocketAddress local, End end) {
            calls.add("released " + end);
        }

        void awaitCalls(String... expected) {
            await().untilAsserted(() -> assertThat(calls).containsExactly(expected));
            assertThat(sending).hasValue(0);
        }
    }

    private DoipServerBuilder builder() {
        return DoipServer.builder().port(0).clock(() -> 42).wireTap(tap);
    }

    private static Socket connect(DoipServer server) throws IOException {
        Socket socket = new Socket(server.tcpAddress().getAddress(), server.port());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void exchange(Socket socket, String request, String response) throws IOException {
        socket.getOutputStream().write(Bytes.hex(request).toArray());
        Bytes expected = Bytes.hex(response);
        assertThat(Bytes.copyOf(socket.getInputStream().readNBytes(expected.length())))
                .isEqualTo(expected);
    }

    @Test
    void aPeerThatCloses() throws IOException {
        try (DoipServer server = builder().build().startDaemon()) {
            try (Socket socket = connect(server)) {
                exchange(socket, ACTIVATION, ACTIVATED);
            }
            tap.awaitCalls(
                    "started 42",
                    "opened #1",
                    "received " + ACTIVATION,
                    "sent " + ACTIVATED,
                    "closed CLOSED_BY_PEER",
                    "released CLOSED_BY_SERVER");
        }
    }

    @Test
    void aServerThatClosesStillHearsThePeer() throws IOException {
        try (DoipServer server = builder().build().startDaemon();
                Socket socket = connect(server)) {
            exchange(socket, DENIED_ACTIVATION, DENIED);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            socket.getOutputStream().write(0x03);
            await().untilAsserted(() -> assertThat(tap.calls).contains("received 03"));
            socket.shutdownOutput();
            tap.awaitCalls(
                    "started 42",
                    "opened #1",
                    "received " + DENIED_ACTIVATION,
                    "sent " + DENIED,
                    "closed CLOSED_BY_SERVER",
                    "received 03",
                    "released CLOSED_BY_PEER");
        }
    }

    @Test
    void aPeerThatBreaksItOff() throws IOException {
        try (DoipServer server = builder().build().startDaemon()) {
            Socket socket = connect(server);
            exchange(socket, ACTIVATION, ACTIVATED);
            socket.setSoLinger(true, 0);
            socket.close();
            tap.awaitCalls(
                    "started 42",
                    "opened #1",
                    "received " + ACTIVATION,
                    "sent " + ACTIVATED,
                    "closed RESET_BY_PEER",
                    "released RESET_BY_PEER");
        }
    }

    @Test
    void aServerThatBreaksItOff() throws IOException {
        DoipInterceptor resetting = new DoipInterceptor() {
            @Override
            public Interception received(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                return message instanceof RoutingActivationRequest ? Interception.reset() : Interception.pass();
            }
        };
        try (DoipServer server = builder().interceptor(resetting).build().startDaemon();
                Socket socket = connect(server)) {
            socket.getOutputStream().write(Bytes.hex(ACTIVATION).toArray());
            tap.awaitCalls(
                    "started 42",
                    "opened #1",
                    "received " + ACTIVATION,
                    "closed RESET_BY_SERVER",
                    "released RESET_BY_SERVER");
        }
    }

    @Test
    void aServerThatIsClosed() throws IOException {
        DoipServer server = builder().build().startDaemon();
        try (Socket socket = connect(server)) {
            exchange(socket, ACTIVATION, ACTIVATED);
            server.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            tap.awaitCalls(
                    "started 42",
                    "opened #1",
                    "received " + ACTIVATION,
                    "sent " + ACTIVATED,
                    "closed CLOSED_BY_SERVER",
                    "released CLOSED_BY_SERVER");
        }
    }

    @Test
    void datagrams() throws IOException {
        try (DoipServer server = builder().build().startDaemon();
                DatagramSocket socket = new DatagramSocket()) {
            byte[] request = Bytes.hex(POWER_MODE).toArray();
            socket.send(new DatagramPacket(request, request.length, server.udpAddress()));
            socket.send(new DatagramPacket(request, 0, server.udpAddress()));
            tap.awaitCalls("started 42", "received " + POWER_MODE, "sent " + READY, "received ");
        }
    }

    @Test
    void aTapThatFailsHasNoEffect() throws IOException {
        WireTap failing = new WireTap() {
            @Override
            public void opened(DoipPeer peer, InetSocketAddress local) {
                throw new IllegalStateException("opened");
            }

            @Override
            public void sendingBegins() {
                throw new IllegalStateException("sendingBegins");
            }

            @Override
            public void sent(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
                throw new AssertionError("sent");
            }
        };
        Queue<String> told = new ConcurrentLinkedQueue<>();
        DoipServerBuilder builder = DoipServer.builder()
                .port(0)
                .wireTap(failing)
                .wireTap(tap)
                .listener(new DoipServerListener() {
                    @Override
                    public void extensionFailed(String extension, Throwable fault) {
                        told.add(extension + " " + fault.getMessage());
                    }
                });
        try (DoipServer server = builder.build().startDaemon();
                Socket socket = connect(server)) {
            exchange(socket, ACTIVATION, ACTIVATED);
            await().untilAsserted(() -> assertThat(tap.calls).contains("sent " + ACTIVATED));
            String name = failing.getClass().getName();
            assertThat(told).containsExactly(name + " opened", name + " sendingBegins", name + " sent");
        }
    }

    @Test
    void whatThePeerTakesLateIsToldWhenItLeaves() throws IOException {
        int size = 4 << 20;
        DoipInterceptor large = new DoipInterceptor() {
            @Override
            public Interception sending(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                return Interception.raw(Bytes.wrap(new byte[size]));
            }
        };
        try (DoipServer server = builder().interceptor(large).build().startDaemon();
                Socket socket = connect(server)) {
            socket.getOutputStream().write(Bytes.hex(ACTIVATION).toArray());
            assertThat(socket.getInputStream().readNBytes(size)).hasSize(size);
            await().untilAtomic(tap.bytesSent, equalTo((long) size));
            assertThat(tap.calls).filteredOn(call -> call.startsWith("sent ")).hasSizeGreaterThan(1);
        }
    }
}
