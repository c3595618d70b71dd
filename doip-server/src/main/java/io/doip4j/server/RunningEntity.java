package io.doip4j.server;

import io.doip4j.core.Eid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.server.internal.net.EntityTransport;
import io.doip4j.server.internal.net.EventLoop;
import io.doip4j.server.internal.net.NetworkWatch;
import io.doip4j.server.internal.net.SocketOptions;
import io.doip4j.server.internal.protocol.Announcer;
import io.doip4j.server.internal.protocol.DiscoveryHandler;
import io.doip4j.server.internal.protocol.Entity;
import io.doip4j.server.internal.protocol.EntityConfig;
import io.doip4j.server.internal.protocol.TargetTable;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.internal.uds.Ecu;
import io.doip4j.server.internal.uds.EcuHost;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A started server: its ECUs, sockets and handler threads, wired together. */
final class RunningEntity implements EcuHost {
    private static final long IDLE_HANDLER_SECONDS = 10;

    private final DoipServerSettings settings;
    private final EventLoop loop;
    private final ExecutorService handlers;
    private final List<Ecu> ecus = new ArrayList<>();
    private final TargetTable targets;
    private final Entity entity;
    private final DiscoveryHandler discovery;
    private final EntityTransport transport;
    private final Announcer announcer;
    private final NetworkWatch network;
    private final Map<LogicalAddress, DiagnosticNackCode> refused;
    /** By which identification requests find the entity, besides its own. */
    private volatile Set<Eid> moreEids;

    private final Queue<CompletableFuture<Void>> announcing = new ConcurrentLinkedQueue<>();
    private volatile boolean positiveResponding;
    private volatile boolean closed;

    RunningEntity(DoipServerSettings settings, EventLoop loop) {
        this.settings = settings;
        this.loop = loop;
        this.positiveResponding = settings.positiveResponding();
        this.moreEids = settings.additionalEids();
        this.refused = new ConcurrentHashMap<>(settings.refusedTargets());
        handlers = handlerPool(settings.handlerThreads());
        announcer = new Announcer(loop.timers());
        targets = targets();
        EntityConfig config = settings.entity();
        entity = new Entity(
                config, targets, loop.timers(), this::onLoop, settings.observers(), settings.activationPolicy());
        discovery = new DiscoveryHandler(entity, settings.random(), () -> moreEids);
        transport = EntityTransport.open(
                loop,
                entity,
                settings.bindAddresses(),
                settings.port(),
                config.limits().maxSockets(),
                settings.tcpOptions(),
                settings.socketOptions(),
                discovery);
        network = new NetworkWatch(
                loop, transport, settings.network(), discovery::announcement, this::announceAsConfigured, this::eids);
        try {
            network.start();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void announceAsConfigured(Runnable send, Runnable done) {
        announcer.announce(settings.announcements(), settings.random(), send, done);
    }

    private void eids(Set<Eid> ofInterfaces) {
        Set<Eid> all = new HashSet<>(settings.additionalEids());
        all.addAll(ofInterfaces);
        moreEids = Set.copyOf(all);
    }

    private TargetTable targets() {
        ServiceCatalog services = settings.services();
        TargetTable table = new TargetTable(settings.targetResolver(), this::onLoop);
        table.refuse(refused);
        try {
            for (EcuDefinition definition : settings.ecus()) {
                Ecu ecu = new Ecu(definition, services, this);
                table.add(ecu);
                ecus.add(ecu);
                definition.functionalAddresses().forEach(group -> table.addToGroup(group, ecu));
            }
            return table;
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the server cannot be started: " + e.getMessage(), e);
        }
    }

    CompletionStage<Void> announce(
            InetSocketAddress target, int occurrence, Duration cycle, UnaryOperator<VehicleAnnouncement> change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        announcing.removeIf(CompletableFuture::isDone);
        announcing.add(done);
        Announcer.Schedule schedule = new Announcer.Schedule(Duration.ZERO, occurrence, cycle);
        loop.execute(() -> announcer.announce(
                schedule,
                settings.random(),
                () -> network.announce(change.apply(discovery.announcement()), target),
                () -> done.complete(null)));
        if (closed) {
            abandonAnnouncements();
        }
        return done;
    }

    private void abandonAnnouncements() {
        announcing.forEach(done -> done.completeExceptionally(new IllegalStateException("the server was closed")));
        announcing.clear();
    }

    boolean awaitConnection(Duration time) throws InterruptedException {
        try {
            entity.firstConnection().get(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError("it is never completed exceptionally", e);
        }
    }

    void configure(SocketOptions options) {
        transport.configure(options);
    }

    /** Waits, since the next answer has to have it: a request that comes soon could overtake a task. */
    void changeIdentity(UnaryOperator<EntityConfig.Identity> change) {
        loop.callIfOpen(() -> entity.identity(change.apply(entity.identity())));
    }

    void refuse(LogicalAddress target, DiagnosticNackCode code) {
        refused.put(target, code);
        targets.refuse(refused);
    }

    void accept(LogicalAddress target) {
        refused.remove(target);
        targets.refuse(refused);
    }

    @Override
    public boolean positiveResponding() {
        return positiveResponding;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    void positiveResponding(boolean positive) {
        positiveResponding = positive;
    }

    @Override
    public List<UdsInterceptor> udsInterceptors() {
        return settings.udsInterceptors();
    }

    @Override
    public void serviceFailed(LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault) {
        settings.observers().serviceFailed(ecu, serviceClass, request, fault);
    }

    List<InetSocketAddress> tcpAddresses() {
        return transport.tcpAddresses();
    }

    List<InetSocketAddress> udpAddresses() {
        return transport.udpAddresses();
    }

    void close() {
        closed = true;
        network.close();
        transport.close();
        handlers.shutdownNow();
        loop.callIfOpen(() -> ecus.forEach(Ecu::close));
        abandonAnnouncements();
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
