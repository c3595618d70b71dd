package io.doip4j.it.uds;

import io.doip4j.it.uds.Link.Received;
import java.time.Duration;

/** Samples that come of their own accord, and the intervals at which they do. */
final class SampleWatch {
    private final BytePattern pattern;
    private final Window interval;
    private final Duration slack;
    private Duration last;
    private boolean begun;

    /** The first one may come at any time, but no later than an interval after the beginning. */
    SampleWatch(BytePattern pattern, Window interval, Duration slack, Duration beginning) {
        this.pattern = pattern;
        this.interval = interval;
        this.slack = slack;
        this.last = beginning;
    }

    /** Whether a message is a sample. */
    boolean takes(Received message) {
        if (!pattern.matches(message.data())) {
            return false;
        }
        Duration passed = message.at().minus(last);
        Window allowed = begun ? interval : new Window(Duration.ZERO, interval.to());
        if (!allowed.contains(passed, slack)) {
            throw new AssertionError(
                    "sample " + message.data().toHex() + " came after " + passed.toMillis() + " ms, not in " + allowed);
        }
        last = message.at();
        begun = true;
        return true;
    }

    void checkOverdue(Duration now) {
        if (now.minus(last).compareTo(interval.to().plus(slack)) > 0) {
            throw new AssertionError(
                    "no sample " + pattern + " for " + now.minus(last).toMillis() + " ms, not in " + interval);
        }
    }
}
