package io.doip4j.server;

import io.doip4j.core.Eid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.internal.net.NetworkWatch;
import io.doip4j.server.internal.net.SocketOptions;
import io.doip4j.server.internal.net.Taps;
import io.doip4j.server.internal.net.TcpOptions;
import io.doip4j.server.internal.protocol.Announcer;
import io.doip4j.server.internal.protocol.EntityConfig;
import io.doip4j.server.internal.protocol.Observers;
import io.doip4j.server.internal.uds.ServiceCatalog;
import io.doip4j.server.spi.RoutingActivationPolicy;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a {@link DoipServerBuilder} said when the server was built. Immutable. */
final class DoipServerSettings {
    private final EntityConfig entity;
    private final List<EcuDefinition> ecus;
    private final List<UdsServiceProvider> services;
    private final boolean discoverServices;
    private final Set<String> preferredServices;
    private final @Nullable ClassLoader serviceClassLoader;
    private final @Nullable UdsServices knownServices;
    private final List<InetAddress> bindAddresses;
    private final int port;
    private final TcpOptions tcpOptions;
    private final SocketOptions socketOptions;
    private final int handlerThreads;
    private final Announcer.Schedule announcements;
    private final NetworkWatch.Options network;
    private final MonotonicClock clock;
    private final RandomGenerator random;
    private final @Nullable DoipEventLoop eventLoop;
    private final Observers observers;
    private final List<UdsInterceptor> udsInterceptors;
    private final @Nullable RoutingActivationPolicy activationPolicy;
    private final @Nullable TargetResolver targetResolver;
    private final Map<LogicalAddress, DiagnosticNackCode> refusedTargets;
    private final Set<Eid> additionalEids;
    private final boolean positiveResponding;

    DoipServerSettings(DoipServerBuilder builder) {
        ecus = withEntityItself(builder);
        entity = entityConfig(builder, ecus);
        services = List.copyOf(builder.services);
        discoverServices = builder.discoverServices;
        preferredServices = Set.copyOf(builder.preferredServices);
        serviceClassLoader = builder.serviceClassLoader;
        knownServices = builder.knownServices;
        bindAddresses = builder.bindAddresses.isEmpty()
                ? List.of(DoipServerBuilder.address("127.0.0.1"))
                : List.copyOf(builder.bindAddresses);
        port = builder.port;
        observers = new Observers(builder.listeners, builder.interceptors, builder.messageHandlers);
        tcpOptions = new TcpOptions(
                builder.receiveBuffer,
                builder.ackOwnSegment,
                new Taps(List.copyOf(builder.wireTaps), observers::extensionFailed));
        socketOptions = builder.socketOptions;
        handlerThreads = builder.handlerThreads;
        announcements = new Announcer.Schedule(
                builder.announceWait, announces(builder) ? builder.announceCount : 0, builder.announceInterval);
        network = new NetworkWatch.Options(
                bindAddresses,
                builder.networkInterfaces,
                builder.interfacePolling,
                announcements.count() > 0,
                List.copyOf(builder.announceTargets),
                builder.announceToSubnets);
        clock = builder.clock;
        RandomGenerator given = builder.random;
        random = given == null ? new SplittableRandom() : given;
        eventLoop = builder.eventLoop;
        udsInterceptors = List.copyOf(builder.udsInterceptors);
        activationPolicy = builder.activationPolicy;
        targetResolver = builder.targetResolver;
        refusedTargets = Map.copyOf(builder.refusedTargets);
        additionalEids = Set.copyOf(builder.additionalEids);
        positiveResponding = builder.positiveResponding;
    }

    private boolean announces(DoipServerBuilder builder) {
        Boolean chosen = builder.announce;
        return chosen != null ? chosen : !bindAddresses.stream().allMatch(InetAddress::isLoopbackAddress);
    }

    /** The entity answers UDS at its own address, also if nothing was said about that. */
    private static List<EcuDefinition> withEntityItself(DoipServerBuilder builder) {
        List<EcuDefinition> all = new ArrayList<>(builder.ecus);
        if (all.stream().noneMatch(ecu -> ecu.address().equals(builder.logicalAddress))) {
            all.add(EcuDefinition.builder(builder.logicalAddress.value()).build());
        }
        return List.copyOf(all);
    }

    private static EntityConfig entityConfig(DoipServerBuilder builder, List<EcuDefinition> ecus) {
        Set<ProtocolVersion> versions = new HashSet<>(builder.acceptedVersions);
        versions.add(builder.protocolVersion);
        return new EntityConfig(
                new EntityConfig.Identity(
                        builder.vin,
                        builder.logicalAddress,
                        builder.eid,
                        builder.gid,
                        builder.furtherAction,
                        builder.syncStatus),
                builder.nodeType,
                builder.protocolVersion,
                Set.copyOf(versions),
                knownTesters(builder.knownTesters, ecus),
                builder.activationTypes,
                builder.targetPolicy,
                Set.copyOf(builder.messageTypes),
                Set.copyOf(builder.wireOptions),
                new EntityConfig.Timing(
                        builder.initialInactivity,
                        builder.generalInactivity,
                        builder.aliveCheck,
                        builder.identificationDelay),
                new EntityConfig.Limits(
                        builder.maxSockets,
                        builder.maxDataSize,
                        DoipServerBuilder.MAX_DATA_SIZE_BEFORE_ACTIVATION,
                        builder.ackEchoBytes,
                        builder.memoryAvailable,
                        builder.udpAnswersPerSecond),
                builder.powerMode);
    }

    private static IntPredicate knownTesters(@Nullable Predicate<LogicalAddress> known, List<EcuDefinition> ecus) {
        if (known != null) {
            return source -> known.test(LogicalAddress.of(source));
        }
        Set<Integer> own = new HashSet<>();
        for (EcuDefinition ecu : ecus) {
            own.add(ecu.address().value());
            ecu.functionalAddresses().forEach(group -> own.add(group.value()));
        }
        return source -> !own.contains(source);
    }

    LogicalAddress logicalAddress() {
        return entity.identity().logicalAddress();
    }

    EntityConfig entity() {
        return entity;
    }

    List<EcuDefinition> ecus() {
        return ecus;
    }

    ServiceCatalog services() {
        return ServiceCatalog.of(
                services, discoverServices ? discovered().newProviders() : List.of(), preferredServices);
    }

    private UdsServices discovered() {
        if (knownServices != null) {
            return knownServices;
        }
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader other = context != null ? context : getClass().getClassLoader();
        return UdsServices.of(serviceClassLoader != null ? serviceClassLoader : other);
    }

    List<InetAddress> bindAddresses() {
        return bindAddresses;
    }

    int port() {
        return port;
    }

    TcpOptions tcpOptions() {
        return tcpOptions;
    }

    SocketOptions socketOptions() {
        return socketOptions;
    }

    int handlerThreads() {
        return handlerThreads;
    }

    Announcer.Schedule announcements() {
        return announcements;
    }

    NetworkWatch.Options network() {
        return network;
    }

    RandomGenerator random() {
        return random;
    }

    Observers observers() {
        return observers;
    }

    List<UdsInterceptor> udsInterceptors() {
        return udsInterceptors;
    }

    @Nullable
    RoutingActivationPolicy activationPolicy() {
        return activationPolicy;
    }

    @Nullable
    TargetResolver targetResolver() {
        return targetResolver;
    }

    Map<LogicalAddress, DiagnosticNackCode> refusedTargets() {
        return refusedTargets;
    }

    Set<Eid> additionalEids() {
        return additionalEids;
    }

    boolean positiveResponding() {
        return positiveResponding;
    }

    MonotonicClock clock() {
        return clock;
    }

    @Nullable
    DoipEventLoop eventLoop() {
        return eventLoop;
    }
}
