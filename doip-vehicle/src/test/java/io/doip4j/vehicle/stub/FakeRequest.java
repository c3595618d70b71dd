package io.doip4j.vehicle.stub;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Addressing;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A request as a server offers it to its interceptors, under virtual time. Handlers run when the test says so. */
final class FakeRequest implements TakenRequest {
    private record Timer(long at, Runnable action) {}

    final List<String> sent = new ArrayList<>();
    final Queue<Runnable> handlers = new ArrayDeque<>();
    final List<String> failures = new ArrayList<>();
    int tester = 0x0E80;
    int ecu = 0x1001;
    Addressing addressing = Addressing.PHYSICAL;
    Session session = Session.DEFAULT;
    boolean handlersAreTaken;
    boolean waiting;
    boolean ended;
    private final List<Timer> timers = new ArrayList<>();
    private long now;

    @Override
    public DoipPeer peer() {
        return new DoipPeer(DoipPeer.Transport.TCP, 7, new InetSocketAddress(50_000));
    }

    @Override
    public LogicalAddress ecu() {
        return LogicalAddress.of(ecu);
    }

    @Override
    public LogicalAddress tester() {
        return LogicalAddress.of(tester);
    }

    @Override
    public LogicalAddress target() {
        return addressing == Addressing.PHYSICAL ? ecu() : LogicalAddress.of(0xE400);
    }

    @Override
    public Addressing addressing() {
        return addressing;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public void send(Bytes response) {
        sent.add(response.toHex() + " @" + now);
    }

    @Override
    public void end() {
        ended = true;
    }

    /** No stub does. */
    @Override
    public void giveBack() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void endNow() {
        end();
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public void keepWaiting() {
        waiting = true;
    }

    @Override
    public void fail(String culprit, Throwable fault) {
        failures.add(culprit + ": " + fault.getMessage());
        ended = true;
    }

    @Override
    public void later(Duration delay, Runnable action) {
        timers.add(new Timer(now + Math.max(0, delay.toMillis()), action));
    }

    @Override
    public Executor handlers() {
        return task -> {
            if (handlersAreTaken) {
                throw new RejectedExecutionException("all are taken");
            }
            handlers.add(task);
        };
    }

    /** A handler thread does its work now. */
    FakeRequest runHandler() {
        handlers.remove().run();
        return after(0);
    }

    FakeRequest after(long millis) {
        long end = now + millis;
        for (Timer next = next(end); next != null; next = next(end)) {
            timers.remove(next);
            now = next.at();
            next.action().run();
        }
        now = end;
        return this;
    }

    private @Nullable Timer next(long end) {
        return timers.stream()
                .filter(timer -> timer.at() <= end)
                .min(Comparator.comparingLong(Timer::at))
                .orElse(null);
    }
}
