package io.doip4j.server.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.internal.testing.CapturedLog;
import io.doip4j.server.internal.testing.ManualTime;
import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class InterfacePollerTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime();
    private final FakeInterfaces host = new FakeInterfaces().with(2, "192.0.2.1");
    private final Queue<Runnable> otherThread = new ArrayDeque<>();
    private final List<List<Link>> answers = new ArrayList<>();
    private final InterfacePoller poller =
            new InterfacePoller(host, INTERVAL, time.timers(), otherThread::add, time::execute, answers::add);

    private void runOtherThread() {
        Runnable task;
        while ((task = otherThread.poll()) != null) {
            task.run();
        }
        time.settle();
    }

    @Test
    void asksAnotherThreadAfterEveryInterval() {
        poller.start();
        for (int i = 1; i <= 3; i++) {
            time.advance(INTERVAL.minusMillis(1));
            assertThat(otherThread).isEmpty();
            time.advanceMillis(1);
            assertThat(otherThread).hasSize(1);
            runOtherThread();
            assertThat(answers).hasSize(i).contains(host.links());
        }
    }

    @Test
    void asksNothingWhileAnAnswerIsAwaited() {
        poller.start();
        time.advance(INTERVAL.multipliedBy(10));
        assertThat(otherThread).hasSize(1);
        assertThat(time.timers().size()).isZero();
    }

    @Test
    void whatCannotBeToldChangesNothingAndIsSaidOnce() {
        try (CapturedLog log = new CapturedLog(InterfacePoller.class)) {
            host.fault(new IOException("too many open files"));
            poller.start();
            for (int i = 0; i < 3; i++) {
                time.advance(INTERVAL);
                runOtherThread();
            }
            assertThat(answers).isEmpty();
            assertThat(log.lines()).singleElement().asString().contains("too many open files");
            host.fault(null);
            time.advance(INTERVAL);
            runOtherThread();
            assertThat(answers).hasSize(1);
        }
    }

    @Test
    void afterTheEndItAsksNoMore() {
        poller.start();
        time.advance(INTERVAL);
        poller.stop();
        runOtherThread();
        assertThat(answers).isEmpty();
        assertThat(time.timers().size()).isZero();

        poller.start();
        assertThat(time.timers().size()).isZero();
    }
}
