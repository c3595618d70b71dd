package io.doip4j.vehicle.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.server.DoipServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The example of the Javadoc, and of the document on faults. */
class FaultExamplesTest {
    private static final LogicalAddress TESTER = LogicalAddress.of(0x0E80);
    private static final LogicalAddress ENTITY = LogicalAddress.of(0x1000);
    private static final DiagnosticMessage REQUEST = new DiagnosticMessage(TESTER, ENTITY, Bytes.hex("3E 00"));
    private static final Bytes ACK = encoded(REQUEST.ack());
    private static final Bytes RESPONSE = encoded(REQUEST.positiveResponse(Bytes.hex("00")));
    private static final Bytes BUSY = encoded(REQUEST.reply(Bytes.hex("7F 3E 21")));

    private static Bytes encoded(DoipMessage message) {
        return DoipEncoder.encode(ProtocolVersion.ISO_2019, message);
    }

    @Test
    void exampleOfFaults() throws IOException {
        Faults faults = new Faults();
        try (DoipServer server =
                faults.attachTo(DoipServer.builder().port(0)).build().start()) {
            faults.on(UdsFaults.busy()).forNext(3);
            faults.on(DoipFaults.ackMissing())
                    .toTester(0x0E80)
                    .forTarget(0x1000)
                    .once();
            faults.on(WireFaults.protocolVersion(0x01))
                    .ofType(PayloadType.DIAGNOSTIC_MESSAGE)
                    .once();
            ActiveFault silence = faults.on(UdsFaults.responseMissing()).always();
            runTheProgramUnderTest(server.tcpAddress(), silence);
            silence.off();
            assertThat(silence.count()).isEqualTo(2);
            faults.clear();
            assertThat(faults.active()).isEmpty();
        }
    }

    /** Two requests whose responses are lost, then one that is struck by what is still switched on. */
    private static void runTheProgramUnderTest(InetSocketAddress address, ActiveFault silence) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            RoutingActivationRequest activation = new RoutingActivationRequest(TESTER, ActivationType.DEFAULT);
            exchange(socket, encoded(activation), encoded(activation.activated(ENTITY)));
            exchange(socket, encoded(REQUEST), Bytes.EMPTY);
            exchange(socket, encoded(REQUEST), ACK);
            exchange(socket, encoded(activation), encoded(activation.activated(ENTITY)));
            silence.off();
            exchange(socket, encoded(REQUEST), ACK.plus(Bytes.hex("01 FE")).plus(BUSY.from(2)));
            exchange(socket, encoded(REQUEST), ACK.plus(RESPONSE));
        }
    }

    private static void exchange(Socket socket, Bytes request, Bytes response) throws IOException {
        socket.getOutputStream().write(request.toArray());
        assertThat(Bytes.wrap(socket.getInputStream().readNBytes(response.length())))
                .isEqualTo(response);
    }
}
