package io.doip4j.server.internal.uds;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.internal.protocol.ReplyChannel;
import io.doip4j.server.internal.testing.ManualTime;
import java.util.ArrayList;
import java.util.List;

/** The way back to a tester that remembers what it was given. Output leaves soon, unless it is held. */
final class TestChannel implements ReplyChannel {
    private final ManualTime time;
    private final List<Runnable> whenFlushed = new ArrayList<>();
    private boolean held;

    final List<DiagnosticMessage> replies = new ArrayList<>();
    final List<String> timed = new ArrayList<>();
    boolean gone;
    Runnable onReply = () -> {};

    TestChannel(ManualTime time) {
        this.time = time;
    }

    @Override
    public long connectionId() {
        return 7;
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
