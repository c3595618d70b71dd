package io.doip4j.server;

import io.doip4j.core.LogicalAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
    /** Held while the server starts, but not while it closes: a UDS service may close the server that it runs in. */
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
     * Binds all sockets and begins to serve; returns when that is done. The JVM stays alive until the server is closed. No
     * effect if the server is running.
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
        synchronized (lock) {
            if (state == State.CLOSED) {
                throw new IllegalStateException("the server was closed; build a new one to start again");
            }
            if (state == State.NEW) {
                open(daemon);
                state = State.RUNNING;
                LOG.info("DoIP entity {} listens on {}", logicalAddress(), tcpAddresses());
            }
            return this;
        }
    }

    private void open(boolean daemon) {
        DoipEventLoop given = settings.eventLoop();
        if (given != null) {
            running = new RunningEntity(settings, given.loop());
            return;
        }
        DoipEventLoop own = DoipEventLoop.create(settings.clock(), daemon);
        try {
            running = new RunningEntity(settings, own.loop());
            ownLoop = own;
        } finally {
            if (running == null) {
                own.close();
            }
        }
    }

    /** The same as {@link #close()}. */
    public void stop() {
        close();
    }

    /**
     * Closes all connections and sockets, and ends the threads of the server. Answers that have been given to the socket
     * still arrive. Returns when the sockets are closed. No effect if the server was closed before; a server that was never
     * started can not be started any more.
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
        if (toClose != null) {
            toClose.close();
        }
        if (loopToClose != null) {
            loopToClose.close();
        }
        closed.countDown();
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

    private RunningEntity started() {
        RunningEntity open = running;
        if (open == null) {
            throw new IllegalStateException("the server was not started: call start() first");
        }
        return open;
    }
}
