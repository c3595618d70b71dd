package io.doip4j.server;

import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.net.EventLoop;

/**
 * The thread that serves sockets, timers and services that do not block. A server has one of its own unless it is given
 * one; many servers may share one, and a shared one stays open when they close.
 *
 * <p>All methods may be called from any thread.
 */
public final class DoipEventLoop implements AutoCloseable {
    private final EventLoop loop;

    private DoipEventLoop(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * A running event loop on the clock of the JVM, whose thread does not keep the JVM alive.
     *
     * @return the event loop, to be closed by the caller
     */
    public static DoipEventLoop create() {
        return create(MonotonicClock.system(), true);
    }

    static DoipEventLoop create(MonotonicClock clock, boolean daemon) {
        return new DoipEventLoop(EventLoop.start(clock, daemon));
    }

    EventLoop loop() {
        return loop;
    }

    /**
     * Ends the thread. Close the servers that use the loop before. Waits until the thread has ended, unless called from it.
     * No effect if the loop was closed before.
     */
    @Override
    public void close() {
        loop.close();
    }
}
