package io.doip4j.server.internal.uds;

import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.SessionControl;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.SessionGuard;
import io.doip4j.uds.spi.SessionListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active session of one ECU and its S3 timer (ISO 14229-2, session layer). Transitions and timer belong to the event
 * loop; the active session may be read by any thread.
 */
final class SessionState implements SessionControl {
    private static final Logger LOG = LoggerFactory.getLogger(SessionState.class);

    private final EcuDefinition definition;
    private final EcuHost host;
    private final TimerQueue timers;
    private final PoolGate gate;
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final List<SessionGuard> guards = new CopyOnWriteArrayList<>();
    private volatile SessionDefinition active;
    private TimerQueue.@Nullable Timer timer;
    private long expiry;
    private boolean stopped;
    private boolean closed;
    private long requests;
    private long answered;
    private final Runnable answerLeft = this::answerLeft;

    SessionState(EcuDefinition definition, EcuHost host, PoolGate gate) {
        this.definition = definition;
        this.host = host;
        this.timers = host.timers();
        this.gate = gate;
        this.active = definition.session(Session.DEFAULT).orElseThrow();
    }

    @Override
    public Session active() {
        return active.session();
    }

    SessionDefinition activeDefinition() {
        return active;
    }

    @Override
    public Optional<SessionDefinition> definition(Session session) {
        return definition.session(session);
    }

    @Override
    public boolean allowsTransition(Session to) {
        return definition.allowsTransition(active(), to);
    }

    @Override
    public @Nullable Nrc veto(Session to) {
        for (SessionGuard guard : guards) {
            Nrc veto = guard.veto(active(), to);
            if (veto != null) {
                return veto;
            }
        }
        return null;
    }

    @Override
    public void beforeTransition(SessionGuard guard) {
        guards.add(guard);
    }

    @Override
    public void onTransition(SessionListener listener) {
        listeners.add(listener);
    }

    void change(Session to, SessionListener.Cause cause) {
        Session from = active();
        active = definition
                .session(to)
                .orElseThrow(() -> new IllegalArgumentException(
                        "ECU " + definition.address() + " has no session " + to + ", only " + definition.sessions()));
        for (SessionListener listener : listeners) {
            try {
                listener.sessionChanged(from, to, cause);
            } catch (Throwable e) {
                LOG.error(
                        "{} failed when the session changed",
                        listener.getClass().getName(),
                        e);
                host.extensionFailed(listener, e);
            }
        }
    }

    /** A request has arrived: S3 does not run while it is processed. Returns the number of the request. */
    long requestStarted() {
        stopped = true;
        return ++requests;
    }

    /** Notes that a request is answered, and gives what is to be run when the answer has left: always the same. */
    Runnable whenAnswered(long request) {
        answered = request;
        return answerLeft;
    }

    private void answerLeft() {
        requestEnded(answered);
    }

    /**
     * The processing of a request has ended, and its answer has left: S3 begins anew, except in the default session, which
     * never ends. No effect if another request has arrived since.
     */
    void requestEnded(long request) {
        if (closed || request != requests) {
            return;
        }
        stopped = false;
        if (!active().isDefault()) {
            expiry = timers.deadline(definition.s3());
            if (timer == null) {
                timer = timers.scheduleAt(expiry, this::expired);
            }
        }
    }

    /** The ECU ends: its session does not end any more. */
    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** The timer is armed again when it fires early, not with every request. */
    private void expired() {
        timer = null;
        if (stopped || active().isDefault()) {
            return;
        }
        if (timers.now() - expiry < 0) {
            timer = timers.scheduleAt(expiry, this::expired);
        } else {
            gate.run(this::end);
        }
    }

    /** A service may have run until now: a request may have come meanwhile. */
    private void end() {
        if (!stopped && !active().isDefault() && timers.now() - expiry >= 0) {
            change(Session.DEFAULT, SessionListener.Cause.TIMEOUT);
        }
    }
}
