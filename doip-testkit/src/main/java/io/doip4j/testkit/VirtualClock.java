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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Time that stands still until a test moves it: every timer of a server, of its ECUs, of the {@link DoipTester}s made for it and of
 * connections of doip-client that are given it as their timers runs on it. Five minutes pass in a millisecond, and each timer
 * fires at its exact moment.
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
 * deadlines are met one by one. Whoever waits lets time pass until something comes or its timeout is over: a {@code DoipTester}
 * that receives, a call of such a connection that blocks. Clients of another kind run on threads and on a time of their own: while
 * one is connected, every step waits until nothing has come from it for a few real milliseconds.
 *
 * <p>A service that has to wait waits with {@link #sleep} or on the scheduler of its ECU; {@code Thread.sleep} would hold the
 * clock up for as long.
 *
 * <p>All methods may be called by any thread, but nothing that lets time pass in a callback of the server or in a task of {@link
 * #schedule}. While a thread lets time pass, others may be overtaken by it between two of their own calls, unless they are of the
 * {@link #executor()}: use that where several threads talk to servers. Whoever is interrupted while time passes gets an {@code
 * IllegalStateException}, or what its call throws then.
 */
public final class VirtualClock implements MonotonicClock, ClientTimers, AutoCloseable {
    /** Fair: whoever lets the time pass does so for one step, then others have theirs. */
    private final ReentrantLock moving = new ReentrantLock(/* fair= */ true);

    private final Alarms alarms = new Alarms();
    private final DoipEventLoop loop;
    private final Traffic traffic = new Traffic();
    private final ClientWork clients = new ClientWork(traffic);
    private final Workers workers = new Workers();
    private final Waiters waiters = new Waiters();
    private final Stillness stillness;

    private VirtualClock() {
        loop = DoipEventLoop.driven(this);
        stillness = new Stillness(
                loop, traffic, clients, workers, waiters, thread -> alarms.sleeps(thread) || waiters.waits(thread));
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
        return alarms.now();
    }

    /**
     * The time that has passed since the clock was made.
     *
     * @return zero or more
     */
    public Duration elapsed() {
        return Duration.ofNanos(nanoTime());
    }

    /**
     * Moves the time on. Whatever was to happen until then has happened when it returns, in order, each at its moment.
     *
     * @param time zero or more
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException in a callback of the server, if a service does not come to an end, or if interrupted
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("the time cannot go back: " + time);
        }
        passWhole(new Waiters.Wait(() -> false, end(time), /* byStranger= */ false));
    }

    /**
     * Lets time pass until something is there: for a client whose calls do not block, or that runs on another thread. What runs on the
     * {@link #executor()} is waited for; any other thread may be overtaken by the time if it does nothing for a few
     * milliseconds.
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
     * @throws IllegalStateException in a callback of the server, if a service does not come to an end, or if interrupted
     */
    public <T> T await(CompletionStage<T> stage, Duration atMost) {
        CompletableFuture<T> result = stage.toCompletableFuture();
        passWhole(new Waiters.Wait(result::isDone, end(atMost), /* byStranger= */ true));
        if (!Stillness.comesSoon(result::isDone)) {
            throw new AssertionError("it was not there after " + atMost + " of virtual time: " + stage);
        }
        return result.join();
    }

    /**
     * Threads for whatever a client does besides, such as completing stages: the clock waits for all that runs there. A client
     * that blocks there waits until the test moves the time.
     *
     * <pre>{@code
     * CompletableFuture<PositiveResponse> reset = CompletableFuture.supplyAsync(() -> ecu.request(Bytes.hex("11 01")), clock.executor());
     * clock.advance(Duration.ofSeconds(1));
     * assertThat(reset).isCompleted();
     * }</pre>
     *
     * @return an executor with as many daemon threads as there are tasks; {@link #close} interrupts them
     */
    public Executor executor() {
        return workers::execute;
    }

    /**
     * Lets time pass until something is there, for blocking calls of clients, which always come to an end; on a thread of the {@link
     * #executor()} it waits until others move the time. A test takes {@link #await(CompletionStage, Duration)}.
     *
     * @throws IllegalStateException in a callback of the server, or if a service does not come to an end
     */
    @Override
    public <T> T await(CompletableFuture<T> result) throws InterruptedException, ExecutionException {
        if (workers.areCurrent()) {
            return workers.await(result);
        }
        // get throws what comes of an interrupt
        while (!result.isDone() && !Thread.currentThread().isInterrupted()) {
            Turn turn = pass(new Waiters.Wait(result::isDone, Waiters.NEVER, /* byStranger= */ false));
            if (turn == Turn.OVER) {
                // It does not come by way of the clock
                Stillness.pause();
            }
        }
        return result.get();
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
        passWhole(new Waiters.Wait(() -> false, nanoTime(), /* byStranger= */ false));
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
        CompletableFuture<Void> awake = new CompletableFuture<>();
        Alarms.Alarm alarm = alarms.wake(LineTime.nanos(time), () -> awake.complete(null));
        try {
            if (workers.areCurrent()) {
                workers.await(awake);
            } else {
                awake.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("only completed with nothing", e);
        } finally {
            alarms.remove(alarm);
        }
        if (alarms.isClosed()) {
            throw new InterruptedException("the clock was closed");
        }
    }

    /**
     * Runs something when the time has come, on the thread that moves it.
     *
     * @param delay from now; zero or less is with the next {@link #advance}, {@link #settle} or wait
     * @param task what to run; it must return at once. What it throws, the call throws that has moved the time
     * @return cancels it
     */
    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Alarms.Alarm alarm = alarms.add(LineTime.nanos(delay), task);
        return () -> alarms.remove(alarm);
    }

    /** Ends the threads of the clock's servers and of its executor, and every {@link #sleep}. Close the servers before. */
    @Override
    public void close() {
        alarms.close();
        workers.close();
        loop.close();
    }

    Traffic traffic() {
        return traffic;
    }

    /** What a turn of a thread that waits has come to. */
    private enum Turn {
        /** What is awaited is there. */
        THERE,
        /** Nothing is left to happen until the end of the wait. */
        OVER,
        /** The time has moved, or another thread has to go on before it does. */
        GOES_ON
    }

    /** Lets things happen, one by one, until something is there, of which any thread is asked, or a moment has come. */
    void pass(BooleanSupplier there, long end) {
        pass(new Waiters.Wait(there, end, /* byStranger= */ false));
    }

    /** Lets things happen until the time has moved on. Returns false if it does not before some moment. */
    boolean step(long end) {
        long since = nanoTime();
        pass(() -> nanoTime() - since > 0, end);
        return nanoTime() - since > 0;
    }

    private void passWhole(Waiters.Wait wait) {
        if (pass(wait) == Turn.GOES_ON) {
            throw new IllegalStateException("interrupted while the time moved, at " + elapsed());
        }
    }

    /** Lets things happen until the wait is over. Returns that it goes on if the thread is interrupted before. */
    private Turn pass(Waiters.Wait wait) {
        waiters.add(wait);
        try {
            Turn turn = Turn.GOES_ON;
            while (turn == Turn.GOES_ON && !Thread.currentThread().isInterrupted()) {
                turn = turn(wait);
            }
            return turn;
        } finally {
            waiters.remove();
        }
    }

    private Turn turn(Waiters.Wait wait) {
        lock();
        try {
            Turn turn = move(wait);
            if (turn != Turn.GOES_ON) {
                // Before the next thread has its turn, which would not wait for what this one does now
                waiters.remove();
            }
            return turn;
        } finally {
            moving.unlock();
        }
    }

    /** Waits until nothing is left to do, then lets the next thing happen. */
    private Turn move(Waiters.Wait wait) {
        long untilTimer = stillness.await();
        long now = nanoTime();
        long next = Math.min(untilTimer == Long.MAX_VALUE ? Long.MAX_VALUE : now + untilTimer, alarms.next());
        if (wait.isThere()) {
            return Turn.THERE;
        }
        boolean isDue = now - wait.end() >= 0;
        long moment = isDue ? next : Math.min(next, waiters.firstEnd());
        if (moment == Long.MAX_VALUE || (isDue && moment - now > 0)) {
            return Turn.OVER;
        }
        if (!waiters.oneIsThere()) {
            alarms.moveTo(moment);
            runDue();
        }
        return Turn.GOES_ON;
    }

    private void runDue() {
        for (Alarms.Alarm due = alarms.pollDue(); due != null; due = alarms.pollDue()) {
            due.task().run();
        }
    }

    private void lock() {
        if (loop.isCurrentThread() || moving.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "the time cannot move in a callback of the server or in a task of the clock, which would"
                            + " have to wait for itself: move it on the thread of the test");
        }
        if (alarms.isClosed()) {
            throw new IllegalStateException("the virtual clock is closed");
        }
        moving.lock();
    }

    private long end(Duration time) {
        return nanoTime() + LineTime.nanos(time);
    }
}
