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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits for sockets, timers and tasks. Whatever a task, timer or socket throws is logged and ends nothing
 * but itself.
 *
 * <p>{@link #execute}, {@link #call} and {@link #close} may be called from any thread, everything else on the loop's thread.
 */
public final class EventLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int BUFFER_SIZE = 256 * 1024;
    /** The longest datagram that an entity sends is an announcement of 41 bytes. */
    private static final int DATAGRAM_SIZE = 64;
    /** Tasks and timers that add others must not keep the sockets waiting. */
    private static final int TASKS_PER_TURN = 1024;

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
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
    private final ByteBuffer datagramBuffer = ByteBuffer.allocateDirect(DATAGRAM_SIZE);
    private final WriteBatch writeBatch = new WriteBatch(ByteBuffer.allocateDirect(BUFFER_SIZE));
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean ended;
    private boolean dispatching;

    private EventLoop(MonotonicClock clock, boolean daemon) throws IOException {
        this.clock = clock;
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
        try {
            EventLoop loop = new EventLoop(clock, daemon);
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
        execute(completing);
        if (ended && tasks.remove(completing)) {
            throw new EndedException();
        }
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
        } else if (wait == TimerQueue.NONE) {
            selector.select(this::dispatch);
        } else {
            selector.select(this::dispatch, 1 + (wait - 1) / NANOS_PER_MILLI);
        }
    }

    private void dispatch(SelectionKey key) {
        dispatching = true;
        try {
            ((Ready) key.attachment()).ready(key);
        } catch (Throwable e) {
            LOG.error("a socket event could not be processed", e);
        } finally {
            dispatching = false;
            flush();
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
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("a task could not be run", e);
        } finally {
            flush();
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
