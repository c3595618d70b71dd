package io.doip4j.server;

import io.doip4j.core.Eid;
import io.doip4j.core.LogicalAddress;
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
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.NetworkInterfaces.Link;
import io.doip4j.uds.ecu.EcuDefinition;
import java.net.InetSocketAddress;
import java.time.Duration;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A started server: its ECUs, sockets and handler threads, wired together. */
final class RunningEntity {
    private final DoipServerSettings settings;
    private final EventLoop loop;
    private final ServiceCatalog services;
    private final Entity entity;
    private final DiscoveryHandler discovery;
    private final EntityTransport transport;
    private final Announcer announcer;
    private final NetworkWatch network;
    private final Map<LogicalAddress, DiagnosticNackCode> refused;
    /** By which identification requests find the entity, besides its own. */
    private volatile Set<Eid> moreEids;

    private final Queue<CompletableFuture<Void>> announcing = new ConcurrentLinkedQueue<>();
    private volatile EcuSet ecus;
    private volatile boolean closed;

    RunningEntity(DoipServerSettings settings, EventLoop loop) {
        this.settings = settings;
        this.loop = loop;
        this.moreEids = settings.additionalEids();
        this.refused = new ConcurrentHashMap<>(settings.refusedTargets());
        settings.tcpOptions().taps().started(loop.clock());
        settings.observers()
                .starting(
                        loop.clock(),
                        settings.ecus().stream().map(EcuDefinition::address).collect(Collectors.toUnmodifiableSet()));
        services = settings.services();
        ecus = new EcuSet(settings, services, loop, this::restarted);
        ecus.targets().refuse(refused);
        announcer = new Announcer(loop.timers());
        EntityConfig config = settings.entity();
        entity = new Entity(
                config,
                ecus.targets(),
                loop.timers(),
                loop::executeHere,
                settings.observers(),
                settings.activationPolicy());
        discovery = new DiscoveryHandler(entity, settings.random(), () -> moreEids);
        transport = EntityTransport.bind(
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
            begin();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Who connects meanwhile waits in the queue of the socket; only what is sent to groups would be lost. */
    private void begin() {
        if (network.needsInterfaces()) {
            List<Link> links = network.look();
            loop.call(() -> {
                begin(links);
                return this;
            });
        } else {
            loop.executeIfOpen(() -> begin(null));
        }
    }

    private void begin(@Nullable List<Link> links) {
        if (!closed) {
            ecus.begin();
            transport.begin();
            network.begin(links);
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

    CompletionStage<Void> announce(
            InetSocketAddress target, int occurrence, Duration cycle, UnaryOperator<VehicleAnnouncement> change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        announcing.removeIf(CompletableFuture::isDone);
        announcing.add(done);
        Announcer.Schedule schedule = new Announcer.Schedule(Duration.ZERO, occurrence, cycle);
        loop.execute(() -> announcer.announce(
                schedule,
                settings.random(),
                () -> {
                    if (!done.isDone()) {
                        network.announce(change.apply(discovery.announcement()), target);
                    }
                },
                () -> done.complete(null)));
        if (closed) {
            abandonAnnouncements("closed");
        }
        return done;
    }

    private void abandonAnnouncements(String why) {
        announcing.forEach(done -> done.completeExceptionally(new IllegalStateException("the server was " + why)));
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
        ecus.targets().refuse(refused);
    }

    void accept(LogicalAddress target) {
        refused.remove(target);
        ecus.targets().refuse(refused);
    }

    boolean positiveResponding() {
        return ecus.positiveResponding();
    }

    void positiveResponding(boolean positive) {
        ecus.positiveResponding(positive);
    }

    /** Everything is as after the start, but the sockets stay open. The caller's thread makes the new ECUs. */
    void reset() {
        abandonAnnouncements("reset");
        EcuSet fresh = new EcuSet(settings, services, loop, this::restarted);
        boolean done = loop.callIfOpen(() -> {
            entity.closeConnections(CloseReason.RESET);
            entity.identity(settings.entity().identity());
            entity.targets(fresh.targets());
            refused.clear();
            refused.putAll(settings.refusedTargets());
            fresh.targets().refuse(refused);
            fresh.begin();
            EcuSet old = ecus;
            ecus = fresh;
            old.close();
            if (closed) {
                fresh.close();
            }
        });
        if (!done) {
            fresh.close();
        }
    }

    List<InetSocketAddress> tcpAddresses() {
        return transport.tcpAddresses();
    }

    List<InetSocketAddress> udpAddresses() {
        return transport.udpAddresses();
    }

    void close() {
        closed = true;
        ecus.stop();
        if (!loop.callIfOpen(this::closeAll)) {
            // The loop has ended before its server, and nothing else uses the sockets any more.
            closeAll();
        }
        abandonAnnouncements("closed");
    }

    private void closeAll() {
        network.close();
        transport.close();
        ecus.close();
    }

    /** An entity that restarts closes its connections; an ECU behind it does not (ISO 14229-5). */
    private void restarted(LogicalAddress ecu) {
        if (ecu.equals(entity.address())) {
            entity.closeConnections(CloseReason.RESET);
        }
    }
}
