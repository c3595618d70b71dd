package io.doip4j.server;

import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.net.EventLoop;
import java.time.Duration;
import java.util.function.Predicate;

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

    /**
     * A running event loop on a clock that somebody moves by hand, for tests. Its thread waits for sockets and tasks, and never
     * for the time: whoever has moved the clock calls {@link #settle}.
     *
     * @param clock the clock
     * @return the event loop, to be closed by the caller
     */
    public static DoipEventLoop driven(MonotonicClock clock) {
        return new DoipEventLoop(EventLoop.startDriven(clock));
    }

    /**
     * Waits until nothing is left to do at the present time of a {@link #driven} loop: no socket that is ready, no task, no
     * timer that is due, no service on a handler thread. Results that services promised for later are not waited for.
     *
     * @param atMost how long to wait in real time
     * @param sleeps whether a thread waits for the clock to move: such a handler thread is not waited for
     * @return nanoseconds until the next timer, {@link Long#MAX_VALUE} if there is none
     * @throws IllegalStateException if it took too long, if the loop is closed, or when called on the loop's thread
     */
    public long settle(Duration atMost, Predicate<Thread> sleeps) {
        if (isCurrentThread()) {
            throw new IllegalStateException("the event loop cannot wait for itself: call settle on another thread");
        }
        return loop.settle(atMost, sleeps);
    }

    static DoipEventLoop create(MonotonicClock clock, boolean daemon) {
        return new DoipEventLoop(EventLoop.start(clock, daemon));
    }

    /**
     * Runs a task on the thread of the loop soon. It keeps all servers of the loop waiting, so it has to return at once.
     *
     * @param task what to run; what it throws is logged
     * @throws IllegalStateException if the loop is closed
     */
    public void execute(Runnable task) {
        loop.executeIfOpen(task);
    }

    /**
     * Whether the caller runs on the thread of this loop: in a callback of one of its servers.
     *
     * @return true on that thread
     */
    public boolean isCurrentThread() {
        return loop.isCurrentThread();
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
