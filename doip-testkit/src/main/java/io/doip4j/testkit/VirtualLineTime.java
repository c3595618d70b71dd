package io.doip4j.testkit;

import java.io.IOException;
import java.time.Duration;

/** Lets the time of a clock pass while a tester waits. */
final class VirtualLineTime implements LineTime {
    /** What the server has sent is there long before. */
    private static final long LONGEST_WAY_MILLIS = 1000;

    private final VirtualClock clock;
    private final Traffic.Flow flow;

    VirtualLineTime(VirtualClock clock, Traffic.Flow flow) {
        this.clock = clock;
        this.flow = flow;
    }

    @Override
    public long deadline(Duration timeout) {
        return clock.nanoTime() + LineTime.nanos(timeout);
    }

    @Override
    public boolean await(RealWait socket, long deadline) throws IOException {
        if (socket.ready(0)) {
            return true;
        }
        clock.pass(flow::isComing, deadline);
        return socket.ready(flow.isComing() ? LONGEST_WAY_MILLIS : 0) || clock.step(deadline);
    }

    @Override
    public boolean awaitRoom(RealWait socket, long deadline) throws IOException {
        if (socket.ready(0)) {
            return true;
        }
        clock.settle();
        return socket.ready(0) || clock.step(deadline);
    }

    @Override
    public void sent(long count) {
        flow.given(count);
    }

    @Override
    public void received(long count) {
        flow.taken(count);
    }

    @Override
    public void closed() {
        flow.closed();
    }
}
