package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.Interception;
import java.time.Duration;

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
        new Outgoing(version, false).apply(observers.sending(peer, version, message), message);
    }

    @Override
    public void sendFirst(ProtocolVersion version, DoipMessage message) {
        new Outgoing(version, true).apply(observers.sending(peer, version, message), message);
    }

    private final class Outgoing implements MessageFate {
        private final ProtocolVersion version;
        private final boolean first;

        Outgoing(ProtocolVersion version, boolean first) {
            this.version = version;
            this.first = first;
        }

        @Override
        public void pass(DoipMessage message) {
            if (!isOpen()) {
                return;
            }
            if (first) {
                link.sendFirst(version, message);
            } else {
                link.send(version, message);
            }
            observers.sent(peer, version, message);
        }

        @Override
        public void sendRaw(Bytes segment) {
            if (isOpen()) {
                link.sendRaw(segment);
            }
        }

        @Override
        public void end(Interception.Close how) {
            if (!isOpen()) {
                return;
            }
            ended = true;
            if (how == Interception.Close.RESET) {
                link.reset(CloseReason.INTERCEPTOR);
            } else {
                link.requestClose(CloseReason.INTERCEPTOR);
            }
        }

        @Override
        public void later(Duration time, Runnable then) {
            timers.schedule(time, then);
        }
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
