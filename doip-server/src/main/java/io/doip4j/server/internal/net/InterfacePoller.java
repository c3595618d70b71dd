package io.doip4j.server.internal.net;

import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.spi.NetworkInterfaces;
import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again and again for the network interfaces: the time comes from the event loop, but another thread asks, because that
 * may block. Belongs to the event loop.
 */
public final class InterfacePoller {
    private static final Logger LOG = LoggerFactory.getLogger(InterfacePoller.class);

    private final NetworkInterfaces source;
    private final Duration interval;
    private final TimerQueue timers;
    private final Executor offLoop;
    private final Executor onLoop;
    private final Consumer<List<Link>> answer;
    private TimerQueue.@Nullable Timer timer;
    private boolean stopped;
    private volatile boolean failing;

    /**
     * A poller that does nothing yet.
     *
     * @param source is asked
     * @param interval from an answer to the next question
     * @param timers the time
     * @param offLoop where questions are asked
     * @param onLoop gives tasks back to the event loop
     * @param answer takes the answers
     */
    public InterfacePoller(
            NetworkInterfaces source,
            Duration interval,
            TimerQueue timers,
            Executor offLoop,
            Executor onLoop,
            Consumer<List<Link>> answer) {
        this.source = source;
        this.interval = interval;
        this.timers = timers;
        this.offLoop = offLoop;
        this.onLoop = onLoop;
        this.answer = answer;
    }

    /** Asks for the first time after one interval. */
    public void start() {
        if (!stopped) {
            timer = timers.schedule(interval, this::ask);
        }
    }

    private void ask() {
        timer = null;
        offLoop.execute(() -> {
            AtomicReference<@Nullable List<Link>> links = new AtomicReference<>();
            try {
                links.set(snapshot());
            } finally {
                onLoop.execute(() -> answered(links.get()));
            }
        });
    }

    private void answered(@Nullable List<Link> links) {
        if (stopped) {
            return;
        }
        try {
            if (links != null) {
                answer.accept(links);
            }
        } finally {
            start();
        }
    }

    /**
     * Asks now, on the calling thread.
     *
     * @return the answer, or null if there is none
     */
    public @Nullable List<Link> snapshot() {
        try {
            List<Link> links = List.copyOf(source.snapshot());
            failing = false;
            return links;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                LOG.warn("the network interfaces cannot be told, asking again every {}: {}", interval, e.toString());
            }
            failing = true;
            return null;
        }
    }

    /** Asks no more. */
    public void stop() {
        stopped = true;
        TimerQueue.Timer armed = timer;
        if (armed != null) {
            armed.cancel();
            timer = null;
        }
    }
}
