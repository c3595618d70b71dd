package io.doip4j.benchmarks;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.internal.uds.EcuHost;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.UdsRequest;
import java.util.List;
import java.util.concurrent.Executor;

/** A server of which an ECU needs nothing but the time. */
final class IdleHost implements EcuHost {
    private final List<UdsInterceptor> interceptors;
    private final MonotonicClock clock = System::nanoTime;
    private final TimerQueue timers = new TimerQueue(clock);

    IdleHost(List<UdsInterceptor> interceptors) {
        this.interceptors = interceptors;
    }

    @Override
    public List<UdsInterceptor> udsInterceptors() {
        return interceptors;
    }

    @Override
    public MonotonicClock clock() {
        return clock;
    }

    @Override
    public TimerQueue timers() {
        return timers;
    }

    @Override
    public void onLoop(Runnable task) {
        task.run();
    }

    @Override
    public Executor handlers() {
        return task -> {
            throw new IllegalStateException("shipped services do not need the pool");
        };
    }

    @Override
    public void ecuRestarted(LogicalAddress ecu) {
        throw new IllegalStateException("nobody resets ECU " + ecu);
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public boolean positiveResponding() {
        return false;
    }

    @Override
    public void serviceFailed(LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault) {
        throw new IllegalStateException(serviceClass + " failed", fault);
    }

    @Override
    public void extensionFailed(Object extension, Throwable fault) {
        throw new IllegalStateException(extension + " failed", fault);
    }
}
