package io.doip4j.server.internal.protocol;

import io.doip4j.server.internal.time.TimerQueue;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Vehicle announcements: after a random wait a number of them, one interval apart (ISO 13400-2, A_DoIP_Announce_Wait,
 * A_DoIP_Announce_Num, A_DoIP_Announce_Interval). Belongs to the event loop.
 */
public final class Announcer {
    /**
     * When to announce.
     *
     * @param longestWait largest random wait before the first announcement
     * @param count number of announcements, 0 or more
     * @param interval time between two
     */
    public record Schedule(Duration longestWait, int count, Duration interval) {}

    private final TimerQueue timers;

    /**
     * An announcer.
     *
     * @param timers the time
     */
    public Announcer(TimerQueue timers) {
        this.timers = timers;
    }

    /**
     * Begins a series of announcements.
     *
     * @param schedule when
     * @param random for the wait
     * @param send sends one announcement to all its targets
     * @param done called after the last one
     */
    public void announce(Schedule schedule, RandomGenerator random, Runnable send, Runnable done) {
        if (schedule.count() == 0) {
            done.run();
            return;
        }
        long wait = random.nextLong(schedule.longestWait().toNanos() + 1);
        timers.scheduleAt(timers.now() + wait, () -> announce(schedule, schedule.count(), send, done));
    }

    private void announce(Schedule schedule, int left, Runnable send, Runnable done) {
        send.run();
        if (left == 1) {
            done.run();
        } else {
            timers.schedule(schedule.interval(), () -> announce(schedule, left - 1, send, done));
        }
    }
}
