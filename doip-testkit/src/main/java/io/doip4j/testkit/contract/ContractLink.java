package io.doip4j.testkit.contract;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.uds.Nrc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A tester that knows when a request is over, also if there is no answer: after each it asks for a service that the ECU does
 * not have. An ECU that is busy says so, one that has done with the request says no.
 */
final class ContractLink implements AutoCloseable {
    private static final LogicalAddress TESTER = LogicalAddress.of(0x0E80);
    private static final int LARGEST_MESSAGE = 1 << 24;
    private static final int BUFFER = 64 * 1024;
    private static final long BUSY_PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private final Socket socket;
    private final LogicalAddress ecu;
    private final Bytes absentService;
    private final Duration longestAnswer;
    private final DoipFramer framer = new DoipFramer(HeaderRules.tester(LARGEST_MESSAGE));
    private ByteBuffer received = ByteBuffer.allocate(0);
    private long deadline;

    /**
     * Connects and activates routing.
     *
     * @param server where to
     * @param ecu the ECU to talk to
     * @param absentService a request that it refuses
     * @param longestAnswer how long a request may take
     */
    ContractLink(InetSocketAddress server, LogicalAddress ecu, Bytes absentService, Duration longestAnswer)
            throws IOException {
        this.ecu = ecu;
        this.absentService = absentService;
        this.longestAnswer = longestAnswer;
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setTcpNoDelay(true);
        deadline = System.nanoTime() + longestAnswer.toNanos();
        send(new RoutingActivationRequest(TESTER, ActivationType.DEFAULT));
        DoipMessage response = receive("routing activation");
        if (!(response instanceof RoutingActivationResponse activation)
                || !activation.code().equals(RoutingActivationCode.ACTIVATED)) {
            socket.close();
            throw new IllegalStateException("routing was not activated: " + response);
        }
    }

    /** Asks the ECU, and returns when it has done with it. */
    Answers ask(Bytes request) {
        return ask(ecu, request);
    }

    /** Asks the ECU at one of its addresses, and returns when it has done with it. */
    Answers ask(LogicalAddress target, Bytes request) {
        deadline = System.nanoTime() + longestAnswer.toNanos();
        String what = "the request " + request;
        try {
            send(new DiagnosticMessage(TESTER, target, request));
            send(new DiagnosticMessage(TESTER, ecu, absentService));
            return collect(target, request, what);
        } catch (IOException e) {
            throw new AssertionError("the connection broke at " + what + ": " + e, e);
        }
    }

    private Answers collect(LogicalAddress target, Bytes request, String what) throws IOException {
        List<Bytes> answers = new ArrayList<>();
        int waited = 0;
        while (true) {
            DoipMessage message = receive(what);
            if (message instanceof DiagnosticNack nack) {
                throw new AssertionError(what + " to " + target + " was not delivered: " + nack);
            }
            if (!(message instanceof DiagnosticMessage diagnostic)
                    || !diagnostic.source().equals(ecu)) {
                continue;
            }
            Bytes data = diagnostic.userData();
            Nrc refusal = Answers.refusal(data).orElse(null);
            if (Answers.answers(data, absentService)) {
                if (!Nrc.BUSY_REPEAT_REQUEST.equals(refusal)) {
                    return new Answers(request, List.copyOf(answers), waited);
                }
                LockSupport.parkNanos(BUSY_PAUSE_NANOS);
                send(new DiagnosticMessage(TESTER, ecu, absentService));
            } else if (Nrc.RESPONSE_PENDING.equals(refusal)) {
                waited++;
            } else if (Answers.answers(data, request)) {
                answers.add(data);
            }
        }
    }

    private void send(DoipMessage message) throws IOException {
        socket.getOutputStream()
                .write(DoipEncoder.encode(ProtocolVersion.ISO_2019, message).toArray());
    }

    private DoipMessage receive(String what) throws IOException {
        DoipFramer.Event event = framer.next(received);
        while (event == DoipFramer.Event.NEED_INPUT) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw late(what);
            }
            socket.setSoTimeout((int) left);
            byte[] buffer = new byte[BUFFER];
            int count;
            try {
                count = socket.getInputStream().read(buffer);
            } catch (SocketTimeoutException e) {
                throw late(what);
            }
            if (count < 0) {
                throw new AssertionError("the server closed the connection at " + what);
            }
            received = ByteBuffer.wrap(buffer, 0, count);
            event = framer.next(received);
        }
        return framer.message();
    }

    private AssertionError late(String what) {
        return new AssertionError(what + " is not over after " + longestAnswer.toMillis()
                + " ms: the ECU is still busy with it. A service has to answer, with UdsResult.noResponse() if there is no"
                + " answer; override longestAnswer() if it may take longer");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
