package io.doip4j.server;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.net.EventLoop;
import io.doip4j.server.internal.protocol.TargetTable;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.internal.uds.Ecu;
import io.doip4j.server.internal.uds.EcuHost;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The ECUs of a running server, from its start or its last reset on, and the threads that their services run on. */
final class EcuSet implements EcuHost {
    private static final long IDLE_HANDLER_SECONDS = 10;

    private final DoipServerSettings settings;
    private final EventLoop loop;
    private final Consumer<LogicalAddress> whenRestarted;
    private final ExecutorService pool;
    private final Executor handlers;
    private final List<Ecu> ecus = new ArrayList<>();
    private final TargetTable targets;
    private volatile boolean positiveResponding;
    private volatile boolean closed;

    /**
     * Makes all ECUs.
     *
     * @throws IllegalStateException if their definitions contradict each other, or lack a service
     */
    EcuSet(
            DoipServerSettings settings,
            ServiceCatalog services,
            EventLoop loop,
            Consumer<LogicalAddress> whenRestarted) {
        this.settings = settings;
        this.loop = loop;
        this.whenRestarted = whenRestarted;
        this.positiveResponding = settings.positiveResponding();
        this.pool = handlerPool(settings.handlerThreads());
        this.handlers = loop.counting(pool);
        this.targets = new TargetTable(settings.targetResolver(), this::onLoop, settings.observers());
        try {
            for (EcuDefinition definition : settings.ecus()) {
                Ecu ecu = new Ecu(definition, services, this);
                targets.add(ecu);
                ecus.add(ecu);
                definition.functionalAddresses().forEach(group -> targets.addToGroup(group, ecu));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the server cannot be started: " + e.getMessage(), e);
        }
    }

    /** They begin to work. To be called once, on the event loop. */
    void begin() {
        ecus.forEach(Ecu::begin);
    }

    TargetTable targets() {
        return targets;
    }

    /** From now on nothing that is scheduled runs any more. May be called by any thread. */
    void stop() {
        closed = true;
    }

    /** To be called on the event loop, or when it has ended. */
    void close() {
        stop();
        pool.shutdownNow();
        ecus.forEach(Ecu::close);
    }

    void positiveResponding(boolean positive) {
        positiveResponding = positive;
    }

    @Override
    public boolean positiveResponding() {
        return positiveResponding;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public List<UdsInterceptor> udsInterceptors() {
        return settings.udsInterceptors();
    }

    @Override
    public void serviceFailed(LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault) {
        settings.observers().serviceFailed(ecu, serviceClass, request, fault);
    }

    @Override
    public void extensionFailed(Object extension, Throwable fault) {
        settings.observers().extensionFailed(extension, fault);
    }

    @Override
    public MonotonicClock clock() {
        return loop.clock();
    }

    @Override
    public TimerQueue timers() {
        return loop.timers();
    }

    @Override
    public void onLoop(Runnable task) {
        loop.executeHere(task);
    }

    @Override
    public void callOnLoop(Runnable task) {
        loop.callIfOpen(task);
    }

    @Override
    public Executor handlers() {
        return handlers;
    }

    @Override
    public void ecuRestarted(LogicalAddress ecu) {
        whenRestarted.accept(ecu);
    }

    /** Threads come and go with the requests; there is no queue: the engine says "busy" instead. */
    private static ExecutorService handlerPool(int maxThreads) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0, maxThreads, IDLE_HANDLER_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "doip-handler-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
