package io.doip4j.server;

import io.doip4j.core.Bytes;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.Vin;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.FurtherAction;
import io.doip4j.core.message.SyncStatus;
import io.doip4j.core.message.VehicleAnnouncement;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DoIP entity (ISO 13400-2) that serves one or more ECUs: vehicle identification, entity status and power mode on UDP,
 * routing activation and diagnostic messages on TCP.
 *
 * <pre>{@code
 * try (DoipServer server = DoipServer.builder().port(0).logicalAddress(0x1010).build().start()) {
 *     connectTo(server.tcpAddress());
 * }
 * }</pre>
 *
 * <p>Life cycle: a server is started once and closed once. All methods may be called from any thread, {@link #close()} also
 * from a UDS service.
 */
public final class DoipServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DoipServer.class);

    private enum State {
        NEW,
        RUNNING,
        CLOSED
    }

    private final DoipServerSettings settings;
    private final CountDownLatch closed = new CountDownLatch(1);
    /** One start at a time. Never held by who closes: a UDS service or a listener may close the server it runs in. */
    private final Object startLock = new Object();
    /** Guards changes of the state, nothing else. */
    private final Object lock = new Object();

    private volatile State state = State.NEW;
    private volatile @Nullable RunningEntity running;
    private @Nullable DoipEventLoop ownLoop;

    DoipServer(DoipServerSettings settings) {
        this.settings = settings;
    }

    /**
     * Begins the description of a server. Without further calls it is one on loopback, port 13400, address 0x1000.
     *
     * @return a builder
     */
    public static DoipServerBuilder builder() {
        return new DoipServerBuilder();
    }

    /**
     * Binds all sockets and begins to serve; returns when that is done. The JVM stays alive until the server is closed,
     * unless it was lent an event loop. No effect if the server is running.
     *
     * @return this
     * @throws IllegalStateException if the server was closed, or its configuration contradicts itself
     * @throws java.io.UncheckedIOException if a socket cannot be bound; then none is
     */
    public DoipServer start() {
        return start(false);
    }

    /**
     * The same as {@link #start()}, with threads that do not keep the JVM alive.
     *
     * @return this
     * @throws IllegalStateException if the server was closed, or its configuration contradicts itself
     * @throws java.io.UncheckedIOException if a socket cannot be bound; then none is
     */
    public DoipServer startDaemon() {
        return start(true);
    }

    private DoipServer start(boolean daemon) {
        synchronized (startLock) {
            if (state == State.CLOSED) {
                throw new IllegalStateException("the server was closed; build a new one to start again");
            }
            if (state == State.NEW) {
                open(daemon);
                LOG.info("DoIP entity {} listens on {}", logicalAddress(), tcpAddresses());
            }
            return this;
        }
    }

    private void open(boolean daemon) {
        DoipEventLoop given = settings.eventLoop();
        DoipEventLoop own = given == null ? DoipEventLoop.create(settings.clock(), daemon) : null;
        RunningEntity opened = null;
        boolean kept = false;
        try {
            opened = new RunningEntity(settings, (given == null ? Objects.requireNonNull(own) : given).loop());
            kept = keep(opened, own);
        } finally {
            if (!kept) {
                close(opened, own);
            }
        }
        if (!kept) {
            throw new IllegalStateException("the server was closed while it was being started");
        }
    }

    private boolean keep(RunningEntity opened, @Nullable DoipEventLoop own) {
        synchronized (lock) {
            if (state == State.CLOSED) {
                return false;
            }
            running = opened;
            ownLoop = own;
            state = State.RUNNING;
            return true;
        }
    }

    private static void close(@Nullable RunningEntity entity, @Nullable DoipEventLoop loop) {
        try {
            if (entity != null) {
                entity.close();
            }
        } finally {
            if (loop != null) {
                loop.close();
            }
        }
    }

    /**
     * Makes everything as it was after the start, on the same sockets: connections are closed, ECUs are made anew from their
     * definitions with all that they keep, what was changed at run time (VIN, GID, further action, targets that refuse,
     * positive responding) is as the builder said, announcements that were triggered end. What is plugged into the server
     * stays as it is, and so do socket options that were set since. For several tests on one
     * server.
     *
     * @throws IllegalStateException if the server is not running
     */
    public void reset() {
        runningEntity().reset();
    }

    /** The same as {@link #close()}. */
    public void stop() {
        close();
    }

    /**
     * Closes all connections and sockets, and ends the threads of the server. Answers that the sockets take at once still
     * arrive. Returns when the sockets are closed, unless another thread is closing the server already. No effect if the
     * server was closed before; a server that was never started can not be started any more.
     */
    @Override
    public void close() {
        RunningEntity toClose;
        DoipEventLoop loopToClose;
        synchronized (lock) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            toClose = running;
            loopToClose = ownLoop;
        }
        try {
            close(toClose, loopToClose);
        } finally {
            closed.countDown();
        }
    }

    /**
     * Waits until the server is closed.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void join() throws InterruptedException {
        closed.await();
    }

    /**
     * Whether the server has been started and not closed.
     *
     * @return true while it serves
     */
    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /**
     * The TCP address of the first bind address, with the port that is really bound.
     *
     * @return the address
     * @throws IllegalStateException if the server was never started
     */
    public InetSocketAddress tcpAddress() {
        return started().tcpAddresses().get(0);
    }

    /**
     * The TCP addresses, one for each bind address, in that order.
     *
     * @return the addresses
     * @throws IllegalStateException if the server was never started
     */
    public List<InetSocketAddress> tcpAddresses() {
        return started().tcpAddresses();
    }

    /**
     * The UDP address of the first bind address, with the port that is really bound.
     *
     * @return the address
     * @throws IllegalStateException if the server was never started
     */
    public InetSocketAddress udpAddress() {
        return started().udpAddresses().get(0);
    }

    /**
     * The UDP addresses, one for each bind address, in that order.
     *
     * @return the addresses
     * @throws IllegalStateException if the server was never started
     */
    public List<InetSocketAddress> udpAddresses() {
        return started().udpAddresses();
    }

    /**
     * The port that is bound for TCP and UDP on every bind address.
     *
     * @return 1..65535
     * @throws IllegalStateException if the server was never started
     */
    public int port() {
        return tcpAddress().getPort();
    }

    /**
     * The logical address of the entity.
     *
     * @return the address
     */
    public LogicalAddress logicalAddress() {
        return settings.logicalAddress();
    }

    /**
     * Sends vehicle announcements to one target, besides those at the start of the server (ISO 13400-2, payload type
     * 0x0004).
     *
     * @param address IPv4 or IPv6 address; a broadcast or multicast address too
     * @param occurrence how many, 1 or more
     * @param cycle time between two, zero or more
     * @param port UDP port, 13400 is that of DoIP
     * @param furtherAction the further action byte; or two bytes, the second of which is the VIN/GID sync status
     * @return completes when the last one was sent
     * @throws IllegalArgumentException if a value is out of range
     * @throws IllegalStateException if the server is not running
     */
    public CompletionStage<Void> triggerVehicleAnnouncement(
            InetAddress address, int occurrence, Duration cycle, int port, Bytes furtherAction) {
        if (occurrence < 1 || cycle.isNegative()) {
            throw new IllegalArgumentException("occurrence is " + occurrence + ", must be 1 or more; cycle is " + cycle
                    + ", must not be negative");
        }
        if (furtherAction.isEmpty() || furtherAction.length() > 2) {
            throw new IllegalArgumentException("further action is " + furtherAction.length()
                    + " bytes, must be one byte, or two with the sync status");
        }
        return runningEntity()
                .announce(
                        new InetSocketAddress(address, port),
                        occurrence,
                        cycle,
                        announced -> new VehicleAnnouncement(
                                announced.vin(),
                                announced.logicalAddress(),
                                announced.eid(),
                                announced.gid(),
                                FurtherAction.of(furtherAction.u8(0)),
                                furtherAction.length() > 1
                                        ? Optional.of(SyncStatus.of(furtherAction.u8(1)))
                                        : announced.syncStatus()));
    }

    /**
     * Sends one vehicle announcement to the DoIP port of one target, with the entity's own further action byte.
     *
     * @param address IPv4 or IPv6 address; a broadcast or multicast address too
     * @return completes when it was sent
     * @throws IllegalStateException if the server is not running
     */
    public CompletionStage<Void> triggerVehicleAnnouncement(InetAddress address) {
        return runningEntity()
                .announce(
                        new InetSocketAddress(address, DoipServerBuilder.DOIP_PORT),
                        1,
                        Duration.ZERO,
                        UnaryOperator.identity());
    }

    /**
     * Sets socket options on open sockets, as far as the option can still be changed there, and on later ones.
     *
     * @param options names to values; 0 and 1 for an option that is on or off
     * @throws IllegalArgumentException if there is no such option, or it cannot have the value
     * @throws IllegalStateException if the server was never started
     */
    public void configureSocketOptions(Map<SocketOptionName, ?> options) {
        runningEntity().configure(DoipServerBuilder.socketOptions(options));
    }

    /**
     * Waits until a TCP connection has been accepted, now or before.
     *
     * @param time how long at most, without a limit; zero or less does not wait
     * @return false if there was none in that time
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IllegalStateException if the server was never started
     */
    public boolean awaitConnection(Duration time) throws InterruptedException {
        return started().awaitConnection(time);
    }

    /**
     * How UDS requests are answered that no service claims.
     *
     * @return true if positively, with the data of the request; false if with NRC 0x11
     * @throws IllegalStateException if the server was never started
     */
    public boolean positiveResponding() {
        return started().positiveResponding();
    }

    /**
     * Changes how UDS requests are answered that no service claims.
     *
     * @param positive true for positively, with the data of the request; false for NRC 0x11
     * @throws IllegalStateException if the server was never started
     */
    public void positiveResponding(boolean positive) {
        runningEntity().positiveResponding(positive);
    }

    /**
     * Makes a target refuse every message to its physical address, and miss those to its groups.
     *
     * @param target address of the target
     * @param code the answer, for example {@link DiagnosticNackCode#OUT_OF_MEMORY}
     * @throws IllegalStateException if the server was never started
     */
    public void refuse(LogicalAddress target, DiagnosticNackCode code) {
        runningEntity().refuse(target, code);
    }

    /**
     * Lets a target take messages again.
     *
     * @param target address of the target
     * @throws IllegalStateException if the server was never started
     */
    public void accept(LogicalAddress target) {
        runningEntity().accept(target);
    }

    /**
     * Changes the GID and the VIN/GID sync status, from the next answer on.
     *
     * @param gid the GID
     * @param status the sync status
     * @throws IllegalStateException if the server was never started
     */
    public void synchronise(Gid gid, SyncStatus status) {
        runningEntity().changeIdentity(identity -> identity.withGid(gid, status));
    }

    /**
     * Changes the VIN, from the next answer on.
     *
     * @param vin the VIN
     * @throws IllegalStateException if the server was never started
     */
    public void vin(Vin vin) {
        runningEntity().changeIdentity(identity -> identity.withVin(vin));
    }

    /**
     * Changes what announcements say that a tester has to do first, from the next answer on.
     *
     * @param furtherAction the code
     * @throws IllegalStateException if the server was never started
     */
    public void furtherAction(FurtherAction furtherAction) {
        runningEntity().changeIdentity(identity -> identity.withFurtherAction(furtherAction));
    }

    private RunningEntity runningEntity() {
        if (state == State.CLOSED) {
            throw new IllegalStateException("the server was closed");
        }
        return started();
    }

    private RunningEntity started() {
        RunningEntity open = running;
        if (open == null) {
            throw new IllegalStateException("the server was not started: call start() first");
        }
        return open;
    }
}
