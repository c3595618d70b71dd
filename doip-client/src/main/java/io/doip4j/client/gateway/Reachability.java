package io.doip4j.client.gateway;

import io.doip4j.client.internal.net.Threads;
import io.doip4j.client.internal.net.Timers;
import io.doip4j.core.MonotonicClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the inner entity takes connections. While there is no connection that tells, it is tried now and then, in a thread
 * of its own for each try, so that testers are told at once that their target cannot be reached.
 */
final class Reachability {
    private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

    private final InetSocketAddress entity;
    private final Timers timers;
    private final MonotonicClock clock;
    private final Duration interval;
    private final Duration memory;
    private final BooleanSupplier connected;
    private boolean down;
    private boolean trying;
    private boolean ended;
    private long downSince;

    Reachability(
            InetSocketAddress entity,
            Timers timers,
            MonotonicClock clock,
            Duration interval,
            Duration memory,
            BooleanSupplier connected) {
        this.entity = entity;
        this.timers = timers;
        this.clock = clock;
        this.interval = interval;
        this.memory = memory;
        this.connected = connected;
    }

    /** Begins to try, if it is to be tried at all. */
    void watch() {
        if (!interval.isZero()) {
            tryNow();
            timers.schedule(interval, this::watch);
        }
    }

    /** Tries once, unless a connection tells anyway. */
    synchronized void tryNow() {
        if (!trying && !ended && !interval.isZero() && !connected.getAsBoolean()) {
            trying = true;
            Threads.daemon("doip-client gateway probe", this::attempt).start();
        }
    }

    private void attempt() {
        boolean answers;
        try (Socket socket = new Socket()) {
            socket.connect(entity, (int) Math.max(1, Math.min(Integer.MAX_VALUE, interval.toMillis())));
            answers = true;
        } catch (IOException e) {
            LOG.debug("{} takes no connection", entity, e);
            answers = false;
        }
        synchronized (this) {
            trying = false;
        }
        if (answers) {
            up();
        } else {
            down();
        }
    }

    synchronized void up() {
        if (down) {
            LOG.info("the entity at {} can be reached again", entity);
        }
        down = false;
    }

    synchronized void down() {
        if (!down) {
            LOG.warn("the entity at {} cannot be reached", entity);
        }
        down = true;
        downSince = clock.nanoTime();
    }

    /** Whether a message would be lost. Without tries this is forgotten after a while. */
    synchronized boolean isDown() {
        return down && (!interval.isZero() || clock.nanoTime() - downSince < memory.toNanos());
    }

    synchronized void end() {
        ended = true;
    }
}
