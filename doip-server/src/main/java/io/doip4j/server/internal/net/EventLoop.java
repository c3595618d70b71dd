package io.doip4j.server.internal.net;

import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.time.TimerQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits for sockets, timers and tasks. Whatever a task, timer or socket throws is logged and ends nothing
 * but itself.
 *
 * <p>What executes or calls, {@link #settle} and {@link #close} may be called from any thread, everything else on the loop's thread.
 */
public final class EventLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int BUFFER_SIZE = 256 * 1024;
    /** Room for every datagram. Most loops never see more at once, and a test may start a thousand of them. */
    private static final int FIRST_READ_BUFFER_SIZE = 64 * 1024;
    /** The longest datagram that an entity sends is an announcement of 41 bytes. */
    private static final int DATAGRAM_SIZE = 64;
    /** Tasks and timers that add others must not keep the sockets waiting. */
    private static final int TASKS_PER_TURN = 1024;

    private static final long SETTLING_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** Something that is registered with the selector. */
    @FunctionalInterface
    interface Ready {
        /** The channel is ready for some of the operations that it is interested in. */
        void ready(SelectionKey key) throws IOException;
    }

    private final Selector selector;
    private final TimerQueue timers;
    private final MonotonicClock clock;
    /** Nobody has to look at the clock: whoever moves it says so. */
    private final boolean driven;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final HandlersAtWork handlers = new HandlersAtWork();

    private ByteBuffer readBuffer = ByteBuffer.allocateDirect(FIRST_READ_BUFFER_SIZE);
    private final ByteBuffer datagramBuffer = ByteBuffer.allocateDirect(DATAGRAM_SIZE);
    private final WriteBatch writeBatch = new WriteBatch(BUFFER_SIZE);
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ended;
    private boolean dispatching;

    private EventLoop(MonotonicClock clock, boolean driven, boolean daemon) throws IOException {
        this.clock = clock;
        this.driven = driven;
        this.timers = new TimerQueue(clock);
        this.selector = Selector.open();
        this.thread = new Thread(this::run, "doip-loop-" + NUMBER.incrementAndGet());
        this.thread.setDaemon(daemon);
    }

    /**
     * Starts a loop.
     *
     * @param clock the time of its timers
     * @param daemon whether its thread lets the JVM end
     * @return a running loop
     */
    public static EventLoop start(MonotonicClock clock, boolean daemon) {
        return start(clock, false, daemon);
    }

    /**
     * Starts a loop on a clock that somebody moves by hand and then calls {@link #settle}. Its thread lets the JVM end.
     *
     * @param clock the time of its timers
     * @return a running loop
     */
    public static EventLoop startDriven(MonotonicClock clock) {
        return start(clock, true, true);
    }

    private static EventLoop start(MonotonicClock clock, boolean driven, boolean daemon) {
        try {
            EventLoop loop = new EventLoop(clock, driven, daemon);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a selector", e);
        }
    }

    /**
     * The timers of the loop.
     *
     * @return the timers
     */
    public TimerQueue timers() {
        return timers;
    }

    /**
     * The clock of the timers.
     *
     * @return the clock
     */
    public MonotonicClock clock() {
        return clock;
    }

    /**
     * Whether the caller runs on the loop's thread.
     *
     * @return true on that thread
     */
    public boolean isCurrentThread() {
        return Thread.currentThread().equals(thread);
    }

    /**
     * Runs a task on the loop's thread soon. After the loop was closed the task is dropped.
     *
     * @param task what to run
     */
    public void execute(Runnable task) {
        tasks.add(task);
        if (!isCurrentThread()) {
            selector.wakeup();
        }
    }

    /**
     * Runs a task on the loop's thread soon.
     *
     * @param task what to run
     * @throws IllegalStateException if the loop is closed
     */
    public void executeIfOpen(Runnable task) {
        execute(task);
        if (ended && tasks.remove(task)) {
            throw new EndedException();
        }
    }

    /**
     * Runs a task on the loop's thread: at once if that is the caller's, else soon.
     *
     * @param task what to run
     */
    public void executeHere(Runnable task) {
        if (isCurrentThread()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /**
     * Runs a task on the loop's thread and waits for its result.
     *
     * @param task what to run
     * @param <T> its result
     * @return the result
     * @throws IllegalStateException if the loop is closed
     * @throws RuntimeException whatever the task throws
     */
    public <T> T call(Supplier<T> task) {
        if (isCurrentThread()) {
            return task.get();
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable completing = () -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        };
        executeIfOpen(completing);
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Runs a task on the loop's thread and waits for it, unless the loop has ended.
     *
     * @param task what to run
     * @return false if the loop has ended; the task was not run then
     */
    public boolean callIfOpen(Runnable task) {
        try {
            call(() -> {
                task.run();
                return this;
            });
            return true;
        } catch (EndedException e) {
            return false;
        }
    }

    /**
     * Counts what runs on a pool, so that {@link #settle} can wait for it.
     *
     * @param pool the pool
     * @return the same pool, counted if the loop is driven
     */
    public Executor counting(Executor pool) {
        return driven ? handlers.counting(pool) : pool;
    }

    /**
     * Waits until nothing is left to do at the present time: no socket that is ready, no task, no timer that is due, no
     * handler at work. Not to be called on the loop's thread.
     *
     * @param atMost how long in real time
     * @param sleeps whether a thread waits for the clock to move: such a handler is not waited for
     * @return nanoseconds until the next timer, {@link TimerQueue#NONE} if there is none
     * @throws IllegalStateException if it took too long, or the loop is closed
     */
    public long settle(Duration atMost, Predicate<Thread> sleeps) {
        long end = System.nanoTime() + TimerQueue.nanos(atMost);
        while (true) {
            // The handlers first: what they end with is a task.
            boolean handlersRest = handlers.rest(sleeps);
            long untilNext = call(this::nanosUntilNextIfQuiet);
            if (untilNext > 0 && handlersRest) {
                return untilNext;
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "the server was still at work after " + atMost.toMillis() + " ms: "
                                + (handlersRest
                                        ? "it is kept busy by what comes in"
                                        : "a service is running on a handler thread; one that waits must wait on the clock of its ECU"));
            }
            if (!handlersRest) {
                LockSupport.parkNanos(SETTLING_PAUSE_NANOS);
            }
        }
    }

    /** The time until the next timer, or 0 if there is something to do now. */
    private long nanosUntilNextIfQuiet() {
        try {
            return selector.selectNow(this::dispatch) == 0 && tasks.isEmpty() ? timers.nanosUntilNext() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the sockets cannot be looked at", e);
        }
    }

    /** Lets go of channels that were closed: a selector holds them until its next selection. */
    void releaseClosedChannels() {
        if (dispatching) {
            return; // the selection that is going on does it
        }
        try {
            selector.selectNow(key -> {});
        } catch (IOException e) {
            LOG.warn("closed sockets could not be released", e);
        }
    }

    /** The loop has ended. */
    private static final class EndedException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        EndedException() {
            super("the event loop is closed");
        }
    }

    ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    /** One read filled the buffer: there is probably more. */
    void readBufferWasFull() {
        if (readBuffer.capacity() < BUFFER_SIZE) {
            readBuffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
        }
    }

    ByteBuffer datagramBuffer() {
        return datagramBuffer.clear();
    }

    WriteBatch writeBatch() {
        return writeBatch;
    }

    SelectionKey register(SelectableChannel channel, int operations, Ready handler) throws ClosedChannelException {
        return channel.register(selector, operations, handler);
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        if (isCurrentThread()) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing) {
                // A flag that some service left behind would make every wait end at once.
                Thread.interrupted();
                select();
                runTasks(TASKS_PER_TURN);
                runTimers();
            }
        } catch (Throwable e) {
            LOG.error("the event loop cannot go on and ends", e);
        } finally {
            end();
        }
    }

    private void select() throws IOException {
        long wait = tasks.isEmpty() ? timers.nanosUntilNext() : 0;
        if (wait == 0) {
            selector.selectNow(this::dispatch);
        } else if (driven || wait == TimerQueue.NONE) {
            selector.select(this::dispatch);
        } else {
            selector.select(this::dispatch, 1 + (wait - 1) / NANOS_PER_MILLI);
        }
    }

    private void dispatch(SelectionKey key) {
        dispatching = true;
        timers.beginStep();
        try {
            ((Ready) key.attachment()).ready(key);
        } catch (Throwable e) {
            LOG.error("a socket event could not be processed", e);
        } finally {
            dispatching = false;
            flush();
            timers.endStep();
        }
    }

    private void runTasks(int atMost) {
        Runnable task;
        for (int i = 0; i < atMost && (task = tasks.poll()) != null; i++) {
            run(task);
        }
    }

    private void runTimers() {
        Runnable task;
        for (int i = 0; i < TASKS_PER_TURN && (task = timers.pollDue()) != null; i++) {
            run(task);
        }
    }

    private void run(Runnable task) {
        timers.beginStep();
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("a task could not be run", e);
        } finally {
            flush();
            timers.endStep();
        }
    }

    private void flush() {
        try {
            writeBatch.flush();
        } catch (Throwable e) {
            LOG.error("output could not be sent", e);
        }
    }

    private void end() {
        closing = true;
        ended = true;
        // Whoever sees that the loop has ended takes its task back; all others are run here.
        runTasks(Integer.MAX_VALUE);
        try {
            selector.close();
        } catch (IOException e) {
            LOG.warn("the selector could not be closed", e);
        }
    }
}
