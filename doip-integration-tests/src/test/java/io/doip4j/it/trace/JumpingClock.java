package io.doip4j.it.trace;

import io.doip4j.core.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes by itself, or not, and jumps when a test says so. */
final class JumpingClock implements MonotonicClock {
    private final boolean runs;
    private final AtomicLong jumped = new AtomicLong();

    private JumpingClock(boolean runs) {
        this.runs = runs;
    }

    static JumpingClock running() {
        return new JumpingClock(true);
    }

    static JumpingClock standing() {
        return new JumpingClock(false);
    }

    void jump(Duration time) {
        jumped.addAndGet(time.toNanos());
    }

    @Override
    public long nanoTime() {
        return jumped.get() + (runs ? System.nanoTime() : 0);
    }
}
