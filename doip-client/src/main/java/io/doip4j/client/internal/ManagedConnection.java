package io.doip4j.client.internal;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.uds.spi.Cancellable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to an entity that outlives the TCP connections below it: a lost one is made anew if that is wanted. Messages
 * that were not sent yet wait meanwhile; those that were sent and not acknowledged have failed.
 *
 * <p>Safe for use by any thread.
 */
public final class ManagedConnection implements Session.Owner {
    private enum State {
        OPEN,
        RECONNECTING,
        LOST,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(ManagedConnection.class);
    private static final BackOff WHEN_ASKED = new BackOff(10, Duration.ofMillis(100), Duration.ofSeconds(3));

    private final ConnectionSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Timers timers;
    private final EventLane lane;
    private final LinkEvents events;
    private final SessionOpener opener;
    private final Queue<PendingMessage> kept = new ArrayDeque<>();
    private final List<Consumer<Outcome<Boolean>>> reconnected = new ArrayList<>();

    private State state = State.LOST;
    private Failure end = new Failure.Ended("not connected yet", false);
    private @Nullable Session session;
    private Optional<ActivationParameters> activated = Optional.empty();
    private Optional<RoutingActivationResponse> lastActivation = Optional.empty();
    private boolean secure;
    private int attempt;
    private BackOff backOff;
    private @Nullable Cancellable nextAttempt;
    private @Nullable Thread attempting;

    /**
     * A connection that is not open yet.
     *
     * @param settings what to do
     * @param clock the time
     * @param timers timers on that time
     * @param lane where events are told
     * @param events hears them
     */
    public ManagedConnection(
            ConnectionSettings settings, MonotonicClock clock, Timers timers, EventLane lane, LinkEvents events) {
        this.settings = settings;
        this.timers = timers;
        this.lane = lane;
        this.events = events;
        this.backOff = settings.reconnect();
        this.secure = settings.tls().filter(TlsSettings::always).isPresent();
        this.opener = new SessionOpener(new Session.Shared(settings, lock, clock, timers, lane, events), this);
    }

    /**
     * Connects for the first time, and asks for routing if that is configured. Blocks for a bounded time.
     *
     * @return the response to the request for routing, if there was one; unless it says "activated" there is no connection
     */
    public Outcome<Optional<RoutingActivationResponse>> connect() {
        SessionOpener.Opened opened = opener.open(secure, settings.activation());
        lock.lock();
        try {
            Session fresh = opened.session();
            if (fresh == null) {
                return opened.outcome();
            }
            if (opened.outcome() instanceof Outcome.Done<Optional<RoutingActivationResponse>> done) {
                lastActivation = done.value();
            }
            activated = settings.activation();
            return adopt(fresh) ? opened.outcome() : new Outcome.Failed<>(end);
        } finally {
            lock.unlock();
        }
    }

    /** Takes an open session, unless it is gone again, or nobody wants it any more. */
    private boolean adopt(Session fresh) {
        Failure.Ended gone = fresh.machine().end();
        if (state == State.CLOSED) {
            fresh.end(new Failure.Ended("closed while it was being opened", false));
            return false;
        }
        if (gone != null) {
            end = gone;
            return false;
        }
        session = fresh;
        secure = fresh.transport().isTls();
        state = State.OPEN;
        PendingMessage message;
        while (state == State.OPEN && (message = kept.poll()) != null) {
            fresh.machine().send(message);
        }
        return true;
    }

    /**
     * Asks for routing on the open connection.
     *
     * @param parameters how
     * @param done is told the last response, whatever its code, or why there was none; with the lock held
     * @throws IllegalStateException if the last activation is not over yet
     */
    public void activate(ActivationParameters parameters, Consumer<Outcome<RoutingActivationResponse>> done) {
        lock.lock();
        try {
            Session current = session;
            if (current == null) {
                done.accept(new Outcome.Failed<>(end));
            } else {
                current.machine().activate(parameters, outcome -> activationOver(current, parameters, outcome, done));
            }
        } finally {
            lock.unlock();
        }
    }

    private void activationOver(
            Session on,
            ActivationParameters parameters,
            Outcome<RoutingActivationResponse> outcome,
            Consumer<Outcome<RoutingActivationResponse>> done) {
        if (outcome instanceof Outcome.Done<RoutingActivationResponse> answer) {
            if (!on.transport().isTls() && opener.wantsTls(new Outcome.Done<>(Optional.of(answer.value())))) {
                goOnWithTls(on, parameters, done);
                return;
            }
            if (answer.value().code().equals(RoutingActivationCode.ACTIVATED)) {
                activated = Optional.of(parameters);
                lastActivation = Optional.of(answer.value());
            }
        }
        done.accept(outcome);
    }

    private void goOnWithTls(
            Session plain, ActivationParameters parameters, Consumer<Outcome<RoutingActivationResponse>> done) {
        leave(plain, new Failure.Ended("closed because the entity wants TLS", false), State.RECONNECTING);
        startAttempt(() -> {
            SessionOpener.Opened opened = opener.open(true, Optional.of(parameters));
            lock.lock();
            try {
                Outcome<RoutingActivationResponse> outcome = adoptSecure(opened, parameters);
                done.accept(outcome);
            } finally {
                lock.unlock();
            }
        });
    }

    private Outcome<RoutingActivationResponse> adoptSecure(
            SessionOpener.Opened opened, ActivationParameters parameters) {
        Session fresh = opened.session();
        Failure why = new Failure.Ended("closed because routing was not activated", false);
        if (opened.outcome() instanceof Outcome.Done<Optional<RoutingActivationResponse>> answer
                && answer.value().isPresent()) {
            if (fresh != null) {
                activated = Optional.of(parameters);
                lastActivation = answer.value();
            }
            if (fresh == null || adopt(fresh)) {
                if (fresh == null) {
                    giveUp(why);
                }
                return new Outcome.Done<>(answer.value().get());
            }
            why = end;
        } else if (opened.outcome() instanceof Outcome.Failed<Optional<RoutingActivationResponse>> failed) {
            why = failed.failure();
        }
        giveUp(why);
        return new Outcome.Failed<>(why);
    }

    /**
     * Sends a diagnostic message.
     *
     * @param target to whom
     * @param userData 1 byte or more
     * @param done is told how it went, with the lock held
     */
    public void send(LogicalAddress target, Bytes userData, Consumer<Outcome<DiagnosticAck>> done) {
        PendingMessage message = new PendingMessage(target, userData, done);
        lock.lock();
        try {
            Session current = session;
            if (current != null) {
                current.machine().send(message);
            } else if (state == State.RECONNECTING) {
                keep(message);
            } else {
                message.fail(end);
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(PendingMessage message) {
        int limit = settings.machine().maxOutstanding();
        if (kept.size() >= limit) {
            message.fail(new Failure.QueueFull(limit));
        } else {
            kept.add(message);
        }
    }

    /**
     * Sends any message on the open connection.
     *
     * @param message the message
     * @param done is told when it is sent, with the lock held
     */
    public void post(DoipMessage message, Consumer<Outcome<DoipMessage>> done) {
        lock.lock();
        try {
            Session current = session;
            if (current == null) {
                done.accept(new Outcome.Failed<>(end));
            } else {
                current.machine().post(message, done);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(Session which, Failure.Ended why) {
        if (which != session) {
            which.machine().lost(why);
            which.drop();
            return;
        }
        boolean again = settings.reconnect().attempts() > 0 && activated.isPresent();
        leave(which, why, again ? State.RECONNECTING : State.LOST);
        if (again) {
            LOG.info("connection to {}: {}; reconnecting", settings.entity(), why.why());
            begin(settings.reconnect());
        } else {
            failKept(why);
        }
    }

    private void leave(Session which, Failure.Ended why, State next) {
        session = null;
        state = next;
        end = why;
        kept.addAll(which.machine().lost(why));
        which.drop();
        lane.execute(() -> events.closed(why));
    }

    private void begin(BackOff how) {
        backOff = how;
        attempt = 0;
        scheduleAttempt();
    }

    private void scheduleAttempt() {
        nextAttempt = timers.schedule(backOff.before(attempt), () -> startAttempt(this::attempt));
    }

    private void startAttempt(Runnable what) {
        lock.lock();
        try {
            if (state == State.RECONNECTING) {
                Thread thread = Threads.daemon("doip-client " + settings.entity() + " connecting", what);
                attempting = thread;
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void attempt() {
        SessionOpener.Opened opened = opener.open(secure, activated);
        lock.lock();
        try {
            Session fresh = opened.session();
            if (state != State.RECONNECTING) {
                if (fresh != null) {
                    fresh.end(new Failure.Ended("closed while it was being opened", false));
                }
            } else if (fresh != null && adopt(fresh)) {
                lane.execute(events::reconnected);
                tellReconnected(new Outcome.Done<>(true));
            } else {
                failedAttempt(opened.outcome());
            }
        } finally {
            lock.unlock();
        }
    }

    private void failedAttempt(Outcome<Optional<RoutingActivationResponse>> outcome) {
        attempt++;
        Failure why = end;
        boolean retry = true;
        if (outcome instanceof Outcome.Failed<Optional<RoutingActivationResponse>> failed) {
            why = failed.failure();
        } else if (outcome instanceof Outcome.Done<Optional<RoutingActivationResponse>> done
                && done.value().isPresent()
                && !done.value().get().code().equals(RoutingActivationCode.ACTIVATED)) {
            RoutingActivationCode code = done.value().get().code();
            retry = mayPass(code);
            why = new Failure.NotConnected("routing could not be activated again: " + code, null);
        }
        if (retry && attempt < backOff.attempts()) {
            LOG.debug("attempt {} to reconnect to {} failed: {}", attempt, settings.entity(), why);
            scheduleAttempt();
        } else {
            LOG.warn("gave up reconnecting to {} after {} attempts: {}", settings.entity(), attempt, why);
            giveUp(why);
        }
    }

    /** Entities keep an address for seconds after its connection is gone, or are not up yet after a reset. */
    private static boolean mayPass(RoutingActivationCode code) {
        return code.equals(RoutingActivationCode.SOURCE_ADDRESS_IN_USE)
                || code.equals(RoutingActivationCode.ALL_SOCKETS_ACTIVE)
                || code.equals(RoutingActivationCode.CONFIRMATION_PENDING)
                || code.equals(RoutingActivationCode.VEHICLE_NOT_READY);
    }

    private void giveUp(Failure why) {
        if (state == State.RECONNECTING) {
            state = State.LOST;
            end = why;
            failKept(why);
            tellReconnected(new Outcome.Failed<>(why));
        }
    }

    private void failKept(Failure why) {
        PendingMessage message;
        while ((message = kept.poll()) != null) {
            message.fail(why);
        }
    }

    private void tellReconnected(Outcome<Boolean> outcome) {
        List<Consumer<Outcome<Boolean>>> all = List.copyOf(reconnected);
        reconnected.clear();
        all.forEach(one -> one.accept(outcome));
    }

    /**
     * Makes the TCP connection anew, with routing if it was activated before.
     *
     * @param done is told when there is one, or why not
     */
    public void reconnect(Consumer<Outcome<Boolean>> done) {
        lock.lock();
        try {
            if (state == State.CLOSED) {
                done.accept(new Outcome.Failed<>(end));
                return;
            }
            reconnected.add(done);
            if (state == State.RECONNECTING) {
                return;
            }
            Session current = session;
            if (current != null) {
                leave(current, new Failure.Ended("closed to be made anew", false), State.RECONNECTING);
            }
            state = State.RECONNECTING;
            begin(settings.reconnect().attempts() > 0 ? settings.reconnect() : WHEN_ASKED);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether there is a TCP connection now.
     *
     * @return true if there is
     */
    public boolean isOpen() {
        return current().isPresent();
    }

    /**
     * Whether there is a TCP connection with TLS now.
     *
     * @return true if there is
     */
    public boolean isTls() {
        return current().filter(open -> open.transport().isTls()).isPresent();
    }

    /**
     * The own end of the TCP connection.
     *
     * @return address and port, if there is a connection now
     */
    public Optional<InetSocketAddress> local() {
        return current().map(open -> open.transport().local());
    }

    /**
     * The last response that activated routing.
     *
     * @return the response, if there was one
     */
    public Optional<RoutingActivationResponse> lastActivation() {
        lock.lock();
        try {
            return lastActivation;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Session> current() {
        lock.lock();
        try {
            return Optional.ofNullable(session);
        } finally {
            lock.unlock();
        }
    }

    /** Ends everything, after what is sent already. Waits for the end of all threads, but not for long. */
    public void close() {
        Failure.Ended why = new Failure.Ended("closed by this tester", false);
        Session last;
        Thread connecting;
        lock.lock();
        try {
            last = session;
            connecting = attempting;
            if (state != State.CLOSED) {
                shutDown(last, why);
            }
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.awaitEnd();
        }
        if (connecting != null) {
            Threads.await(connecting, Duration.ofSeconds(1));
        }
    }

    private void shutDown(@Nullable Session last, Failure.Ended why) {
        state = State.CLOSED;
        end = why;
        session = null;
        Cancellable scheduled = nextAttempt;
        if (scheduled != null) {
            scheduled.cancel();
        }
        if (last != null) {
            last.machine().lost(why).forEach(message -> message.fail(why));
            last.close();
            lane.execute(() -> events.closed(why));
        }
        failKept(why);
        tellReconnected(new Outcome.Failed<>(why));
        opener.abort(why);
    }
}
