package io.doip4j.vehicle.trace;

import io.doip4j.core.MonotonicClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The time of a recording: nanoseconds since the first server started, on the server's clock. When that is virtual, so is
 * this. Safe for use by any thread.
 */
final class TraceClock {
    private final InstantSource wallClock;
    private volatile Running running;

    /** From a reading of a clock on; so much time had passed then. */
    private record Running(MonotonicClock clock, long origin, long passed, Instant start) {
        long now() {
            return passed + clock.nanoTime() - origin;
        }
    }

    TraceClock(InstantSource wallClock) {
        this.wallClock = wallClock;
        running = new Running(() -> 0, 0, 0, wallClock.instant());
    }

    /** A server starts; time goes on from where it is if it was not the first. */
    synchronized void started(MonotonicClock clock, boolean first) {
        Running before = running;
        running = new Running(clock, clock.nanoTime(), before.now(), first ? wallClock.instant() : before.start());
    }

    /** Nanoseconds since the first start. */
    long now() {
        return running.now();
    }

    /** A time of this clock as the time of day: nanoseconds since 1970. */
    long epochNanos(long nanos) {
        Instant start = running.start();
        return TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano() + nanos;
    }
}
