package io.doip4j.server;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.server.internal.net.EntityTransport;
import io.doip4j.server.internal.net.EventLoop;
import io.doip4j.server.internal.protocol.Announcer;
import io.doip4j.server.internal.protocol.CloseReason;
import io.doip4j.server.internal.protocol.DiscoveryHandler;
import io.doip4j.server.internal.protocol.Entity;
import io.doip4j.server.internal.protocol.EntityConfig;
import io.doip4j.server.internal.protocol.TargetTable;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.internal.uds.Ecu;
import io.doip4j.server.internal.uds.EcuHost;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.uds.ecu.EcuDefinition;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A started server: its ECUs, sockets and handler threads, wired together. */
final class RunningEntity implements EcuHost {
    private static final long IDLE_HANDLER_SECONDS = 10;

    private final EventLoop loop;
    private final ExecutorService handlers;
    private final Entity entity;
    private final EntityTransport transport;

    RunningEntity(DoipServerSettings settings, EventLoop loop) {
        this.loop = loop;
        this.handlers = handlerPool(settings.handlerThreads());
        EntityConfig config = settings.entity();
        entity = new Entity(config, targets(settings), loop.timers());
        DiscoveryHandler discovery =
                new DiscoveryHandler(config, loop.timers(), settings.random(), entity::activeConnections);
        transport = EntityTransport.open(
                loop,
                entity,
                settings.bindAddresses(),
                settings.port(),
                config.limits().maxSockets(),
                settings.tcpOptions(),
                discovery);
        loop.execute(() -> announce(settings, discovery));
    }

    private TargetTable targets(DoipServerSettings settings) {
        ServiceCatalog services = settings.services();
        TargetTable targets = new TargetTable();
        try {
            for (EcuDefinition definition : settings.ecus()) {
                Ecu ecu = new Ecu(definition, services, this);
                targets.add(ecu);
                definition.functionalAddresses().forEach(group -> targets.addToGroup(group, ecu));
            }
            return targets;
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the server cannot be started: " + e.getMessage(), e);
        }
    }

    private void announce(DoipServerSettings settings, DiscoveryHandler discovery) {
        new Announcer(loop.timers())
                .announce(
                        settings.announcements(),
                        settings.random(),
                        () -> transport.announce(
                                settings.entity().ownVersion(), discovery.announcement(), settings.announceTargets()),
                        () -> {});
    }

    List<InetSocketAddress> tcpAddresses() {
        return transport.tcpAddresses();
    }

    List<InetSocketAddress> udpAddresses() {
        return transport.udpAddresses();
    }

    void close() {
        transport.close();
        handlers.shutdownNow();
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
        if (loop.isCurrentThread()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    @Override
    public Executor handlers() {
        return handlers;
    }

    /** An entity that restarts closes its connections; an ECU behind it does not (ISO 14229-5). */
    @Override
    public void ecuRestarted(LogicalAddress ecu) {
        if (ecu.equals(entity.address())) {
            entity.closeConnections(CloseReason.RESET);
        }
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
