package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.Interception;

/** A link whose messages pass the observers before they are sent. */
final class ObservedLink implements ConnectionLink {
    private final ConnectionLink link;
    private final DoipPeer peer;
    private final Observers observers;
    private final TimerQueue timers;
    /** An interceptor has ended the connection: nothing leaves any more. */
    private boolean ended;

    ObservedLink(ConnectionLink link, DoipPeer peer, Observers observers, TimerQueue timers) {
        this.link = link;
        this.peer = peer;
        this.observers = observers;
        this.timers = timers;
    }

    @Override
    public void send(ProtocolVersion version, DoipMessage message) {
        apply(observers.sending(peer, version, message), version, message, false);
    }

    @Override
    public void sendFirst(ProtocolVersion version, DoipMessage message) {
        apply(observers.sending(peer, version, message), version, message, true);
    }

    private void apply(Interception decision, ProtocolVersion version, DoipMessage message, boolean first) {
        if (!isOpen()) {
            return;
        }
        if (decision instanceof Interception.Replace replacement) {
            replacement.messages().forEach(other -> pass(version, other, first));
        } else if (decision instanceof Interception.Delay delay) {
            timers.schedule(delay.time(), () -> apply(delay.then(), version, message, first));
        } else if (decision instanceof Interception.Raw raw) {
            raw.segments().forEach(link::sendRaw);
        } else if (decision.equals(Interception.close())) {
            ended = true;
            link.requestClose(CloseReason.INTERCEPTOR);
        } else if (decision.equals(Interception.reset())) {
            ended = true;
            link.reset(CloseReason.INTERCEPTOR);
        } else {
            pass(version, message, first);
        }
    }

    private void pass(ProtocolVersion version, DoipMessage message, boolean first) {
        if (first) {
            link.sendFirst(version, message);
        } else {
            link.send(version, message);
        }
        observers.sent(peer, version, message);
    }

    @Override
    public void sendRaw(Bytes segment) {
        link.sendRaw(segment);
    }

    @Override
    public void afterFlush(Runnable action) {
        link.afterFlush(action);
    }

    @Override
    public void close(CloseReason reason) {
        link.close(reason);
    }

    @Override
    public void requestClose(CloseReason reason) {
        link.requestClose(reason);
    }

    @Override
    public void reset(CloseReason reason) {
        link.reset(reason);
    }

    @Override
    public boolean isOpen() {
        return !ended && link.isOpen();
    }

    @Override
    public boolean isCongested() {
        return link.isCongested();
    }

    @Override
    public void resumeInput() {
        link.resumeInput();
    }
}
