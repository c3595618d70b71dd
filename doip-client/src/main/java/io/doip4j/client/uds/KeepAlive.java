package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sessions alive with {@code 3E 80} until it is closed. Sending fails as long as the link has no connection; it goes on
 * when there is one again.
 *
 * <pre>{@code
 * try (KeepAlive alive = ecu.functional(0xE400).keepAlive()) {
 *     ecu.session(Session.EXTENDED);
 *     Thread.sleep(60_000);
 * }
 * }</pre>
 *
 * <p>Safe for use by any thread.
 */
public final class KeepAlive implements AutoCloseable {
    static final Bytes REQUEST = Bytes.of(0x3E, 0x80);

    private static final Logger LOG = LoggerFactory.getLogger(KeepAlive.class);

    private final LogicalAddress target;
    private final Duration period;
    private final Engine engine;
    private final Supplier<@Nullable CompletionStage<?>> send;
    private final Object lock = new Object();
    private Cancellable next = () -> {};
    private boolean closed;
    private volatile @Nullable Throwable failure;

    private KeepAlive(Peer peer, Duration period, Supplier<@Nullable CompletionStage<?>> send) {
        this.target = peer.target();
        this.period = Args.positive("period", period);
        this.engine = peer.engine();
        this.send = send;
    }

    /** A busy target is alive: it hears from its tester with the next request anyway. */
    static KeepAlive ofTarget(Peer peer, Duration period) {
        KeepAlive alive = new KeepAlive(peer, period, () -> peer.engine().isIdle(peer.target()) ? submit(peer) : null);
        alive.arm();
        return alive;
    }

    /** Passes by the queue of functional requests: those may collect answers for long. */
    static KeepAlive ofGroup(Peer peer, Duration period) {
        KeepAlive alive = new KeepAlive(peer, period, () -> peer.engine().sendNow(peer.target(), REQUEST));
        alive.arm();
        return alive;
    }

    private static CompletionStage<?> submit(Peer peer) {
        Exchange exchange = new Exchange(peer.engine(), peer.target(), REQUEST, UdsOptions.defaults());
        peer.engine().submit(peer.target(), exchange);
        return exchange.result();
    }

    private void arm() {
        synchronized (lock) {
            if (!closed) {
                next = engine.schedule(period, effects -> effects.add(this::beat));
            }
        }
    }

    private void beat() {
        if (engine.isClosed()) {
            close();
            return;
        }
        try {
            CompletionStage<?> sent = send.get();
            if (sent != null) {
                sent.whenComplete((any, error) -> note(error));
            }
        } catch (IllegalStateException e) {
            // Closed in this moment
            note(e);
        }
        arm();
    }

    private void note(@Nullable Throwable error) {
        if (error != null && failure == null) {
            LOG.warn("the session of {} is not kept alive: {}", target, error.getMessage());
        }
        failure = error;
    }

    /**
     * Why the last message could not be sent.
     *
     * @return empty if it could
     */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends it: nothing more is sent. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            next.cancel();
        }
    }
}
