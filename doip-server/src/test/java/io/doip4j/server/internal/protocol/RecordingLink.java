package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.spi.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what a machine does to its connection. Output leaves at once, unless the link is congested. */
final class RecordingLink implements ConnectionLink {
    private final Runnable sending;
    private final Runnable resuming;
    private final List<Bytes> sent = new ArrayList<>();
    private final List<Bytes> sentFirst = new ArrayList<>();
    private final List<Runnable> whenFlushed = new ArrayList<>();
    private boolean congested;

    @Nullable
    CloseReason closed;

    @Nullable
    CloseReason aborted;

    @Nullable
    CloseReason closeRequested;

    /**
     * A link.
     *
     * @param sending called when bytes leave
     * @param resuming called when the machine takes input again
     */
    RecordingLink(Runnable sending, Runnable resuming) {
        this.sending = sending;
        this.resuming = resuming;
    }

    @Override
    public void send(ProtocolVersion version, DoipMessage message) {
        if (closed == null) {
            sent.add(DoipEncoder.encode(version, message));
            left();
        }
    }

    @Override
    public void sendFirst(ProtocolVersion version, DoipMessage message) {
        if (closed == null) {
            sentFirst.add(DoipEncoder.encode(version, message));
            left();
        }
    }

    private void left() {
        if (!congested) {
            sending.run();
        }
    }

    @Override
    public void afterFlush(Runnable action) {
        whenFlushed.add(action);
    }

    @Override
    public void close(CloseReason reason) {
        closed = reason;
    }

    @Override
    public void requestClose(CloseReason reason) {
        closeRequested = reason;
    }

    @Override
    public void reset(CloseReason reason) {
        aborted = reason;
    }

    @Override
    public boolean isOpen() {
        return closed == null && aborted == null;
    }

    @Override
    public void sendRaw(Bytes segment) {
        if (closed == null) {
            sent.add(segment);
            left();
        }
    }

    @Override
    public boolean isCongested() {
        return congested;
    }

    void congested(boolean now) {
        congested = now;
    }

    @Override
    public void resumeInput() {
        resuming.run();
    }

    /** All output has left. */
    void flush() {
        List<Runnable> actions = List.copyOf(whenFlushed);
        whenFlushed.clear();
        actions.forEach(Runnable::run);
    }

    /** What was sent in the normal order since the last call. */
    List<Bytes> takeSent() {
        List<Bytes> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** What was sent ahead of other output since the last call. */
    List<Bytes> takeSentFirst() {
        List<Bytes> taken = List.copyOf(sentFirst);
        sentFirst.clear();
        return taken;
    }
}
