package io.doip4j.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.server.DoipServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A tester on a plain blocking socket: it shares nothing with the server but the codec. */
public final class PlainTester implements AutoCloseable {
    private static final LogicalAddress OWN = LogicalAddress.of(0x0E00);
    private static final int LONGEST_WAIT_MILLIS = 5000;
    /** No vehicle has this service. */
    private static final String LAST_REQUEST = "BF";

    private static final Bytes LAST_RESPONSE = Bytes.hex("7F BF 11");

    private final Socket socket;
    private final LogicalAddress entity;
    private final DoipFramer framer = new DoipFramer(HeaderRules.tester(0x10000));
    private ByteBuffer received = ByteBuffer.allocate(0);

    private PlainTester(Socket socket, LogicalAddress entity) {
        this.socket = socket;
        this.entity = entity;
    }

    /** Connects and activates routing. */
    public static PlainTester connect(DoipServer server) throws IOException {
        Socket socket = new Socket(server.tcpAddress().getAddress(), server.port());
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
        PlainTester tester = new PlainTester(socket, server.logicalAddress());
        RoutingActivationRequest request = new RoutingActivationRequest(OWN, ActivationType.DEFAULT);
        tester.send(request);
        assertThat(tester.receive()).isEqualTo(request.activated(server.logicalAddress()));
        return tester;
    }

    public void send(DoipMessage message) throws IOException {
        socket.getOutputStream()
                .write(DoipEncoder.encode(ProtocolVersion.ISO_2019, message).toArray());
    }

    public DoipMessage receive() throws IOException {
        DoipFramer.Event event = framer.next(received);
        while (event == DoipFramer.Event.NEED_INPUT) {
            byte[] chunk = new byte[4096];
            int count = socket.getInputStream().read(chunk);
            assertThat(count).as("bytes before the end of the stream").isPositive();
            received = ByteBuffer.wrap(chunk, 0, count);
            event = framer.next(received);
        }
        assertThat(event).isEqualTo(DoipFramer.Event.MESSAGE);
        return framer.message();
    }

    /** Sends a request to the gateway and returns its only response. */
    public Bytes request(String hex) throws IOException {
        return request(entity.value(), hex);
    }

    /** Sends a request and returns the only response to it. */
    public Bytes request(int target, String hex) throws IOException {
        List<DiagnosticMessage> responses = responses(target, hex);
        assertThat(responses).hasSize(1);
        return responses.get(0).userData();
    }

    /** Sends a request and returns all responses to it: those that come before the response to a second request. */
    public List<DiagnosticMessage> responses(int target, String hex) throws IOException {
        send(new DiagnosticMessage(OWN, LogicalAddress.of(target), Bytes.hex(hex)));
        send(new DiagnosticMessage(OWN, entity, Bytes.hex(LAST_REQUEST)));
        List<DiagnosticMessage> responses = new ArrayList<>();
        while (true) {
            DoipMessage message = receive();
            if (message instanceof DiagnosticMessage response) {
                assertThat(response.target()).isEqualTo(OWN);
                if (response.userData().equals(LAST_RESPONSE)) {
                    return responses;
                }
                responses.add(response);
            } else {
                assertThat(message).isInstanceOf(DiagnosticAck.class);
            }
        }
    }

    /** Fails unless the server closes the connection, with nothing before that. */
    void expectEnd() throws IOException {
        assertThat(received.hasRemaining()).isFalse();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
