package io.doip4j.server.internal.uds;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.server.internal.protocol.ReplyChannel;
import io.doip4j.server.internal.testing.ManualTime;
import io.doip4j.server.spi.DoipPeer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The way back to a tester that remembers what it was given. Output leaves soon, unless it is held. */
final class TestChannel implements ReplyChannel {
    private final ManualTime time;
    private final long id;
    final List<Runnable> onEnd = new ArrayList<>();
    final List<String> periodic = new ArrayList<>();
    boolean congested;
    private final List<Runnable> whenFlushed = new ArrayList<>();
    private boolean held;

    final List<DiagnosticMessage> replies = new ArrayList<>();
    final List<String> timed = new ArrayList<>();
    boolean gone;
    Runnable onReply = () -> {};

    TestChannel(ManualTime time) {
        this(time, 7);
    }

    TestChannel(ManualTime time, long id) {
        this.time = time;
        this.id = id;
    }

    @Override
    public long connectionId() {
        return id;
    }

    @Override
    public DoipPeer peer() {
        return new DoipPeer(DoipPeer.Transport.TCP, connectionId(), new InetSocketAddress(50_000));
    }

    @Override
    public ActivationType activationType() {
        return ActivationType.DEFAULT;
    }

    @Override
    public boolean isOpen() {
        return !gone;
    }

    @Override
    public boolean isCongested() {
        return congested;
    }

    @Override
    public void onEnd(Runnable action) {
        if (gone) {
            action.run();
        } else {
            onEnd.add(action);
        }
    }

    @Override
    public void forgetOnEnd(Runnable action) {
        onEnd.remove(action);
    }

    /** The connection is lost. */
    void end() {
        gone = true;
        List.copyOf(onEnd).forEach(Runnable::run);
        onEnd.clear();
        time.settle();
    }

    @Override
    public boolean reply(ProtocolVersion version, PeriodicDiagnosticMessage message) {
        if (!gone) {
            periodic.add(message.userData().toHex());
        }
        return !gone;
    }

    @Override
    public boolean reply(ProtocolVersion version, DiagnosticMessage message) {
        if (gone) {
            return false;
        }
        replies.add(message);
        timed.add(message.userData().toHex() + " @" + time.millis());
        onReply.run();
        return true;
    }

    @Override
    public void afterFlush(Runnable action) {
        if (held) {
            whenFlushed.add(action);
        } else {
            time.execute(action);
        }
    }

    /** From now on nothing leaves. */
    void hold() {
        held = true;
    }

    /** All output leaves. */
    void flush() {
        held = false;
        whenFlushed.forEach(time::execute);
        whenFlushed.clear();
        time.settle();
    }
}
