package io.doip4j.testkit.contract;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticAck;
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
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A tester that knows when a request is over, also if there is no answer: after each it asks for a service that the ECU does
 * not have. An ECU that is busy says so, one that has done with the request says no. Not safe for use by several threads.
 */
final class ContractLink implements AutoCloseable {
    private static final LogicalAddress TESTER = LogicalAddress.of(0x0E80);
    private static final int LARGEST_MESSAGE = 1 << 24;
    private static final int BUFFER = 64 * 1024;
    private static final Duration GRACE = Duration.ofMillis(10);
    private static final Duration SWALLOWED = Duration.ofMillis(200);
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
        send(new RoutingActivationRequest(TESTER, ActivationType.DEFAULT));
        DoipMessage response = receive(longestAnswer).orElse(null);
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
        try {
            return new Exchange(target, request).run();
        } catch (IOException e) {
            throw new AssertionError("the connection broke at the request " + request + ": " + e, e);
        }
    }

    /** One request, and the question whether it is over. */
    private final class Exchange {
        private final LogicalAddress target;
        private final Bytes request;
        private final List<Bytes> answers = new ArrayList<>();
        private int waited;
        private int sent;
        private int acknowledged;
        private boolean over;

        Exchange(LogicalAddress target, Bytes request) {
            this.target = target;
            this.request = request;
        }

        Answers run() throws IOException {
            ask(target, request);
            while (!over) {
                // An answer will come at once, or never; an ECU that resets swallows what comes just then.
                Optional<DoipMessage> message = receive(sent == 1 ? GRACE : SWALLOWED);
                if (message.isPresent()) {
                    take(message.get());
                } else if (sent == 1 || sent == acknowledged) {
                    ask(ecu, absentService);
                }
                if (!over && System.nanoTime() - deadline > 0) {
                    throw new AssertionError("the request " + request + " is not over after " + longestAnswer.toMillis()
                            + " ms: the ECU is still busy with it. A service has to answer, with"
                            + " UdsResult.noResponse() if there is no answer; override longestAnswer() if it may"
                            + " take longer");
                }
            }
            return new Answers(request, List.copyOf(answers), waited);
        }

        private void ask(LogicalAddress whom, Bytes data) throws IOException {
            sent++;
            send(new DiagnosticMessage(TESTER, whom, data));
        }

        private void take(DoipMessage message) throws IOException {
            if (message instanceof DiagnosticNack nack && acknowledged == 0) {
                throw new AssertionError("the request " + request + " to " + target + " was not delivered: " + nack);
            }
            if (message instanceof DiagnosticAck || message instanceof DiagnosticNack) {
                acknowledged++;
            } else if (message instanceof DiagnosticMessage diagnostic
                    && diagnostic.source().equals(ecu)) {
                take(diagnostic.userData());
            }
        }

        private void take(Bytes data) throws IOException {
            Nrc refusal = Answers.refusal(data).orElse(null);
            if (Answers.answers(data, absentService)) {
                over = !Nrc.BUSY_REPEAT_REQUEST.equals(refusal);
                if (!over) {
                    LockSupport.parkNanos(BUSY_PAUSE_NANOS);
                    ask(ecu, absentService);
                }
            } else if (Answers.answers(data, request)) {
                if (Nrc.RESPONSE_PENDING.equals(refusal)) {
                    waited++;
                } else {
                    answers.add(data);
                }
                if (sent == 1) {
                    ask(ecu, absentService);
                }
            }
        }
    }

    private void send(DoipMessage message) throws IOException {
        socket.getOutputStream()
                .write(DoipEncoder.encode(ProtocolVersion.ISO_2019, message).toArray());
    }

    /** The next message, if there is one in time. */
    private Optional<DoipMessage> receive(Duration time) throws IOException {
        long until = System.nanoTime() + time.toNanos();
        DoipFramer.Event event = framer.next(received);
        while (event == DoipFramer.Event.NEED_INPUT) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            socket.setSoTimeout((int) Math.max(1, left));
            byte[] buffer = new byte[BUFFER];
            int count;
            try {
                count = socket.getInputStream().read(buffer);
            } catch (SocketTimeoutException e) {
                return Optional.empty();
            }
            if (count < 0) {
                throw new IOException("the server closed it");
            }
            received = ByteBuffer.wrap(buffer, 0, count);
            event = framer.next(received);
        }
        if (event == DoipFramer.Event.VIOLATION) {
            throw new IOException("the server sent what is no message: " + framer.violation());
        }
        return Optional.of(framer.message());
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
