package com.example.tool;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A TCP connection to an entity, with routing activated. It reads only while a request waits for its answer. */
final class TesterConnection implements AutoCloseable {
    private static final int LARGEST_PAYLOAD = 1 << 20;
    private static final int READ_SIZE = 8192;

    private final Socket socket;
    private final LogicalAddress tester;
    private final DoipFramer framer = new DoipFramer(HeaderRules.tester(LARGEST_PAYLOAD));
    private ByteBuffer received = ByteBuffer.allocate(0);

    private TesterConnection(Socket socket, LogicalAddress tester) {
        this.socket = socket;
        this.tester = tester;
    }

    /** Connects and activates routing. No read takes longer than the timeout. */
    static TesterConnection open(InetSocketAddress entity, LogicalAddress tester, Duration timeout) throws IOException {
        TesterConnection connection = new TesterConnection(new Socket(), tester);
        try {
            connection.socket.connect(entity, (int) timeout.toMillis());
            connection.socket.setSoTimeout((int) timeout.toMillis());
            connection.socket.setTcpNoDelay(true);
            connection.activate();
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void activate() throws IOException {
        send(new RoutingActivationRequest(tester, ActivationType.DEFAULT));
        while (true) {
            if (next() instanceof RoutingActivationResponse response) {
                if (!response.code().equals(RoutingActivationCode.ACTIVATED)) {
                    throw new IOException("the entity refuses routing activation: " + response.code());
                }
                return;
            }
        }
    }

    /** Sends a UDS request and waits for the final response. */
    Bytes request(LogicalAddress target, Bytes request) throws IOException {
        send(new DiagnosticMessage(tester, target, request));
        while (true) {
            DoipMessage message = next();
            if (message instanceof DiagnosticNack nack) {
                throw new IOException("the entity does not take the request: " + nack.code());
            }
            if (message instanceof GenericNack nack) {
                throw new IOException("the entity does not understand the request: " + nack.code());
            }
            if (message instanceof DiagnosticMessage response
                    && response.source().equals(target)
                    && !isPending(response.userData())) {
                return response.userData();
            }
        }
    }

    private static boolean isPending(Bytes response) {
        return response.length() == 3 && response.u8(0) == 0x7F && response.u8(2) == 0x78;
    }

    private void send(DoipMessage message) throws IOException {
        socket.getOutputStream()
                .write(DoipEncoder.encode(ProtocolVersion.ISO_2012, message).toArray());
    }

    /** The next message; alive checks are answered. */
    private DoipMessage next() throws IOException {
        while (true) {
            switch (framer.next(received)) {
                case MESSAGE -> {
                    if (!(framer.message() instanceof AliveCheckRequest)) {
                        return framer.message();
                    }
                    send(new AliveCheckResponse(tester));
                }
                case VIOLATION -> throw new IOException("the entity sent a wrong header: " + framer.violation());
                case NEED_INPUT -> read();
            }
        }
    }

    private void read() throws IOException {
        byte[] bytes = new byte[READ_SIZE];
        int count = socket.getInputStream().read(bytes);
        if (count < 0) {
            throw new IOException("the entity closed the connection");
        }
        received = ByteBuffer.wrap(bytes, 0, count);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
