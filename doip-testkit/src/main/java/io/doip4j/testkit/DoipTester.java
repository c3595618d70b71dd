package io.doip4j.testkit;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.server.DoipServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * External test equipment for tests: sends anything, also what no tester should, and shows what comes back. It does nothing
 * of its own accord, except that {@code activateRouting} and {@code request} answer alive checks that they meet.
 *
 * <pre>{@code
 * try (DoipTester tester = DoipTester.of(server)) {
 *     tester.activateRouting(0x0E80);
 *     Bytes answer = tester.request("22 F1 90");
 *     tester.sendRaw(Bytes.hex("03 00 00 05 00 00 00 07"));
 *     assertThat(tester.receive()).isEqualTo(new GenericNack(GenericNackCode.INCORRECT_PATTERN));
 *     tester.expectClosed();
 * }
 * }</pre>
 *
 * <p>Every wait is bounded, by 5 s unless told otherwise, and ends with an {@link AssertionError} that says what did not
 * come. Not safe for use by several threads at once.
 */
public final class DoipTester implements AutoCloseable {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final int LARGEST_UDP_PAYLOAD = 0xFFFF;
    private static final Bytes NEGATIVE_RESPONSE = Bytes.of(0x7F);
    private static final int RESPONSE_PENDING = 0x78;

    private final InetSocketAddress tcpAddress;
    private final InetSocketAddress udpAddress;
    private final @Nullable VirtualClock clock;
    private final DatagramReader datagramReader = new DatagramReader(HeaderRules.tester(LARGEST_UDP_PAYLOAD));
    private ProtocolVersion version = ProtocolVersion.ISO_2019;
    private @Nullable ProtocolVersion receivedVersion;
    private Duration timeout = DEFAULT_TIMEOUT;
    private @Nullable TcpLine tcp;
    private @Nullable UdpLine udp;
    private @Nullable RoutingActivationResponse activation;

    private DoipTester(InetSocketAddress tcpAddress, InetSocketAddress udpAddress, @Nullable VirtualClock clock) {
        this.tcpAddress = tcpAddress;
        this.udpAddress = udpAddress;
        this.clock = clock;
    }

    /**
     * A tester for a running server, not yet connected.
     *
     * @param server the server; of several bind addresses the first one counts
     * @return a tester, to be closed by the caller
     */
    public static DoipTester of(DoipServer server) {
        return of(server.tcpAddress(), server.udpAddress());
    }

    /**
     * A tester for any entity, not yet connected.
     *
     * @param tcpAddress where the entity listens for connections
     * @param udpAddress where it listens for datagrams
     * @return a tester, to be closed by the caller
     */
    public static DoipTester of(InetSocketAddress tcpAddress, InetSocketAddress udpAddress) {
        return new DoipTester(tcpAddress, udpAddress, null);
    }

    /**
     * A tester for a running server that runs on a virtual clock: its waits let virtual time pass.
     *
     * @param server the server; of several bind addresses the first one counts
     * @param clock the clock that drives the server
     * @return a tester, to be closed by the caller
     */
    public static DoipTester of(DoipServer server, VirtualClock clock) {
        return new DoipTester(server.tcpAddress(), server.udpAddress(), clock);
    }

    /**
     * Sets the protocol version of the messages that are sent from now on, 0x03 by default.
     *
     * @param value the version
     * @return this
     */
    public DoipTester protocolVersion(ProtocolVersion value) {
        version = value;
        return this;
    }

    /**
     * Sets how long every call waits at most, 5 s by default.
     *
     * @param longest more than zero
     * @return this
     */
    public DoipTester timeout(Duration longest) {
        timeout = longest;
        return this;
    }

    /**
     * The protocol version of the last message that came, by TCP or UDP.
     *
     * @return the version
     * @throws IllegalStateException if none has come
     */
    public ProtocolVersion receivedVersion() {
        ProtocolVersion received = receivedVersion;
        if (received == null) {
            throw new IllegalStateException("no message was received yet");
        }
        return received;
    }

    /**
     * Opens a new TCP connection. One that is open is closed.
     *
     * @return this
     * @throws java.io.UncheckedIOException if the connection is refused
     */
    public DoipTester connect() {
        disconnect();
        tcp = TcpLine.connect(tcpAddress, timeout, clock);
        return this;
    }

    /** Closes the TCP connection with FIN. No effect if there is none. */
    public void disconnect() {
        TcpLine line = tcp;
        tcp = null;
        activation = null;
        if (line != null) {
            line.close();
        }
    }

    /**
     * Breaks the TCP connection off with RST.
     *
     * @throws IllegalStateException if there is none
     */
    public void reset() {
        tcp().reset();
        disconnect();
    }

    /**
     * Asks for routing with the default activation type, after connecting if there is no connection, and waits for the
     * response. If it is positive, {@code request} uses its addresses.
     *
     * @param source logical address of this tester, 0..0xFFFF
     * @return the response, whatever it says
     */
    public RoutingActivationResponse activateRouting(int source) {
        if (tcp == null) {
            connect();
        }
        LogicalAddress own = LogicalAddress.of(source);
        send(new RoutingActivationRequest(own, ActivationType.DEFAULT));
        DoipMessage answer = receiveAnsweringAliveChecks("a routing activation response", own);
        if (answer instanceof RoutingActivationResponse response) {
            activation = response.code().equals(RoutingActivationCode.ACTIVATED) ? response : activation;
            return response;
        }
        throw new AssertionError("waited for a routing activation response, but got " + answer);
    }

    /**
     * Sends a message by TCP.
     *
     * @param message the message
     * @return this
     */
    public DoipTester send(DoipMessage message) {
        return sendRaw(DoipEncoder.encode(version, message));
    }

    /**
     * Sends any bytes by TCP, in one piece.
     *
     * @param bytes the bytes
     * @return this
     */
    public DoipTester sendRaw(Bytes bytes) {
        tcp().write(bytes, timeout);
        return this;
    }

    /**
     * Waits for the next message by TCP.
     *
     * @return the message
     */
    public DoipMessage receive() {
        return receive("a message");
    }

    /**
     * Waits for a number of bytes by TCP.
     *
     * @param count how many
     * @return exactly so many bytes
     */
    public Bytes receiveRaw(int count) {
        return tcp().bytes(count, timeout);
    }

    /** Waits until the entity closes the TCP connection with FIN. Fails if data come first, or RST. */
    public void expectClosed() {
        tcp().end(timeout);
    }

    /**
     * Fails if the entity sends anything by TCP in a time, or closes the connection.
     *
     * @param time how long to watch
     */
    public void expectSilence(Duration time) {
        tcp().silence(time);
    }

    /**
     * Sends a UDS request to the entity and waits for its answer, see {@link #request(int, Bytes)}.
     *
     * @param hex the request in hexadecimal
     * @return the response
     */
    public Bytes request(String hex) {
        return request(Bytes.hex(hex));
    }

    /**
     * Sends a UDS request to the entity and waits for its answer, see {@link #request(int, Bytes)}.
     *
     * @param request the request
     * @return the response
     */
    public Bytes request(Bytes request) {
        return request(activation().entity().value(), request);
    }

    /**
     * Sends a UDS request and waits for its answer, see {@link #request(int, Bytes)}.
     *
     * @param target logical address of the ECU, 0..0xFFFF
     * @param hex the request in hexadecimal
     * @return the response
     */
    public Bytes request(int target, String hex) {
        return request(target, Bytes.hex(hex));
    }

    /**
     * Sends a UDS request as a diagnostic message, waits for its acknowledge and then for the response. Responses with NRC
     * 0x78 (response pending) are skipped; any other message in between is an error.
     *
     * @param target logical address of the ECU or of a group, 0..0xFFFF; of a group the first response is returned
     * @param request the request
     * @return the response
     * @throws IllegalStateException if routing is not active
     */
    public Bytes request(int target, Bytes request) {
        LogicalAddress own = activation().tester();
        LogicalAddress ecu = LogicalAddress.of(target);
        send(new DiagnosticMessage(own, ecu, request));
        DoipMessage answer = receiveAnsweringAliveChecks("the acknowledge of request " + request, own);
        if (!(answer instanceof DiagnosticAck ack
                && ack.source().equals(ecu)
                && ack.target().equals(own))) {
            throw new AssertionError("waited for the acknowledge of request " + request + ", but got " + answer);
        }
        while (true) {
            answer = receiveAnsweringAliveChecks("the response to request " + request, own);
            if (!(answer instanceof DiagnosticMessage response
                    && response.target().equals(own)
                    && (response.source().equals(ecu) || ecu.isFunctional()))) {
                throw new AssertionError("waited for the response to request " + request + ", but got " + answer);
            }
            if (!isPending(response.userData())) {
                return response.userData();
            }
        }
    }

    private static boolean isPending(Bytes response) {
        return response.length() == 3 && response.startsWith(NEGATIVE_RESPONSE) && response.u8(2) == RESPONSE_PENDING;
    }

    /**
     * Sends a message by UDP and waits for one datagram.
     *
     * @param message the message
     * @return the answer
     */
    public DoipMessage udpRequest(DoipMessage message) {
        Bytes answer = udpSend(DoipEncoder.encode(version, message)).udpReceive();
        DatagramResult result = datagramReader.read(answer.asBuffer());
        if (result instanceof DatagramResult.Message received) {
            receivedVersion = received.version();
            return received.message();
        }
        throw new AssertionError("the answer to " + message + " is no DoIP message: " + answer + ", " + result);
    }

    /**
     * Sends any bytes in one datagram.
     *
     * @param datagram the bytes
     * @return this
     */
    public DoipTester udpSend(Bytes datagram) {
        udp().send(datagram);
        return this;
    }

    /**
     * Waits for one datagram.
     *
     * @return its bytes
     */
    public Bytes udpReceive() {
        return udp().receive(timeout)
                .orElseThrow(() -> new AssertionError(
                        "waited " + timeout.toMillis() + " ms for a datagram, but none came from " + udpAddress));
    }

    /**
     * Fails if a datagram comes in a time.
     *
     * @param time how long to watch
     */
    public void udpExpectSilence(Duration time) {
        udp().receive(time).ifPresent(datagram -> {
            throw new AssertionError(udpAddress + " was to be silent, but sent: " + datagram);
        });
    }

    /** Closes the TCP connection and the UDP socket, if they are open. */
    @Override
    public void close() {
        disconnect();
        UdpLine line = udp;
        udp = null;
        if (line != null) {
            line.close();
        }
    }

    private DoipMessage receive(String awaited) {
        TcpLine line = tcp();
        DoipMessage message = line.message(awaited, timeout);
        receivedVersion = line.version();
        return message;
    }

    private DoipMessage receiveAnsweringAliveChecks(String awaited, LogicalAddress own) {
        DoipMessage message = receive(awaited);
        while (message instanceof AliveCheckRequest) {
            send(new AliveCheckResponse(own));
            message = receive(awaited);
        }
        return message;
    }

    private RoutingActivationResponse activation() {
        RoutingActivationResponse active = activation;
        if (active == null) {
            throw new IllegalStateException("routing is not active: call activateRouting first");
        }
        return active;
    }

    private TcpLine tcp() {
        TcpLine line = tcp;
        if (line == null) {
            throw new IllegalStateException("there is no TCP connection: call connect or activateRouting first");
        }
        return line;
    }

    private UdpLine udp() {
        UdpLine line = udp;
        if (line == null) {
            line = UdpLine.open(udpAddress, clock);
            udp = line;
        }
        return line;
    }
}
