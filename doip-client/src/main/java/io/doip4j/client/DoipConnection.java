package io.doip4j.client;

import io.doip4j.client.internal.net.Activity;
import io.doip4j.client.internal.net.ConnectionSettings;
import io.doip4j.client.internal.net.EventLane;
import io.doip4j.client.internal.net.ManagedConnection;
import io.doip4j.client.internal.net.SystemTimers;
import io.doip4j.client.internal.net.Waiter;
import io.doip4j.client.internal.protocol.ActivationParameters;
import io.doip4j.client.internal.protocol.Outcome;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.PowerMode;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.uds.spi.Cancellable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection of a tester to a DoIP entity, with routing activated unless told otherwise (ISO 13400-2).
 *
 * <pre>{@code
 * try (DoipConnection connection = DoipConnection.builder("192.0.2.10").testerAddress(0x0E80).connect()) {
 *     connection.listen((source, userData) -> System.out.println(source + ": " + userData));
 *     connection.sendAndAwait(LogicalAddress.of(0x1001), Bytes.hex("22 F1 90"));
 * }
 * }</pre>
 *
 * <p>Alive checks are answered by the connection itself, whatever else goes on. At most one message per target is on its
 * way without acknowledge; others to the same target wait for it, those to other targets do not.
 *
 * <p><b>Late acknowledges.</b> An acknowledge does not say which message it is for. When one does not come in time the message
 * has failed, but its acknowledge may still come. It is not taken for that of the next message: that one counts as acknowledged
 * after as many acknowledges as messages were sent to the target; or when its own time is over and there are fewer, since then
 * the older one was lost. With automatic {@linkplain DoipConnectionBuilder#reconnect reconnection} the next message to such a
 * target goes over a new connection instead, where nothing is owed.
 *
 * <p>Methods may be called by any thread. Blocking ones wait for a bounded time. Stages complete, and listeners are called,
 * by one thread of the connection that is not the one that reads: whoever blocks there delays what others are told, but neither
 * alive checks nor timeouts nor the blocking methods of this class.
 */
public final class DoipConnection implements DiagnosticLink, AutoCloseable {
    /** The TCP and UDP port of DoIP entities. */
    public static final int PORT = 13400;
    /** The TCP port of DoIP entities for TLS. */
    public static final int TLS_PORT = 3496;

    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final ConnectionSettings settings;
    private final InetSocketAddress entity;
    private final EntityQuery queries;
    private final MonotonicClock clock;
    private final @Nullable SystemTimers ownTimers;
    private final ClientTimers timers;
    private final EventLane lane;
    private final ListenerHub hub;
    private final ManagedConnection connection;

    private DoipConnection(ConnectionSettings settings, @Nullable ClientTimers given, EntityQuery queries) {
        this.settings = settings;
        this.entity = settings.entity();
        this.queries = queries;
        String name = "doip-client " + Failures.name(entity) + " ";
        if (given == null) {
            SystemTimers own = new SystemTimers(name + "timers");
            ownTimers = own;
            timers = new JvmTimers(own);
        } else {
            ownTimers = null;
            timers = given;
        }
        this.clock = timers.clock();
        Activity activity = new Told(timers.activity());
        this.lane = new EventLane(name + "events", activity);
        this.hub = new ListenerHub(entity);
        this.connection = new ManagedConnection(settings, clock, timers::schedule, lane, hub, activity);
    }

    private record Told(ClientActivity listener) implements Activity {
        @Override
        public void began() {
            listener.began();
        }

        @Override
        public void ended() {
            listener.ended();
        }

        @Override
        public void opened(InetSocketAddress local) {
            listener.opened(local);
        }

        @Override
        public void sent(InetSocketAddress local, long count) {
            listener.sent(local, count);
        }

        @Override
        public void received(InetSocketAddress local, long count) {
            listener.received(local, count);
        }

        @Override
        public void closed(InetSocketAddress local) {
            listener.closed(local);
        }
    }

    private record JvmTimers(SystemTimers timers) implements ClientTimers {
        @Override
        public MonotonicClock clock() {
            return MonotonicClock.system();
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return timers.schedule(delay, task);
        }
    }

    /**
     * Begins the description of a connection to port 13400.
     *
     * @param entity where the entity is
     * @return a new builder
     */
    public static DoipConnectionBuilder builder(InetAddress entity) {
        return builder(new InetSocketAddress(entity, PORT));
    }

    /**
     * Begins the description of a connection.
     *
     * @param entity where the entity is, and its TCP port without TLS
     * @return a new builder
     * @throws IllegalArgumentException if the host is not resolved, or the port 0
     */
    public static DoipConnectionBuilder builder(InetSocketAddress entity) {
        return new DoipConnectionBuilder(entity);
    }

    /**
     * Begins the description of a connection to port 13400.
     *
     * @param host name or IP address of the entity
     * @return a new builder
     * @throws IllegalArgumentException if the host is unknown
     */
    public static DoipConnectionBuilder builder(String host) {
        return builder(new InetSocketAddress(host, PORT));
    }

    /**
     * Connects.
     *
     * @param waiter lets the calling thread wait, of which the activity of the timers has been told
     */
    static DoipConnection open(
            ConnectionSettings settings, @Nullable ClientTimers timers, EntityQuery queries, Waiter waiter) {
        DoipConnection opened = new DoipConnection(settings, timers, queries);
        try {
            Failures.value(opened.connection.connect(waiter), opened.entity)
                    .map(RoutingActivationResult::of)
                    .ifPresent(RoutingActivationResult::orThrow);
            return opened;
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public LogicalAddress testerAddress() {
        return settings.machine().tester();
    }

    /**
     * Where the entity is.
     *
     * @return its address and its port without TLS
     */
    public InetSocketAddress entity() {
        return entity;
    }

    /**
     * The entity as it named itself when it activated routing.
     *
     * @return its logical address; empty if routing was never active
     */
    public Optional<LogicalAddress> entityAddress() {
        return connection.lastActivation().map(RoutingActivationResponse::entity);
    }

    /**
     * The own end of the TCP connection.
     *
     * @return address and port; empty if there is no TCP connection now
     */
    public Optional<InetSocketAddress> localAddress() {
        return connection.local();
    }

    /**
     * Whether there is a TCP connection now.
     *
     * @return false after it was lost, while it is made anew, and after {@link #close()}
     */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /**
     * Whether there is a TCP connection with TLS now.
     *
     * @return true if there is
     */
    public boolean isTls() {
        return connection.isTls();
    }

    /**
     * Activates routing as the builder was told; with type 0x00 if it was told nothing.
     *
     * @return what the entity says
     * @throws RoutingActivationDeniedException if routing is not active afterwards
     * @throws DoipException if there is no answer, as {@link #requestActivation} says
     */
    public RoutingActivationResult.Activated activate() {
        return settings.activation()
                .map(asked -> activate(asked.type(), asked.manufacturerData()))
                .orElseGet(() -> activate(ActivationType.DEFAULT, Bytes.EMPTY));
    }

    /**
     * Activates routing.
     *
     * @param type the kind of activation
     * @param manufacturerData four bytes, or none
     * @return what the entity says
     * @throws RoutingActivationDeniedException if routing is not active afterwards
     * @throws DoipException if there is no answer, as {@link #requestActivation} says
     */
    public RoutingActivationResult.Activated activate(ActivationType type, Bytes manufacturerData) {
        return requestActivation(type, manufacturerData).orThrow();
    }

    /**
     * Asks for routing, and returns the decision whatever it is. A pending confirmation is waited for, and a demand for TLS
     * followed, as configured.
     *
     * @param type the kind of activation
     * @param manufacturerData four bytes, or none
     * @return what the entity says
     * @throws DoipTimeoutException if it says nothing in time; the connection is closed then, because a late response could be
     *     taken for that of another request
     * @throws HeaderNackException if it does not like the request
     * @throws ConnectionClosedException if the connection is gone, or goes meanwhile
     * @throws ConnectionFailedException if there is no TLS connection to be had that it demands
     * @throws DoipInterruptedException if the thread is interrupted meanwhile
     * @throws IllegalStateException if another activation is not over yet
     */
    public RoutingActivationResult requestActivation(ActivationType type, Bytes manufacturerData) {
        CompletableFuture<Outcome<RoutingActivationResponse>> answered = new CompletableFuture<>();
        connection.activate(new ActivationParameters(type, manufacturerData), answered::complete);
        return RoutingActivationResult.of(Failures.await(timers, answered, entity));
    }

    /**
     * Asks for routing as {@link #requestActivation} does, without blocking.
     *
     * @param type the kind of activation
     * @param manufacturerData four bytes, or none
     * @return what the entity says, or what {@link #requestActivation} throws
     * @throws IllegalStateException if another activation is not over yet
     */
    public CompletionStage<RoutingActivationResult> requestActivationAsync(
            ActivationType type, Bytes manufacturerData) {
        CompletableFuture<RoutingActivationResult> stage = new CompletableFuture<>();
        connection.activate(
                new ActivationParameters(type, manufacturerData),
                Failures.completing(stage, lane, RoutingActivationResult::of, entity));
        return stage.minimalCompletionStage();
    }

    /**
     * {@inheritDoc}
     *
     * <p>It fails with a {@link DiagnosticNackException} if the entity refuses the message, a {@link DoipTimeoutException} if it
     * does not say in time whether it takes it, a {@link HeaderNackException} if it does not like its header, a
     * {@link QueueFullException} if too many wait, and a {@link ConnectionClosedException} if the connection ends.
     *
     * @throws IllegalArgumentException if the user data are empty
     */
    @Override
    public CompletionStage<Void> send(LogicalAddress target, Bytes userData) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        connection.send(
                target, checked(userData), Failures.<DiagnosticAck, Void>completing(stage, lane, ack -> null, entity));
        return stage.minimalCompletionStage();
    }

    @Override
    public void send(LogicalAddress target, Bytes userData, Consumer<Optional<DoipException>> done) {
        connection.send(
                target,
                checked(userData),
                outcome -> lane.execute(() -> done.accept(
                        outcome instanceof Outcome.Failed<DiagnosticAck> failed
                                ? Optional.of(Failures.exception(failed.failure(), entity))
                                : Optional.empty())));
    }

    /**
     * Sends user data to a target, and waits until the entity has acknowledged them.
     *
     * @param target logical address of an ECU or of a functional group
     * @param userData 1 byte or more
     * @throws DiagnosticNackException if the entity refuses the message
     * @throws DoipTimeoutException if it does not say in time whether it takes it
     * @throws HeaderNackException if it does not like its header
     * @throws QueueFullException if too many messages wait
     * @throws ConnectionClosedException if the connection is gone, or goes meanwhile
     * @throws DoipInterruptedException if the thread is interrupted meanwhile
     * @throws IllegalArgumentException if the user data are empty
     */
    public void sendAndAwait(LogicalAddress target, Bytes userData) {
        CompletableFuture<Outcome<DiagnosticAck>> acknowledged = new CompletableFuture<>();
        connection.send(target, checked(userData), acknowledged::complete);
        Failures.await(timers, acknowledged, entity);
    }

    private static Bytes checked(Bytes userData) {
        if (userData.isEmpty()) {
            throw new IllegalArgumentException("user data are empty: a diagnostic message needs at least one byte");
        }
        return userData;
    }

    /**
     * Sends any message, for example one of a manufacturer specific type, and awaits no answer.
     *
     * @param message the message
     * @return completes when it is sent; exceptionally if the connection is gone, or goes before
     */
    public CompletionStage<Void> post(DoipMessage message) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        connection.post(message, Failures.<DoipMessage, Void>completing(stage, lane, sent -> null, entity));
        return stage.minimalCompletionStage();
    }

    @Override
    public Cancellable listen(Listener listener) {
        return hub.listen(listener);
    }

    /**
     * Begins to see every message that comes, of whatever type, also those that the connection answers itself.
     *
     * @param observer sees everything from now on, as a {@link DiagnosticLink.Listener} would
     * @return ends it
     */
    public Cancellable observe(Consumer<DoipMessage> observer) {
        return hub.observe(observer);
    }

    /**
     * Calls something whenever the connection was made anew, and routing is active again.
     *
     * @param action what to call; must return at once
     * @return ends it
     */
    public Cancellable onReconnected(Runnable action) {
        return hub.onReconnected(action);
    }

    /**
     * Makes the TCP connection anew, with routing activation, whether there still is one or not; for example after a reset.
     * Tries as often as the {@link ReconnectPolicy} says, or as {@link ReconnectPolicy#standard()} does if that says never.
     *
     * @throws ConnectionFailedException if there is no connection to be had
     * @throws DoipTimeoutException if routing is not answered in time
     * @throws ConnectionClosedException if this connection was closed by {@link #close()}
     * @throws DoipInterruptedException if the thread is interrupted meanwhile
     */
    public void reconnect() {
        CompletableFuture<Outcome<Boolean>> done = new CompletableFuture<>();
        connection.reconnect(done::complete);
        Failures.await(timers, done, entity);
    }

    /**
     * Asks the entity for its kind and its sockets, by UDP.
     *
     * @return what it says
     * @throws DoipTimeoutException if it says nothing in time
     * @throws HeaderNackException if it does not know the request
     * @throws ConnectionFailedException if nothing can be sent
     */
    public EntityStatusResponse entityStatus() {
        return queries.entityStatus();
    }

    /**
     * Asks the entity whether the vehicle is ready for diagnostics, by UDP.
     *
     * @return what it says
     * @throws DoipTimeoutException if it says nothing in time
     * @throws HeaderNackException if it does not know the request
     * @throws ConnectionFailedException if nothing can be sent
     */
    public PowerMode powerMode() {
        return queries.powerMode();
    }

    @Override
    public MonotonicClock clock() {
        return clock;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return timers.schedule(delay, task);
    }

    @Override
    public <T> T await(CompletableFuture<T> result) throws InterruptedException, ExecutionException {
        return timers.await(result);
    }

    /**
     * Closes the connection, which is what deactivates routing. All that waits fails with a {@link ConnectionClosedException}. May
     * be called by any thread, also by a callback, and more than once. Waits for the end of all threads, but not for long.
     */
    @Override
    public void close() {
        connection.close();
        lane.close(CLOSE_TIMEOUT);
        SystemTimers own = ownTimers;
        if (own != null) {
            own.close();
        }
    }

    /** Where it leads, and whether it is open. */
    @Override
    public String toString() {
        return "DoIP connection of " + testerAddress() + " to " + Failures.name(entity)
                + (isOpen() ? "" : " (not open)");
    }
}
