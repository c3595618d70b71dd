package io.doip4j.client.internal.net;

import io.doip4j.core.Bytes;
import io.doip4j.core.MonotonicClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to a blocking stream, in a thread of its own: whoever has something to send never waits for a peer that does
 * not read, least of all the reader. A watch aborts the stream when the peer takes nothing for too long.
 */
final class FrameWriter {
    /** What becomes of the frames. */
    interface Owner {
        /** The last byte of a frame is written. */
        void written(Runnable then);

        /** Nothing can be written any more. */
        void failed(String why);

        /** The peer takes nothing: ends the writing that goes on, from another thread. */
        void stalled(Duration time);

        /** All is written that will be. */
        void finished();

        /** A frame waits for being written. */
        void frameAdded();

        /** A frame is written, or never will be. */
        void frameDone(int bytesWritten);
    }

    private record Frame(Bytes bytes, @Nullable Runnable written) {}

    /** One write call: small enough to see that the peer takes something. */
    private static final int CHUNK = 1 << 16;
    /** Answers to alive checks that may wait: one would do, but a peer may count them. */
    private static final int MAX_FIRST = 16;

    private final OutputStream output;
    private final Owner owner;
    private final Timers timers;
    private final MonotonicClock clock;
    private final Duration stallTimeout;
    private final Thread thread;

    private final Object monitor = new Object();
    private final Deque<Frame> first = new ArrayDeque<>();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private boolean finishing;
    private boolean ended;
    private boolean writing;
    private boolean watched;
    private long since;

    FrameWriter(
            OutputStream output,
            Owner owner,
            Timers timers,
            MonotonicClock clock,
            Duration stallTimeout,
            String threadName) {
        this.output = output;
        this.owner = owner;
        this.timers = timers;
        this.clock = clock;
        this.stallTimeout = stallTimeout;
        this.thread = Threads.daemon(threadName, this::run);
    }

    void start() {
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    void write(Bytes frame, Runnable written) {
        synchronized (monitor) {
            if (!finishing && !ended) {
                frames.add(new Frame(frame, written));
                owner.frameAdded();
                monitor.notifyAll();
            }
        }
    }

    /** Writes a frame before all that wait. */
    void writeFirst(Bytes frame) {
        synchronized (monitor) {
            if (!finishing && !ended && first.size() < MAX_FIRST) {
                first.add(new Frame(frame, null));
                owner.frameAdded();
                monitor.notifyAll();
            }
        }
    }

    /** Writes what is there, and ends. */
    void finish() {
        synchronized (monitor) {
            finishing = true;
            monitor.notifyAll();
        }
    }

    /** Ends without writing what is there. */
    void drop() {
        synchronized (monitor) {
            ended = true;
            for (int left = first.size() + frames.size(); left > 0; left--) {
                owner.frameDone(0);
            }
            first.clear();
            frames.clear();
            monitor.notifyAll();
        }
    }

    private void run() {
        try {
            Frame frame;
            while ((frame = take()) != null) {
                write(frame);
            }
        } catch (IOException e) {
            owner.failed("sending failed: " + e.getMessage());
        } finally {
            drop();
            owner.finished();
        }
    }

    private @Nullable Frame take() {
        synchronized (monitor) {
            while (true) {
                if (ended) {
                    return null;
                }
                Frame next = first.isEmpty() ? frames.poll() : first.poll();
                if (next != null) {
                    return next;
                }
                if (finishing) {
                    return null;
                }
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    // Nobody interrupts this thread but somebody who wants all threads to end
                    return null;
                }
            }
        }
    }

    private void write(Frame frame) throws IOException {
        int written = 0;
        try {
            write(frame.bytes());
            written = frame.bytes().length();
            Runnable then = frame.written();
            if (then != null) {
                owner.written(then);
            }
        } finally {
            owner.frameDone(written);
        }
    }

    private void write(Bytes frame) throws IOException {
        byte[] array = frame.toArray();
        for (int at = 0; at < array.length; at += CHUNK) {
            begin();
            output.write(array, at, Math.min(CHUNK, array.length - at));
            end();
        }
    }

    private void begin() {
        boolean watch;
        synchronized (monitor) {
            writing = true;
            since = clock.nanoTime();
            watch = !watched;
            watched = true;
        }
        if (watch) {
            timers.schedule(stallTimeout, this::watch);
        }
    }

    private void end() {
        synchronized (monitor) {
            writing = false;
        }
    }

    /** One timer at a time, however much is written. */
    private void watch() {
        Duration left;
        synchronized (monitor) {
            left = stallTimeout.minusNanos(clock.nanoTime() - since);
            if (!writing || ended) {
                watched = false;
                return;
            }
        }
        if (left.isZero() || left.isNegative()) {
            owner.stalled(stallTimeout);
        } else {
            timers.schedule(left, this::watch);
        }
    }
}
