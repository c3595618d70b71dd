package io.doip4j.testkit;

import io.doip4j.client.ClientActivity;
import io.doip4j.client.ClientTimers;
import io.doip4j.core.MonotonicClock;
import io.doip4j.server.DoipEventLoop;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.spi.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that stands still until a test moves it: every timer of a server, of its ECUs, of the {@link DoipTester}s made for it and of
 * connections of doip-client that are given it as their timers runs on it. Five minutes pass in a millisecond, and each timer fires at its exact moment.
 *
 * <pre>{@code
 * VirtualClock clock = VirtualClock.create();
 * try (clock; DoipServer server = clock.drive(DemoVehicle.create().server().port(0)).build().start();
 *         DoipTester tester = DoipTester.of(server, clock)) {
 *     tester.activateRouting(0x0E80);
 *     tester.request("10 03");
 *     clock.advance(Duration.ofSeconds(5)); // S3: the session is over
 *     assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
 * }
 * }</pre>
 *
 * <p>Before the time moves on, everything comes to rest: the server has read what testers sent, no service is running. Then the
 * deadlines are met one by one. A wait of a {@code DoipTester} lets virtual time pass until something comes or its timeout is
 * over. Clients of another kind run on threads and on a time of their own: while one is connected, every step waits until nothing
 * has come from it for a few real milliseconds.
 *
 * <p>A service that has to wait waits with {@link #sleep} or on the scheduler of its ECU; {@code Thread.sleep} would hold the
 * clock up for as long.
 *
 * <p>All methods may be called by any thread, except that {@link #advance} and {@link #settle} must not be called in a callback
 * of the server.
 */
public final class VirtualClock implements MonotonicClock, ClientTimers, AutoCloseable {
    private final ReentrantLock moving = new ReentrantLock();
    private final Alarms alarms = new Alarms();
    private final DoipEventLoop loop;
    private final Traffic traffic = new Traffic();
    private final ClientWork clients = new ClientWork(traffic);
    private final Stillness stillness;
    private volatile long now;

    private VirtualClock() {
        loop = DoipEventLoop.driven(this);
        stillness = new Stillness(loop, traffic, clients, alarms::sleeps);
    }

    /**
     * A clock that stands still.
     *
     * @return the clock, to be closed by the caller after the servers that run on it
     */
    public static VirtualClock create() {
        return new VirtualClock();
    }

    /**
     * Lets a server run on this clock. Several servers may.
     *
     * @param server a builder
     * @return the same builder
     */
    public DoipServerBuilder drive(DoipServerBuilder server) {
        return server.eventLoop(loop).wireTap(traffic);
    }

    /** The time since the clock was made, in nanoseconds. */
    @Override
    public long nanoTime() {
        return now;
    }

    /**
     * The time that has passed since the clock was made.
     *
     * @return zero or more
     */
    public Duration elapsed() {
        return Duration.ofNanos(now);
    }

    /**
     * Moves the time on. Whatever was to happen until then has happened when it returns, in order, each at its moment.
     *
     * @param time zero or more
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException in a callback of the server, or if a service does not come to an end
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("the time cannot go back: " + time);
        }
        lock();
        try {
            advanceTo(now + nanos(time));
        } finally {
            moving.unlock();
        }
    }

    /**
     * Lets time pass until something is there: for a client that waits on a thread of its own.
     *
     * <pre>{@code
     * DoipConnection connection = DoipConnection.builder(server.tcpAddress()).timers(clock).testerAddress(0x0E80).connect();
     * UdsOptions options = UdsOptions.defaults().toBuilder().executor(clock.executor()).build();
     * UdsClient ecu = UdsClient.of(connection, LogicalAddress.of(0x1000), options);
     * UdsResponse response = clock.await(ecu.requestAsync(Bytes.hex("22 F1 90")), Duration.ofMinutes(1));
     * }</pre>
     *
     * @param stage what is awaited
     * @param atMost the longest virtual time that may pass
     * @param <T> its type
     * @return its result
     * @throws java.util.concurrent.CompletionException if it completes exceptionally
     * @throws AssertionError if it is not there after that time
     * @throws IllegalStateException in a callback of the server, or if a service does not come to an end
     */
    public <T> T await(CompletionStage<T> stage, Duration atMost) {
        CompletableFuture<T> result = stage.toCompletableFuture();
        lock();
        try {
            long end = now + nanos(atMost);
            for (long next = rest(true); !result.isDone() && now - end < 0; next = rest(true)) {
                moveTo(Math.min(next, end));
            }
            if (!Stillness.comesSoon(result::isDone)) {
                throw new AssertionError("it was not there after " + atMost + " of virtual time: " + stage);
            }
            return result.join();
        } finally {
            moving.unlock();
        }
    }

    /**
     * Threads for whatever a client does besides, such as completing stages: the clock waits for all that runs there.
     *
     * <pre>{@code
     * UdsOptions options = UdsOptions.defaults().toBuilder().executor(clock.executor()).build();
     * }</pre>
     *
     * @return an executor
     */
    public Executor executor() {
        return clients::execute;
    }

    /** The clock waits for what connections do, and for what they send and receive. */
    @Override
    public ClientActivity activity() {
        return clients;
    }

    /** The clock itself. */
    @Override
    public MonotonicClock clock() {
        return this;
    }

    /**
     * Waits until everything that can happen now has happened: what testers sent is read, and no service is running.
     *
     * @throws IllegalStateException in a callback of the server, or if a service does not come to an end
     */
    public void settle() {
        lock();
        try {
            rest();
        } finally {
            moving.unlock();
        }
    }

    /**
     * Lets the calling thread wait until the time has moved on: for services that run on a handler thread, and for others.
     *
     * @param time zero or less returns at once
     * @throws InterruptedException if the thread is interrupted, or the clock is closed
     */
    public void sleep(Duration time) throws InterruptedException {
        if (time.isNegative() || time.isZero()) {
            return;
        }
        alarms.sleepUntil(now + nanos(time));
    }

    /**
     * Runs something when the time has come, on the thread that moves it.
     *
     * @param delay from now; zero or less is with the next move
     * @param task what to run
     * @return cancels it
     */
    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Alarms.Alarm alarm = alarms.add(now + nanos(delay), task);
        return () -> alarms.remove(alarm);
    }

    /** Ends the thread of the clock's servers, and every {@link #sleep}. Close the servers before. */
    @Override
    public void close() {
        alarms.close();
        loop.close();
    }

    Traffic traffic() {
        return traffic;
    }

    /** Moves the time to the next moment at which something is to happen, but not beyond a limit, and lets it happen. */
    void step(long limit) {
        lock();
        try {
            long next = rest();
            moveTo(next - limit < 0 ? next : limit);
            rest();
        } finally {
            moving.unlock();
        }
    }

    private void lock() {
        if (loop.isCurrentThread()) {
            throw new IllegalStateException(
                    "the time cannot move in a callback of the server, which would have to wait for"
                            + " itself: move it on the thread of the test");
        }
        moving.lock();
    }

    private void advanceTo(long end) {
        for (long next = rest(); next - end <= 0; next = rest()) {
            moveTo(next);
        }
        moveTo(end);
        rest();
    }

    private void moveTo(long time) {
        now = Math.max(now, time);
        for (Alarms.Alarm due = alarms.pollDue(now); due != null; due = alarms.pollDue(now)) {
            due.task().run();
        }
    }

    /** Waits until nothing is left to do. Returns when the next thing is to happen; far in the future if nothing is. */
    private long rest() {
        return rest(false);
    }

    private long rest(boolean strangers) {
        long untilTimer = stillness.await(strangers);
        return Math.min(untilTimer == Long.MAX_VALUE ? Long.MAX_VALUE : now + untilTimer, alarms.next());
    }

    private static long nanos(Duration time) {
        return Math.min(Math.max(0, TimeUnit.NANOSECONDS.convert(time)), Long.MAX_VALUE / 2);
    }
}
