package io.doip4j.cli;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.DoipFramer.Event;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Test equipment with plain sockets and the codec of doip-core. Nothing in it waits longer than 10 s. */
final class Tester implements AutoCloseable {
    static final LogicalAddress ADDRESS = LogicalAddress.of(0x0E80);

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final HeaderRules RULES = HeaderRules.tester(100_000);

    private final Socket socket = new Socket();
    private final DoipFramer framer = new DoipFramer(RULES);
    private ByteBuffer received = ByteBuffer.allocate(0);

    Tester(InetSocketAddress entity) throws IOException {
        socket.connect(entity, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** Sends a datagram and gives the answer with its protocol version. */
    static DatagramResult.Message ask(InetSocketAddress entity, DoipMessage request) throws IOException {
        try (DatagramSocket udp = new DatagramSocket()) {
            byte[] bytes = DoipEncoder.encode(ProtocolVersion.ISO_2019, request).toArray();
            udp.send(new DatagramPacket(bytes, bytes.length, entity));
            return receive(udp);
        }
    }

    static DatagramResult.Message receive(DatagramSocket udp) throws IOException {
        udp.setSoTimeout(TIMEOUT_MILLIS);
        DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
        udp.receive(packet);
        DatagramResult result =
                new DatagramReader(RULES).read(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
        if (result instanceof DatagramResult.Message message) {
            return message;
        }
        throw new AssertionError("not a message: " + result);
    }

    void send(DoipMessage message) throws IOException {
        socket.getOutputStream()
                .write(DoipEncoder.encode(ProtocolVersion.ISO_2019, message).toArray());
    }

    DoipMessage receive() throws IOException {
        Event event = framer.next(received);
        while (event == Event.NEED_INPUT) {
            byte[] bytes = new byte[1000];
            int count = socket.getInputStream().read(bytes);
            if (count < 0) {
                throw new EOFException("closed by the entity");
            }
            received = ByteBuffer.wrap(bytes, 0, count);
            event = framer.next(received);
        }
        if (event != Event.MESSAGE) {
            throw new AssertionError("not a message: " + framer.violation());
        }
        return framer.message();
    }

    RoutingActivationCode activate(LogicalAddress source) throws IOException {
        send(new RoutingActivationRequest(source, ActivationType.DEFAULT, 0, Bytes.EMPTY));
        return ((RoutingActivationResponse) receive()).code();
    }

    /** Sends a UDS request; the final answer, after its acknowledge. */
    Bytes uds(int target, String request) throws IOException {
        send(new DiagnosticMessage(ADDRESS, LogicalAddress.of(target), Bytes.hex(request)));
        DoipMessage ack = receive();
        if (!(ack instanceof DiagnosticAck)) {
            throw new AssertionError("no acknowledge but " + ack);
        }
        Bytes answer = ((DiagnosticMessage) receive()).userData();
        while (isResponsePending(answer)) {
            answer = ((DiagnosticMessage) receive()).userData();
        }
        return answer;
    }

    /** A service on the handler pool may take longer than P2 on a busy machine. */
    private static boolean isResponsePending(Bytes answer) {
        return answer.length() == 3 && answer.u8(0) == 0x7F && answer.u8(2) == 0x78;
    }

    /** Waits for the end of the connection; a reset is an exception. */
    boolean isEnded() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
