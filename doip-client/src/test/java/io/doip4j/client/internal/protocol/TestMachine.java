package io.doip4j.client.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine whose effects are recorded, on a time that the test moves. What it sends is written at once unless held. */
final class TestMachine implements MachineLink {
    static final LogicalAddress TESTER = LogicalAddress.of(0x0E80);
    static final LogicalAddress ENTITY = LogicalAddress.of(0x1000);
    static final LogicalAddress ECU = LogicalAddress.of(0x1001);
    static final LogicalAddress GROUP = LogicalAddress.of(0xE400);

    final ManualTime time = new ManualTime();
    final TesterMachine machine;
    final List<DiagnosticMessage> heard = new ArrayList<>();
    final List<PeriodicDiagnosticMessage> periodic = new ArrayList<>();
    final List<DoipMessage> all = new ArrayList<>();
    final List<PendingMessage> unsent = new ArrayList<>();
    Failure.@Nullable Ended ended;
    boolean holdsWrites;

    private final List<String> sent = new ArrayList<>();
    private final List<Runnable> unwritten = new ArrayList<>();

    TestMachine() {
        this(settings());
    }

    TestMachine(MachineSettings settings) {
        machine = new TesterMachine(settings, this);
    }

    static MachineSettings settings() {
        return new MachineSettings(
                TESTER,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                3,
                Duration.ZERO,
                4096,
                16,
                false);
    }

    static MachineSettings renewing() {
        return new MachineSettings(
                TESTER,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                3,
                Duration.ZERO,
                4096,
                16,
                true);
    }

    static MachineSettings keepingAlive(Duration interval) {
        return new MachineSettings(
                TESTER,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                3,
                interval,
                4096,
                16,
                false);
    }

    /** The end of something, once it is there. */
    static final class Result<T> {
        @Nullable
        Outcome<T> outcome;

        void accept(Outcome<T> end) {
            if (outcome != null) {
                throw new AssertionError("told twice: " + outcome + ", then " + end);
            }
            outcome = end;
        }

        boolean isOpen() {
            return outcome == null;
        }

        boolean isDone() {
            return outcome instanceof Outcome.Done;
        }

        @Nullable
        Failure failure() {
            return outcome instanceof Outcome.Failed<T> failed ? failed.failure() : null;
        }

        T value() {
            if (outcome instanceof Outcome.Done<T> done) {
                return done.value();
            }
            throw new AssertionError("not done: " + outcome);
        }
    }

    Result<RoutingActivationResponse> activate() {
        return activate(ActivationType.DEFAULT);
    }

    Result<RoutingActivationResponse> activate(ActivationType type) {
        Result<RoutingActivationResponse> result = new Result<>();
        machine.activate(new ActivationParameters(type, Bytes.EMPTY), result::accept);
        return result;
    }

    Result<DiagnosticAck> send(LogicalAddress target, String hex) {
        Result<DiagnosticAck> result = new Result<>();
        machine.send(new PendingMessage(target, Bytes.hex(hex), result::accept));
        return result;
    }

    Result<DoipMessage> post(DoipMessage message) {
        Result<DoipMessage> result = new Result<>();
        machine.post(message, result::accept);
        return result;
    }

    /** A message from the entity: type and payload, in version 0x03. */
    TestMachine receive(int type, String payload) {
        return raw(wire(type, payload));
    }

    static String wire(int type, String payload) {
        Bytes bytes = Bytes.hex(payload);
        return String.format("03 FC %02X %02X %08X", type >> 8, type & 0xFF, bytes.length()) + payload;
    }

    TestMachine raw(String hex) {
        machine.input(Bytes.hex(hex).asBuffer());
        return this;
    }

    TestMachine ack(LogicalAddress target) {
        return receive(0x8002, hex(target) + hex(TESTER) + "00");
    }

    TestMachine nack(LogicalAddress target, int code) {
        return receive(0x8003, hex(target) + hex(TESTER) + String.format("%02X", code));
    }

    TestMachine response(int code) {
        return receive(0x0006, "0E 80 10 00" + String.format("%02X", code) + "00 00 00 00");
    }

    static String hex(LogicalAddress address) {
        return String.format("%04X", address.value());
    }

    static String diagnostic(LogicalAddress target, String userData) {
        return bytes(new DiagnosticMessage(TESTER, target, Bytes.hex(userData)));
    }

    private static String bytes(DoipMessage message) {
        return DoipEncoder.encode(ProtocolVersion.ISO_2019, message).toHex();
    }

    /** What was sent since the last call, in hexadecimal. */
    List<String> take() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** Everything that was held is written now. */
    void written() {
        List<Runnable> all = List.copyOf(unwritten);
        unwritten.clear();
        all.forEach(Runnable::run);
    }

    @Override
    public void transmit(DoipMessage message, Runnable written) {
        sent.add(bytes(message));
        if (holdsWrites) {
            unwritten.add(written);
        } else {
            written.run();
        }
    }

    @Override
    public void transmitFirst(DoipMessage message) {
        sent.add(bytes(message));
    }

    @Override
    public void received(DoipMessage message) {
        all.add(message);
    }

    @Override
    public void diagnostic(DiagnosticMessage message) {
        heard.add(message);
    }

    @Override
    public void periodic(PeriodicDiagnosticMessage message) {
        periodic.add(message);
    }

    @Override
    public void end(Failure.Ended why) {
        ended = why;
        unsent.addAll(machine.lost(why));
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return time.schedule(delay, task);
    }

    @Override
    public long now() {
        return time.nanoTime();
    }
}
