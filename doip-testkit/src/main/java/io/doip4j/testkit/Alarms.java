package io.doip4j.testkit;

import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The time of a clock that is moved by hand, and what is to happen at which moment. Safe for use by any thread. */
final class Alarms {
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final Set<Thread> sleepers = new HashSet<>();
    private long order;
    private volatile long now;
    private volatile boolean closed;

    /** Something that happens once. */
    record Alarm(
            long time, long order, Runnable task, @Nullable Thread sleeper) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
        }
    }

    /** The present, in nanoseconds since the beginning. */
    long now() {
        return now;
    }

    boolean isClosed() {
        return closed;
    }

    /** Lets something happen so many nanoseconds from now. */
    synchronized Alarm add(long delay, Runnable task) {
        return add(delay, task, null);
    }

    private Alarm add(long delay, Runnable task, @Nullable Thread sleeper) {
        Alarm alarm = new Alarm(now + delay, order++, task, sleeper);
        alarms.add(alarm);
        return alarm;
    }

    /** Wakes the calling thread, which is about to sleep, so many nanoseconds from now; at once if the clock is closed. */
    synchronized Alarm wake(long delay, Runnable task) {
        if (closed) {
            task.run();
        }
        sleepers.add(Thread.currentThread());
        return add(delay, task, Thread.currentThread());
    }

    /** The time does not move any more: who sleeps would do so for ever. */
    synchronized void close() {
        closed = true;
        alarms.stream().filter(alarm -> alarm.sleeper != null).forEach(alarm -> alarm.task.run());
    }

    synchronized void remove(Alarm alarm) {
        if (alarms.remove(alarm)) {
            sleepers.remove(alarm.sleeper);
        }
    }

    /** Whether a thread waits for a moment. */
    synchronized boolean sleeps(Thread thread) {
        return sleepers.contains(thread);
    }

    /** The next moment, far in the future if there is none. */
    synchronized long next() {
        Alarm next = alarms.peek();
        return next == null ? Long.MAX_VALUE : next.time;
    }

    /** Makes a moment the present; not if something is to happen before that was not known when the moment was chosen. */
    synchronized void moveTo(long moment) {
        if (next() >= moment) {
            now = Math.max(now, moment);
        }
    }

    /** Takes out what is due, or null if nothing is. Who is about to be woken sleeps no more. */
    synchronized @Nullable Alarm pollDue() {
        Alarm next = alarms.peek();
        if (next == null || next.time > now) {
            return null;
        }
        alarms.remove();
        sleepers.remove(next.sleeper);
        return next;
    }
}
