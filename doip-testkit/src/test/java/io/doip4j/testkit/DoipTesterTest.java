package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.AliveCheckResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tester against an entity that is played by the test, byte by byte. */
class DoipTesterTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String ACTIVATION_RESPONSE = "03 FC 00 06 00 00 00 09 0E 80 10 00 10 00 00 00 00";
    private static final String ACK = "03 FC 80 02 00 00 00 05 10 00 0E 80 00";
    private static final String PENDING = "03 FC 80 01 00 00 00 07 10 00 0E 80 7F 22 78";
    private static final String RESPONSE = "03 FC 80 01 00 00 00 07 10 00 0E 80 62 F1 90";

    private ServerSocket listener;
    private DatagramSocket datagrams;
    private DoipTester tester;

    @BeforeEach
    void open() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        listener = new ServerSocket(0, 50, loopback);
        datagrams = new DatagramSocket(0, loopback);
        tester = DoipTester.of(
                new InetSocketAddress(loopback, listener.getLocalPort()),
                new InetSocketAddress(loopback, datagrams.getLocalPort()));
    }

    @AfterEach
    void close() throws IOException {
        tester.close();
        tester.close();
        listener.close();
        datagrams.close();
    }

    private Socket accept() throws IOException {
        tester.connect();
        return listener.accept();
    }

    private static void write(Socket socket, String hex) throws IOException {
        socket.getOutputStream().write(Bytes.hex(hex).toArray());
    }

    private static Bytes read(Socket socket, int count) throws IOException {
        return Bytes.wrap(socket.getInputStream().readNBytes(count));
    }

    @Test
    void activatesAndRequests() throws IOException {
        try (Socket entity = accept()) {
            write(entity, "03 FC 00 07 00 00 00 00" + ACTIVATION_RESPONSE);
            assertThat(tester.activateRouting(0x0E80).code().value()).isEqualTo(0x10);
            assertThat(read(entity, 15)).isEqualTo(Bytes.hex("03 FC 00 05 00 00 00 07 0E 80 00 00 00 00 00"));
            assertThat(read(entity, 10)).isEqualTo(Bytes.hex("03 FC 00 08 00 00 00 02 0E 80"));

            write(entity, ACK + PENDING + PENDING + RESPONSE);
            assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("62 F1 90"));
            assertThat(read(entity, 15)).isEqualTo(Bytes.hex("03 FC 80 01 00 00 00 07 0E 80 10 00 22 F1 90"));
        }
    }

    @Test
    void aResponseBeforeTheAcknowledgeIsAnError() throws IOException {
        try (Socket entity = accept()) {
            write(entity, ACTIVATION_RESPONSE + RESPONSE + ACK);
            tester.activateRouting(0x0E80);
            assertThatThrownBy(() -> tester.request("22 F1 90"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("waited for the acknowledge of request 22 F1 90, but got DiagnosticMessage");
        }
    }

    @Test
    void aResponseOfAnotherEcuIsAnError() throws IOException {
        try (Socket entity = accept()) {
            write(entity, ACTIVATION_RESPONSE + ACK + RESPONSE.replace("10 00 0E 80", "10 01 0E 80"));
            tester.activateRouting(0x0E80);
            assertThatThrownBy(() -> tester.request("22 F1 90"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("0x1001");
        }
    }

    @Test
    void receivesMessagesAndRawBytes() throws IOException {
        try (Socket entity = accept()) {
            write(entity, "02 FD 00 07 00 00 00 00 AA BB CC");
            assertThat(tester.receive()).isEqualTo(new AliveCheckRequest());
            assertThat(tester.receivedVersion()).isEqualTo(ProtocolVersion.ISO_2012);
            assertThat(tester.receiveRaw(3)).isEqualTo(Bytes.hex("AA BB CC"));
        }
    }

    @Test
    void sendsInTheVersionThatIsSet() throws IOException {
        try (Socket entity = accept()) {
            tester.protocolVersion(ProtocolVersion.ISO_2012).send(new AliveCheckResponse(LogicalAddress.of(0x0E80)));
            assertThat(read(entity, 10)).isEqualTo(Bytes.hex("02 FD 00 08 00 00 00 02 0E 80"));
        }
    }

    @Test
    void everyWaitIsBounded() throws IOException {
        tester.timeout(SHORT);
        try (Socket entity = accept()) {
            assertThatThrownBy(() -> tester.activateRouting(0x0E80))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("waited 50 ms for a routing activation response, but nothing came from");
            assertThatThrownBy(() -> tester.receive())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("waited 50 ms for a message");
            write(entity, "01 02");
            assertThatThrownBy(() -> tester.receiveRaw(3))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("3 bytes, after 01 02");
            assertThatThrownBy(() -> tester.expectClosed())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("did not close the connection within 50 ms");
            assertThatThrownBy(() -> tester.udpReceive())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("waited 50 ms for a datagram");
            Bytes tooMuch = Bytes.wrap(new byte[1 << 25]);
            assertThatThrownBy(() -> tester.sendRaw(tooMuch))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("did not take 33554432 bytes within 50 ms");
        }
    }

    @Test
    void tellsFinFromRstAndData() throws IOException {
        try (Socket entity = accept()) {
            entity.shutdownOutput();
            tester.expectClosed();
        }
        try (Socket entity = accept()) {
            entity.setSoLinger(true, 0);
        }
        assertThatThrownBy(() -> tester.expectClosed())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("RST");
        try (Socket entity = accept()) {
            write(entity, "AA");
            assertThatThrownBy(() -> tester.expectClosed())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("sent data instead of closing the connection: AA");
        }
    }

    @Test
    void tellsSilenceFromData() throws IOException {
        try (Socket entity = accept()) {
            tester.expectSilence(SHORT);
            write(entity, "AA");
            assertThatThrownBy(() -> tester.expectSilence(SHORT)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void closesWithFinAndResetsWithRst() throws IOException {
        try (Socket entity = accept()) {
            tester.disconnect();
            assertThat(entity.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket entity = accept()) {
            tester.reset();
            assertThatThrownBy(() -> entity.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysWhatToCallFirst() {
        assertThatThrownBy(() -> tester.receive())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call connect or activateRouting first");
        assertThatThrownBy(() -> tester.request("3E 00"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call activateRouting first");
        assertThatThrownBy(() -> tester.receivedVersion()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhenNobodyListens() throws IOException {
        listener.close();
        assertThatThrownBy(() -> tester.connect())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot connect to");
    }
}
