package io.doip4j.server.internal.time;

import io.doip4j.core.MonotonicClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines in the order of time, on an injected clock. Whoever drives it calls {@link #runDue()} when
 * {@link #nanosUntilNext()} have passed.
 *
 * <p>A binary heap in which every timer knows its place, so that cancelling is cheap and leaves nothing behind.
 *
 * <p>Not safe for use by several threads: it belongs to the event loop.
 */
public final class TimerQueue {
    /** What {@link #nanosUntilNext()} says when nothing is scheduled. */
    public static final long NONE = Long.MAX_VALUE;

    private static final int INITIAL_CAPACITY = 16;
    private static final int NOT_QUEUED = -1;
    /** Two moments of a clock can be compared if they are less than 292 years apart; this is half of it. */
    private static final long LONGEST_DELAY = Long.MAX_VALUE / 2;

    private final MonotonicClock clock;
    private @Nullable Timer[] heap = new Timer[INITIAL_CAPACITY];
    private int size;
    private long sequence;
    private boolean inStep;
    private boolean stepTimeKnown;
    private long stepTime;

    /**
     * An empty queue.
     *
     * @param clock the time that deadlines are compared with
     */
    public TimerQueue(MonotonicClock clock) {
        this.clock = clock;
    }

    /** A scheduled task. */
    public final class Timer {
        private final long deadline;
        private final long order;
        private final Runnable task;
        private int place = NOT_QUEUED;

        private Timer(long deadline, long order, Runnable task) {
            this.deadline = deadline;
            this.order = order;
            this.task = task;
        }

        /** Takes the task out of the queue. No effect if it has run. */
        public void cancel() {
            if (place != NOT_QUEUED) {
                remove(place);
            }
        }

        private boolean isBefore(Timer other) {
            long difference = deadline - other.deadline;
            return difference != 0 ? difference < 0 : order < other.order;
        }
    }

    /**
     * The time on this queue's clock.
     *
     * @return nanoseconds
     */
    public long now() {
        return clock.nanoTime();
    }

    /** A step of the event loop begins: what happens in it happens at one time, {@link #stepTime()}. */
    public void beginStep() {
        inStep = true;
        stepTimeKnown = false;
    }

    /** The step is over. */
    public void endStep() {
        inStep = false;
    }

    /**
     * When this was asked first in the present step of the event loop. All requests of one read share one look at the clock: one
     * for each would be a noticeable part of what a short request costs. Whoever needs to know how much time has passed since
     * asks for {@link #now()}.
     *
     * @return nanoseconds on this queue's clock; now, if there is no step
     */
    public long stepTime() {
        if (!inStep) {
            return now();
        }
        if (!stepTimeKnown) {
            stepTime = now();
            stepTimeKnown = true;
        }
        return stepTime;
    }

    /**
     * Schedules a task. Tasks with one deadline run in the order in which they were scheduled.
     *
     * @param delay from now; zero or less is due at once, more than 146 years is 146 years
     * @param task what to run
     * @return the timer
     */
    public Timer schedule(Duration delay, Runnable task) {
        return scheduleAt(deadline(delay), task);
    }

    /**
     * A moment in the future. May be called by any thread.
     *
     * @param delay from now; zero or less is now, more than 146 years is 146 years
     * @return a time on this queue's clock
     */
    public long deadline(Duration delay) {
        return now() + nanos(delay);
    }

    /**
     * A duration that can be added to a time of a clock.
     *
     * @param duration zero or less is 0, more than 146 years is 146 years
     * @return nanoseconds
     */
    public static long nanos(Duration duration) {
        return Math.max(0, Math.min(TimeUnit.NANOSECONDS.convert(duration), LONGEST_DELAY));
    }

    /**
     * Schedules a task.
     *
     * @param deadline nanoseconds on this queue's clock
     * @param task what to run
     * @return the timer
     */
    public Timer scheduleAt(long deadline, Runnable task) {
        Timer timer = new Timer(deadline, sequence++, task);
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        size++;
        siftUp(size - 1, timer);
        return timer;
    }

    /**
     * The time until the next deadline.
     *
     * @return nanoseconds, 0 if one is due, {@link #NONE} if there is none
     */
    public long nanosUntilNext() {
        return size == 0 ? NONE : Math.max(0, at(0).deadline - now());
    }

    /**
     * Takes out the next task whose deadline has come, so that the caller can run it.
     *
     * @return the task, or null if none is due
     */
    public @Nullable Runnable pollDue() {
        if (size == 0 || at(0).deadline - now() > 0) {
            return null;
        }
        Timer next = at(0);
        remove(0);
        return next.task;
    }

    /** Runs every task whose deadline has come, also those that they schedule for now or earlier. */
    public void runDue() {
        Runnable task;
        while ((task = pollDue()) != null) {
            task.run();
        }
    }

    /**
     * The number of tasks.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }

    private void remove(int place) {
        at(place).place = NOT_QUEUED;
        size--;
        Timer last = at(size);
        heap[size] = null;
        if (place < size) {
            siftDown(place, last);
            if (last.place == place) {
                siftUp(place, last);
            }
        }
    }

    private void siftUp(int from, Timer timer) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / 2;
            if (!timer.isBefore(at(parent))) {
                break;
            }
            put(place, at(parent));
            place = parent;
        }
        put(place, timer);
    }

    private void siftDown(int from, Timer timer) {
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && at(child + 1).isBefore(at(child))) {
                child++;
            }
            if (!at(child).isBefore(timer)) {
                break;
            }
            put(place, at(child));
            place = child;
        }
        put(place, timer);
    }

    private void put(int place, Timer timer) {
        heap[place] = timer;
        timer.place = place;
    }

    private Timer at(int place) {
        Timer timer = heap[place];
        if (timer == null) {
            throw new IllegalStateException("no timer at " + place + " of " + size);
        }
        return timer;
    }
}
