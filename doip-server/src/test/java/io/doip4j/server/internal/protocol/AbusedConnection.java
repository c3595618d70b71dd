package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.server.internal.testing.ManualTime;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that gets rubbish, and a link that holds every answer against what has to be. */
final class AbusedConnection implements ConnectionLink {
    private static final DatagramReader TESTER = new DatagramReader(HeaderRules.tester(1 << 20));

    final ConnectionMachine machine;
    private final ManualTime time;
    private final HeaderModel model = new HeaderModel(true, TestConfig.MAX_BEFORE_ACTIVATION);
    private final List<Integer> nacks = new ArrayList<>();
    private final List<byte[]> history = new ArrayList<>();
    private byte[] kept = {};
    private @Nullable CloseReason closed;
    private boolean congested;
    private int activations;
    private int acknowledges;
    private int aliveChecks;

    AbusedConnection(long id, Entity entity, ManualTime time) {
        this.time = time;
        this.machine = new ConnectionMachine(
                new DoipPeer(DoipPeer.Transport.TCP, id, DiscoveryFixture.sender("192.0.2.1", 50_000)), entity, this);
    }

    /** Bytes arrive in one read. */
    void receive(byte[] bytes) {
        history.add(bytes);
        if (closed == null) {
            model.stream(bytes);
        }
        machine.bytesReceived();
        ByteBuffer input = ByteBuffer.allocate(kept.length + bytes.length)
                .put(kept)
                .put(bytes)
                .flip();
        process(input);
        time.settle();
        check();
    }

    private void process(ByteBuffer input) {
        machine.input(input);
        kept = new byte[input.remaining()];
        input.get(kept);
    }

    /** The transport reads no more while the machine takes nothing. */
    boolean reads() {
        return machine.acceptsInput() && kept.length == 0;
    }

    /** Answers the alive checks that came, if there were any. */
    void answerAliveCheck(int source) {
        if (aliveChecks > 0 && reads()) {
            aliveChecks = 0;
            receive(Wire.alive(source).toArray());
        }
    }

    void congested(boolean now) {
        congested = now;
        if (!now) {
            process(ByteBuffer.wrap(kept));
            time.settle();
        }
    }

    /** The peer is gone. */
    void lose() {
        closed = closed == null ? CloseReason.PEER : closed;
        machine.lost(CloseReason.PEER);
        time.settle();
    }

    @Override
    public boolean isOpen() {
        return closed == null;
    }

    /** All that was received, for the report of a failure. */
    String history() {
        StringBuilder hex = new StringBuilder();
        history.forEach(bytes -> hex.append(Bytes.copyOf(bytes).toHex()).append(System.lineSeparator()));
        return hex.toString();
    }

    /** What was answered is what the model says, and not more than that. */
    private void check() {
        List<Integer> due = model.nacks();
        boolean isPrefix =
                nacks.size() <= due.size() && due.subList(0, nacks.size()).equals(nacks);
        boolean complete = reads() || closed == CloseReason.HEADER_VIOLATION;
        if (!isPrefix || (complete && nacks.size() != due.size())) {
            throw new AssertionError("header NACKs " + nacks + " instead of " + due + ", closed: " + closed);
        }
        if (activations > model.activations() || acknowledges > model.diagnostics()) {
            throw new AssertionError(activations + " activations and " + acknowledges + " acknowledges for "
                    + model.activations() + " and " + model.diagnostics() + " requests");
        }
        if ((closed == null) == (machine.state() == ConnectionState.FINALIZED)) {
            throw new AssertionError("closed: " + closed + ", but " + machine.state());
        }
    }

    @Override
    public void send(ProtocolVersion version, DoipMessage message) {
        if (closed != null) {
            throw new AssertionError("sent after the end: " + message);
        }
        DatagramResult result = TESTER.read(DoipEncoder.encode(version, message).asBuffer());
        boolean spoken = version.equals(ProtocolVersion.ISO_2012) || version.equals(ProtocolVersion.ISO_2019);
        if (!spoken
                || !(result instanceof DatagramResult.Message same)
                || !same.message().equals(message)) {
            throw new AssertionError("not a message: " + version + " " + message);
        }
        if (message instanceof GenericNack nack) {
            nacks.add(nack.code().value());
        } else if (message instanceof RoutingActivationResponse) {
            activations++;
        } else if (message instanceof DiagnosticAck || message instanceof DiagnosticNack) {
            acknowledges++;
        } else if (!(message instanceof DiagnosticMessage)) {
            throw new AssertionError("an entity does not send " + message);
        }
        if (!congested) {
            machine.bytesSent();
        }
    }

    @Override
    public void sendFirst(ProtocolVersion version, DoipMessage message) {
        if (closed != null) {
            throw new AssertionError("sent after the end: " + message);
        }
        aliveChecks++;
    }

    @Override
    public void sendRaw(Bytes segment) {
        throw new AssertionError("nobody intercepts");
    }

    @Override
    public void afterFlush(Runnable action) {
        time.execute(action);
    }

    @Override
    public void close(CloseReason reason) {
        if (closed != null) {
            throw new AssertionError("closed twice: " + closed + ", " + reason);
        }
        closed = reason;
    }

    @Override
    public void requestClose(CloseReason reason) {
        throw new AssertionError("nobody intercepts");
    }

    @Override
    public void reset(CloseReason reason) {
        throw new AssertionError("nobody intercepts");
    }

    @Override
    public boolean isCongested() {
        return congested;
    }

    @Override
    public void resumeInput() {
        time.execute(() -> process(ByteBuffer.wrap(kept)));
    }
}
