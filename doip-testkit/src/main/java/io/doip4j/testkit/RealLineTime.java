package io.doip4j.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits on the time of the JVM. */
final class RealLineTime implements LineTime {
    @Override
    public long deadline(Duration timeout) {
        return System.nanoTime() + LineTime.nanos(timeout);
    }

    @Override
    public boolean await(RealWait socket, long deadline) throws IOException {
        long rest = deadline - System.nanoTime();
        if (rest <= 0) {
            return false;
        }
        socket.ready(TimeUnit.NANOSECONDS.toMillis(rest) + 1);
        return true;
    }

    @Override
    public boolean awaitRoom(RealWait socket, long deadline) throws IOException {
        return await(socket, deadline);
    }

    @Override
    public void sent(long count) {}

    @Override
    public void received(long count) {}

    @Override
    public void closed() {}
}
