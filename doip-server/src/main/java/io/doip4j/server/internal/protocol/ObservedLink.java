package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.Interception;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A link whose messages pass the observers before they are sent. While a message is held what follows waits here, so that
 * nothing gets into the middle of it.
 */
final class ObservedLink implements ConnectionLink {
    /** So much may wait before no more input is processed. */
    private static final int CONGESTED = 64;
    /** Who has more sent to it than this while nothing may leave is disconnected. */
    private static final int MAX_WAITING = 4096;

    private final ConnectionLink link;
    private final DoipPeer peer;
    private final Observers observers;
    private final TimerQueue timers;
    private Deque<Runnable> waiting = new ArrayDeque<>(0);
    private boolean held;
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
        send(version, message, false);
    }

    @Override
    public void sendFirst(ProtocolVersion version, DoipMessage message) {
        send(version, message, true);
    }

    private void send(ProtocolVersion version, DoipMessage message, boolean first) {
        Interception decision = observers.sending(peer, version, message);
        if (!held && decision.equals(Interception.pass())) {
            pass(version, message, first);
        } else {
            new Outgoing(version, first).apply(decision, message);
        }
    }

    private void pass(ProtocolVersion version, DoipMessage message, boolean first) {
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

    /** Does something to the link now, or when nothing is held any more. */
    private void inTurn(Runnable step) {
        if (!held) {
            step.run();
            return;
        }
        waiting.addLast(step);
        if (waiting.size() > MAX_WAITING && !ended) {
            ended = true;
            link.reset(CloseReason.OUTPUT_OVERFLOW);
        }
    }

    private void hold(Duration time, Runnable then) {
        held = true;
        timers.schedule(time, () -> {
            boolean wasCongested = isCongested();
            held = false;
            ahead(then);
            while (!held && !waiting.isEmpty()) {
                ahead(waiting.removeFirst());
            }
            if (wasCongested && !isCongested()) {
                link.resumeInput();
            }
        });
    }

    /** Does something whose rest, if it is held again, comes before what waits already. */
    private void ahead(Runnable step) {
        Deque<Runnable> others = waiting;
        waiting = new ArrayDeque<>(0);
        step.run();
        if (waiting.isEmpty()) {
            waiting = others;
        } else {
            waiting.addAll(others);
        }
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
            inTurn(() -> ObservedLink.this.pass(version, message, first));
        }

        @Override
        public void sendRaw(Bytes segment) {
            ObservedLink.this.sendRaw(segment);
        }

        @Override
        public void end(Interception.Close how) {
            inTurn(() -> endNow(how));
        }

        private void endNow(Interception.Close how) {
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

        @Override
        public void hold(Duration time, Runnable then) {
            inTurn(() -> ObservedLink.this.hold(time, then));
        }
    }

    @Override
    public void sendRaw(Bytes segment) {
        inTurn(() -> {
            if (isOpen()) {
                link.sendRaw(segment);
            }
        });
    }

    @Override
    public void afterFlush(Runnable action) {
        inTurn(() -> link.afterFlush(action));
    }

    @Override
    public void close(CloseReason reason) {
        inTurn(() -> link.close(reason));
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
        return waiting.size() >= CONGESTED || link.isCongested();
    }

    @Override
    public void resumeInput() {
        link.resumeInput();
    }
}
