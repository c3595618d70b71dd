package io.doip4j.it.uds;

import java.time.Duration;

/**
 * A span of time in which something has to happen.
 *
 * @param from the earliest, included
 * @param to the latest, included
 */
record Window(Duration from, Duration to) {
    /** P2: what an answer has without a window of its own. */
    static final Window P2 = new Window(Duration.ZERO, Duration.ofMillis(50));

    /** No limit worth the name. */
    static final Window ANY_TIME = new Window(Duration.ZERO, Duration.ofDays(1));

    Window {
        if (from.compareTo(to) > 0) {
            throw new IllegalArgumentException("begins after its end");
        }
    }

    boolean contains(Duration time, Duration slack) {
        return time.compareTo(from.minus(slack)) >= 0 && time.compareTo(to.plus(slack)) <= 0;
    }

    @Override
    public String toString() {
        return equals(ANY_TIME) ? "any time" : from.toMillis() + ".." + to.toMillis() + " ms";
    }
}
