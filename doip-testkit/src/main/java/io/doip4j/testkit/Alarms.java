package io.doip4j.testkit;

import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What is to happen at moments of a clock that is moved by hand. Safe for use by any thread. */
final class Alarms {
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final Set<Thread> sleepers = new HashSet<>();
    private long order;
    private boolean closed;

    /** Something that happens once. */
    record Alarm(
            long time, long order, Runnable task, @Nullable Thread sleeper) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
        }
    }

    synchronized Alarm add(long time, Runnable task) {
        return add(time, task, null);
    }

    private Alarm add(long time, Runnable task, @Nullable Thread sleeper) {
        Alarm alarm = new Alarm(time, order++, task, sleeper);
        alarms.add(alarm);
        return alarm;
    }

    /** Lets the calling thread wait for a moment. */
    void sleepUntil(long time) throws InterruptedException {
        CountDownLatch awake = new CountDownLatch(1);
        Alarm alarm;
        synchronized (this) {
            checkOpen();
            alarm = add(time, awake::countDown, Thread.currentThread());
            sleepers.add(Thread.currentThread());
        }
        try {
            awake.await();
            checkOpen();
        } finally {
            remove(alarm);
        }
    }

    private synchronized void checkOpen() throws InterruptedException {
        if (closed) {
            throw new InterruptedException("the clock was closed");
        }
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

    /** Takes out what is due at a moment, or null if nothing is. Who is about to be woken sleeps no more. */
    synchronized @Nullable Alarm pollDue(long now) {
        Alarm next = alarms.peek();
        if (next == null || next.time > now) {
            return null;
        }
        alarms.remove();
        sleepers.remove(next.sleeper);
        return next;
    }
}
