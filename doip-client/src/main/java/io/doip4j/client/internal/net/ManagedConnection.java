package io.doip4j.client.internal.net;

import io.doip4j.client.internal.protocol.ActivationParameters;
import io.doip4j.client.internal.protocol.Failure;
import io.doip4j.client.internal.protocol.Outcome;
import io.doip4j.client.internal.protocol.PendingMessage;
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
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to an entity that outlives the TCP connections below it: a lost one is made anew if that is wanted. Messages
 * that were not sent yet wait meanwhile; those that were sent and not acknowledged have failed.
 *
 * <p>Safe for use by any thread. What it tells about outcomes it tells with its lock held.
 */
public final class ManagedConnection implements Session.Owner {
    private enum State {
        OPEN,
        RECONNECTING,
        LOST,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(ManagedConnection.class);
    private static final Failure.Ended CLOSED_MEANWHILE =
            new Failure.Ended("closed while it was being opened", /* byEntity= */ false);

    private final ConnectionSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final MonotonicClock clock;
    private final Timers timers;
    private final EventLane lane;
    private final LinkEvents events;
    private final SessionOpener opener;
    private final ReconnectAttempts attempts;
    private final ConnectingThread connecting;
    private final Queue<PendingMessage> kept = new ArrayDeque<>();

    private State state = State.LOST;
    private Failure end = new Failure.Ended("not open yet", /* byEntity= */ false);
    private @Nullable Session session;
    private long openedAt;
    private boolean secure;
    private Optional<ActivationParameters> activated = Optional.empty();
    private Optional<RoutingActivationResponse> lastActivation = Optional.empty();
    private @Nullable Cancellable nextAttempt;

    /**
     * A connection that is not open yet.
     *
     * @param settings what to do
     * @param clock the time
     * @param timers timers on that time
     * @param lane where events are told
     * @param events hears them
     * @param activity hears what goes on meanwhile
     */
    public ManagedConnection(
            ConnectionSettings settings,
            MonotonicClock clock,
            Timers timers,
            EventLane lane,
            LinkEvents events,
            Activity activity) {
        this.settings = settings;
        this.clock = clock;
        this.timers = timers;
        this.lane = lane;
        this.events = events;
        this.attempts = new ReconnectAttempts(settings.reconnect());
        this.connecting = new ConnectingThread("doip-client " + settings.entity() + " connecting", activity);
        this.secure = settings.tls().filter(TlsSettings::always).isPresent();
        this.opener =
                new SessionOpener(new Session.Shared(settings, lock, clock, timers, lane, events, activity), this);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Connects for the first time, and asks for routing if that is configured. Blocks for a bounded time. The caller has told the
     * activity that something goes on.
     *
     * @param waiter lets the calling thread wait for that
     * @return the response to the request for routing, if there was one; unless it says "activated" there is no connection
     */
    public Outcome<Optional<RoutingActivationResponse>> connect(Waiter waiter) {
        SessionOpener.Opened opened = opener.open(secure, settings.activation(), waiter);
        return locked(() -> {
            Session fresh = opened.session();
            if (fresh == null) {
                return opened.outcome();
            }
            return adopt(fresh, settings.activation(), opened) ? opened.outcome() : new Outcome.Failed<>(end);
        });
    }

    /** Takes an open session, unless it is gone again, or nobody wants it any more. */
    private boolean adopt(Session fresh, Optional<ActivationParameters> how, SessionOpener.Opened opened) {
        Failure.Ended gone = fresh.machine().end();
        if (state == State.CLOSED || gone != null) {
            end = gone == null || state == State.CLOSED ? end : gone;
            fresh.end(CLOSED_MEANWHILE);
            return false;
        }
        session = fresh;
        openedAt = clock.nanoTime();
        secure = fresh.transport().isTls();
        state = State.OPEN;
        activated = how;
        if (opened.outcome() instanceof Outcome.Done<Optional<RoutingActivationResponse>> done) {
            lastActivation = done.value();
        }
        PendingMessage message;
        while (state == State.OPEN && (message = kept.poll()) != null) {
            fresh.machine().send(message);
        }
        return true;
    }

    /**
     * Asks for routing on the open connection, and goes on with TLS if the entity wants that and TLS is configured.
     *
     * @param parameters how
     * @param done is told the last response, whatever its code, or why there was none
     * @throws IllegalStateException if the last activation is not over yet
     */
    public void activate(ActivationParameters parameters, Consumer<Outcome<RoutingActivationResponse>> done) {
        locked(() -> {
            Session current = session;
            if (current == null) {
                done.accept(new Outcome.Failed<>(end));
            } else {
                current.machine().activate(parameters, outcome -> activationOver(current, parameters, outcome, done));
            }
        });
    }

    private void activationOver(
            Session on,
            ActivationParameters parameters,
            Outcome<RoutingActivationResponse> outcome,
            Consumer<Outcome<RoutingActivationResponse>> done) {
        if (outcome instanceof Outcome.Done<RoutingActivationResponse> answer) {
            if (!on.transport().isTls() && opener.wantsTls(new Outcome.Done<>(Optional.of(answer.value())))) {
                leave(on, new Failure.Ended("closed because the entity wants TLS", false), State.RECONNECTING);
                startAttempt(() -> goOnWithTls(parameters, done), fault -> done.accept(new Outcome.Failed<>(fault)));
                return;
            }
            if (answer.value().code().equals(RoutingActivationCode.ACTIVATED)) {
                activated = Optional.of(parameters);
                lastActivation = Optional.of(answer.value());
            }
        }
        done.accept(outcome);
    }

    private void goOnWithTls(ActivationParameters parameters, Consumer<Outcome<RoutingActivationResponse>> done) {
        SessionOpener.Opened opened = openAgain(/* withTls= */ true, Optional.of(parameters));
        locked(() -> {
            Session fresh = opened.session();
            boolean adopted = fresh != null && adopt(fresh, Optional.of(parameters), opened);
            if (adopted) {
                lane.execute(events::reconnected);
                attempts.over(new Outcome.Done<>(true));
            }
            Outcome<RoutingActivationResponse> outcome;
            if (opened.outcome() instanceof Outcome.Done<Optional<RoutingActivationResponse>> answer
                    && (adopted || fresh == null)) {
                outcome = new Outcome.Done<>(answer.value().orElseThrow());
            } else {
                outcome = new Outcome.Failed<>(reason(opened));
            }
            if (!adopted) {
                giveUp(reason(opened));
            }
            done.accept(outcome);
        });
    }

    private Failure reason(SessionOpener.Opened opened) {
        Failure failure = ReconnectAttempts.failure(opened.outcome());
        return failure == null ? end : failure;
    }

    /**
     * Sends a diagnostic message.
     *
     * @param target to whom
     * @param userData 1 byte or more
     * @param done is told how it went
     */
    public void send(LogicalAddress target, Bytes userData, Consumer<Outcome<DiagnosticAck>> done) {
        PendingMessage message = new PendingMessage(target, userData, done);
        locked(() -> {
            Session current = session;
            int limit = settings.machine().maxOutstanding();
            if (current != null) {
                current.machine().send(message);
            } else if (state != State.RECONNECTING) {
                message.fail(end);
            } else if (kept.size() >= limit) {
                message.fail(new Failure.QueueFull(limit));
            } else {
                kept.add(message);
            }
        });
    }

    /**
     * Sends any message on the open connection.
     *
     * @param message the message
     * @param done is told when it is sent
     */
    public void post(DoipMessage message, Consumer<Outcome<DoipMessage>> done) {
        locked(() -> {
            Session current = session;
            if (current == null) {
                done.accept(new Outcome.Failed<>(end));
            } else {
                current.machine().post(message, done);
            }
        });
    }

    @Override
    public void ended(Session which, Failure.Ended why) {
        if (which != session) {
            which.machine().lost(why);
            which.drop();
            return;
        }
        attempts.beginAfter(Duration.ofNanos(clock.nanoTime() - openedAt));
        // A connection without routing would be closed by the entity again and again
        boolean again = activated.isPresent() && !attempts.areExhausted();
        leave(which, why, again ? State.RECONNECTING : State.LOST);
        if (again) {
            LOG.info("the connection to {} is {}; reconnecting", settings.entity(), why.why());
            scheduleAttempt();
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

    private void scheduleAttempt() {
        nextAttempt = timers.schedule(attempts.delay(), () -> locked(() -> startAttempt(this::attempt, fault -> {})));
    }

    private void startAttempt(Runnable what, Consumer<Failure> orElse) {
        if (state == State.RECONNECTING) {
            connecting.begin(
                    what,
                    thrown -> locked(() -> {
                        Failure why = fault(thrown);
                        giveUp(why);
                        orElse.accept(why);
                    }));
        }
    }

    /** A fault, of a TLS context for example, is a failed attempt: the next one may do better, and the last one is told. */
    private SessionOpener.Opened openAgain(boolean withTls, Optional<ActivationParameters> how) {
        try {
            return opener.open(withTls, how, CompletableFuture::get);
        } catch (RuntimeException | Error e) {
            LOG.error("connecting to {} failed", settings.entity(), e);
            return SessionOpener.Opened.failed(fault(e));
        }
    }

    private Failure fault(Throwable what) {
        return new Failure.NotConnected(
                "no connection to " + settings.entity()
                        + " because of a fault in this library or in what it was given: " + what,
                what);
    }

    private void attempt() {
        SessionOpener.Opened opened = openAgain(secure, activated);
        locked(() -> {
            Session fresh = opened.session();
            if (fresh != null && adopt(fresh, activated, opened)) {
                lane.execute(events::reconnected);
                attempts.over(new Outcome.Done<>(true));
            } else if (state == State.RECONNECTING) {
                failedAttempt(opened);
            }
        });
    }

    private void failedAttempt(SessionOpener.Opened opened) {
        attempts.failed();
        Failure why = reason(opened);
        if (!attempts.areExhausted() && ReconnectAttempts.mayPass(opened.outcome())) {
            LOG.debug("attempt {} to reconnect to {} failed: {}", attempts.made(), settings.entity(), why);
            scheduleAttempt();
        } else {
            LOG.warn("gave up reconnecting to {} after {} attempts: {}", settings.entity(), attempts.made(), why);
            giveUp(why);
        }
    }

    private void giveUp(Failure why) {
        if (state == State.RECONNECTING) {
            state = State.LOST;
            end = why;
            failKept(why);
            attempts.over(new Outcome.Failed<>(why));
        }
    }

    private void failKept(Failure why) {
        PendingMessage message;
        while ((message = kept.poll()) != null) {
            message.fail(why);
        }
    }

    /**
     * Makes the TCP connection anew, with routing if it was activated before.
     *
     * @param done is told when there is one, or why not
     */
    public void reconnect(Consumer<Outcome<Boolean>> done) {
        locked(() -> {
            if (state == State.CLOSED) {
                done.accept(new Outcome.Failed<>(end));
            } else if (state == State.RECONNECTING) {
                attempts.await(done);
            } else {
                attempts.beginFor(done);
                Session current = session;
                if (current != null) {
                    leave(current, new Failure.Ended("closed to be made anew", false), State.RECONNECTING);
                }
                state = State.RECONNECTING;
                scheduleAttempt();
            }
        });
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
        return locked(() -> lastActivation);
    }

    private Optional<Session> current() {
        return locked(() -> Optional.ofNullable(session));
    }

    /** Ends everything, after what is sent already. Waits for the end of all threads, but not for long. */
    public void close() {
        Runnable awaitEnd = locked(() -> {
            Optional<Session> last = Optional.ofNullable(session);
            Runnable connectingEnds = connecting.ending();
            if (state != State.CLOSED) {
                shutDown(new Failure.Ended("closed by this tester", /* byEntity= */ false));
            }
            return () -> {
                last.ifPresent(Session::awaitEnd);
                connectingEnds.run();
            };
        });
        awaitEnd.run();
    }

    private void shutDown(Failure.Ended why) {
        Session last = session;
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
        attempts.over(new Outcome.Failed<>(why));
        opener.abort(why);
    }
}
