package io.doip4j.server;

import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.FurtherAction;
import io.doip4j.core.message.NodeType;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.PowerMode;
import io.doip4j.core.message.SyncStatus;
import io.doip4j.server.internal.net.SocketOptions;
import io.doip4j.server.internal.net.SystemInterfaces;
import io.doip4j.server.spi.DoipInterceptor;
import io.doip4j.server.spi.DoipMessageHandler;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.server.spi.NetworkInterfaces;
import io.doip4j.server.spi.RoutingActivationPolicy;
import io.doip4j.server.spi.TargetPolicy;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.server.spi.WireOption;
import io.doip4j.server.spi.WireTap;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link DoipServer}. Every property has a default; each method says which. Not safe for use by several threads
 * at once.
 */
public final class DoipServerBuilder {
    /** The port of DoIP for UDP discovery and TCP data (ISO 13400-2): 13400. */
    public static final int DOIP_PORT = 13400;

    static final int MAX_DATA_SIZE_BEFORE_ACTIVATION = 4096;

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int LARGEST_PORT = 0xFFFF;
    private static final int LARGEST_MAX_SOCKETS = 0xFFFF;
    private static final int LARGEST_UDP_RATE = 1_000_000;
    private static final int LARGEST_HANDLER_THREADS = 1024;
    private static final int SMALLEST_RECEIVE_BUFFER = 1;
    private static final int LARGEST_RECEIVE_BUFFER = 256 * 1024;

    final Set<InetAddress> bindAddresses = new LinkedHashSet<>();
    int port = DOIP_PORT;
    LogicalAddress logicalAddress = LogicalAddress.of(0x1000);
    Vin vin = Vin.of("WVWZZZ1JZXW000001");
    Eid eid = Eid.of("02:00:00:00:10:00");
    Gid gid = Gid.of("02:00:00:00:00:01");
    FurtherAction furtherAction = FurtherAction.NONE;
    Optional<SyncStatus> syncStatus = Optional.of(SyncStatus.SYNCHRONISED);
    NodeType nodeType = NodeType.GATEWAY;
    final List<EcuDefinition> ecus = new ArrayList<>();
    final List<UdsServiceProvider> services = new ArrayList<>();
    final Set<String> preferredServices = new HashSet<>();
    boolean discoverServices = true;

    @Nullable
    ClassLoader serviceClassLoader;

    @Nullable
    UdsServices knownServices;

    @Nullable
    Predicate<LogicalAddress> knownTesters = LogicalAddress::isTester;

    BiPredicate<LogicalAddress, ActivationType> activationTypes =
            (tester, type) -> type.equals(ActivationType.DEFAULT) || type.equals(ActivationType.REGULATORY);

    @Nullable
    RoutingActivationPolicy activationPolicy;

    final Set<WireOption> wireOptions = EnumSet.noneOf(WireOption.class);
    final Set<PayloadType> messageTypes = new HashSet<>();
    final List<DoipServerListener> listeners = new ArrayList<>();
    final List<DoipInterceptor> interceptors = new ArrayList<>();
    final List<UdsInterceptor> udsInterceptors = new ArrayList<>();
    final List<WireTap> wireTaps = new ArrayList<>();
    final List<DoipMessageHandler> messageHandlers = new ArrayList<>();
    final Map<LogicalAddress, DiagnosticNackCode> refusedTargets = new HashMap<>();

    @Nullable
    TargetResolver targetResolver;

    @Nullable
    TargetPolicy targetPolicy;

    final Set<Eid> additionalEids = new HashSet<>();
    LongPredicate memoryAvailable = length -> true;
    boolean positiveResponding;
    ProtocolVersion protocolVersion = ProtocolVersion.ISO_2019;
    Set<ProtocolVersion> acceptedVersions = Set.of(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019);
    int maxSockets = 16;
    int maxDataSize = 2_000_000;
    int ackEchoBytes;
    boolean ackOwnSegment;
    Duration initialInactivity = Duration.ofSeconds(2);
    Duration generalInactivity = Duration.ofMinutes(5);
    Duration aliveCheck = Duration.ofMillis(500);
    Duration identificationDelay = Duration.ofMillis(500);
    int udpAnswersPerSecond = 1_000;

    @Nullable
    Boolean announce;

    final List<InetSocketAddress> announceTargets = new ArrayList<>();
    boolean announceToSubnets;
    int announceCount = 3;
    Duration announceInterval = Duration.ofMillis(500);
    Duration announceWait = Duration.ofMillis(500);
    NetworkInterfaces networkInterfaces = new SystemInterfaces();
    Duration interfacePolling = Duration.ofSeconds(5);
    Supplier<PowerMode> powerMode = () -> PowerMode.READY;
    int receiveBuffer = 256 * 1024;
    SocketOptions socketOptions = SocketOptions.none();
    int handlerThreads = 64;
    MonotonicClock clock = MonotonicClock.system();

    @Nullable
    RandomGenerator random;

    @Nullable
    DoipEventLoop eventLoop;

    DoipServerBuilder() {}

    /**
     * Adds an address to bind TCP and UDP sockets to. Without any, the server binds to IPv4 loopback. A socket on {@code
     * "::"} has the IPv4 addresses too; give {@code "0.0.0.0"} as well for announcements on IPv4.
     *
     * @param address IP address or host name; {@code "0.0.0.0"} and {@code "::"} are all addresses
     * @return this
     * @throws IllegalArgumentException if it cannot be resolved
     */
    public DoipServerBuilder bind(String address) {
        return bind(address(address));
    }

    /**
     * Adds an address to bind TCP and UDP sockets to.
     *
     * @param address the address
     * @return this
     */
    public DoipServerBuilder bind(InetAddress address) {
        bindAddresses.add(address);
        return this;
    }

    /**
     * Sets the port for TCP and UDP, 13400 by default.
     *
     * @param number 1..65535, or 0 for one that is free for TCP and UDP on every bind address
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipServerBuilder port(int number) {
        port = range("port", number, 0, LARGEST_PORT);
        return this;
    }

    /**
     * Sets the logical address of the entity, 0x1000 by default. If no ECU has that address, one with all discovered
     * services and no data is added.
     *
     * @param address 0..0xFFFF
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipServerBuilder logicalAddress(int address) {
        logicalAddress = LogicalAddress.of(address);
        return this;
    }

    /**
     * Sets the VIN, {@code WVWZZZ1JZXW000001} by default.
     *
     * @param text 17 printable ASCII characters
     * @return this
     * @throws IllegalArgumentException if it is something else
     */
    public DoipServerBuilder vin(String text) {
        return vin(Vin.of(text));
    }

    /**
     * Sets the VIN; {@link Vin#NOT_SET} for one that is not programmed.
     *
     * @param value the VIN
     * @return this
     */
    public DoipServerBuilder vin(Vin value) {
        vin = value;
        return this;
    }

    /**
     * Sets the entity identifier, {@code 02:00:00:00:10:00} by default.
     *
     * @param value the EID
     * @return this
     */
    public DoipServerBuilder eid(Eid value) {
        eid = value;
        return this;
    }

    /**
     * Sets the group identifier, {@code 02:00:00:00:00:01} by default.
     *
     * @param value the GID
     * @return this
     */
    public DoipServerBuilder gid(Gid value) {
        gid = value;
        return this;
    }

    /**
     * Sets what announcements say that a tester has to do first, nothing by default.
     *
     * @param value the code
     * @return this
     */
    public DoipServerBuilder furtherAction(FurtherAction value) {
        furtherAction = value;
        return this;
    }

    /**
     * Sets the VIN/GID sync status of announcements, synchronised by default.
     *
     * @param value the status
     * @return this
     */
    public DoipServerBuilder syncStatus(SyncStatus value) {
        syncStatus = Optional.of(value);
        return this;
    }

    /**
     * Leaves the sync status out of announcements, which then have 32 bytes.
     *
     * @return this
     */
    public DoipServerBuilder withoutSyncStatus() {
        syncStatus = Optional.empty();
        return this;
    }

    /**
     * Sets the node type that the entity status reports, gateway by default.
     *
     * @param value the node type
     * @return this
     */
    public DoipServerBuilder nodeType(NodeType value) {
        nodeType = value;
        return this;
    }

    /**
     * Adds an ECU behind the entity, or the entity's own if it has the entity's address.
     *
     * @param definition what it is
     * @return this
     */
    public DoipServerBuilder ecu(EcuDefinition definition) {
        ecus.add(definition);
        return this;
    }

    /**
     * Adds a UDS service for all ECUs. It replaces a discovered one with the same service identifier.
     *
     * @param provider makes the service
     * @return this
     */
    public DoipServerBuilder service(UdsServiceProvider provider) {
        services.add(provider);
        return this;
    }

    /**
     * Sets whether UDS services are discovered by {@link java.util.ServiceLoader}, true by default.
     *
     * @param discover false to have only those that were added
     * @return this
     */
    public DoipServerBuilder discoverServices(boolean discover) {
        discoverServices = discover;
        return this;
    }

    /**
     * Sets where UDS services are looked for: by default the context class loader of the thread that starts the server, or
     * the one of this class if there is none. Replaces what {@link #services} was given.
     *
     * @param loader the class loader
     * @return this
     */
    public DoipServerBuilder serviceClassLoader(ClassLoader loader) {
        serviceClassLoader = loader;
        knownServices = null;
        return this;
    }

    /**
     * Sets UDS services that several servers discover together, so that each does not look for them when it starts. Services
     * that are added replace them as they do others.
     *
     * @param discovered the services
     * @return this
     */
    public DoipServerBuilder services(UdsServices discovered) {
        knownServices = discovered;
        return this;
    }

    /**
     * Prefers a UDS service where two have one service identifier.
     *
     * @param providerId the {@linkplain UdsServiceProvider#id() id} of its provider
     * @return this
     */
    public DoipServerBuilder preferService(String providerId) {
        preferredServices.add(providerId);
        return this;
    }

    /**
     * Sets which testers may activate routing, 0x0E00..0x0FFF by default.
     *
     * @param known tells for the source address of a request
     * @return this
     */
    public DoipServerBuilder knownTesters(Predicate<LogicalAddress> known) {
        knownTesters = known;
        return this;
    }

    /**
     * Lets every tester activate routing whose address is not one of an ECU here or of a group.
     *
     * @return this
     */
    public DoipServerBuilder anyTester() {
        knownTesters = null;
        return this;
    }

    /**
     * Sets the activation types that are supported, 0x00 and 0x01 by default.
     *
     * @param types the types
     * @return this
     */
    public DoipServerBuilder activationTypes(ActivationType... types) {
        Set<ActivationType> supported = Set.of(types);
        return activationTypes((tester, type) -> supported.contains(type));
    }

    /**
     * Sets which tester may use which activation type; another one is answered with code 0x06.
     *
     * @param allowed tells for source address and activation type of a request
     * @return this
     */
    public DoipServerBuilder activationTypes(BiPredicate<LogicalAddress, ActivationType> allowed) {
        activationTypes = allowed;
        return this;
    }

    /**
     * Sets what has the last word on routing activations: authentication, confirmation, manufacturer data. Without it every
     * activation that is allowed succeeds.
     *
     * @param policy the policy
     * @return this
     */
    public DoipServerBuilder activationPolicy(RoutingActivationPolicy policy) {
        activationPolicy = policy;
        return this;
    }

    /**
     * Chooses something on which implementations differ, away from the default.
     *
     * @param options the choices
     * @return this
     */
    public DoipServerBuilder wireOptions(WireOption... options) {
        wireOptions.addAll(List.of(options));
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener hears what the server does
     * @return this
     */
    public DoipServerBuilder listener(DoipServerListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Adds an interceptor.
     *
     * @param interceptor may change what is received and sent
     * @return this
     */
    public DoipServerBuilder interceptor(DoipInterceptor interceptor) {
        interceptors.add(interceptor);
        return this;
    }

    /**
     * Adds an interceptor for UDS requests.
     *
     * @param interceptor may answer in the place of an ECU
     * @return this
     */
    public DoipServerBuilder udsInterceptor(UdsInterceptor interceptor) {
        udsInterceptors.add(interceptor);
        return this;
    }

    /**
     * Adds a wire tap.
     *
     * @param tap sees all bytes that are received and sent
     * @return this
     */
    public DoipServerBuilder wireTap(WireTap tap) {
        wireTaps.add(tap);
        return this;
    }

    /**
     * Adds a handler that may take received messages out of the server's hands.
     *
     * @param handler is offered every well-formed message
     * @return this
     */
    public DoipServerBuilder onMessage(DoipMessageHandler handler) {
        messageHandlers.add(handler);
        return this;
    }

    /**
     * Adds a handler for one payload type, for example a manufacturer specific one, which would be answered with NACK 0x01
     * otherwise. It is offered such messages on TCP and on UDP; those that it does not take are answered with NACK 0x01.
     * Messages of a standard type are offered where the server takes them too.
     *
     * @param type the payload type
     * @param handler the handler
     * @return this
     */
    public DoipServerBuilder onMessage(PayloadType type, DoipMessageHandler handler) {
        if (!type.isStandard()) {
            messageTypes.add(type);
        }
        return onMessage((message, replies) -> message.type().equals(type) && handler.handle(message, replies));
    }

    /**
     * Makes a target refuse every message to its physical address, and miss those to its groups, until the server is told
     * otherwise.
     *
     * @param target address of the target, 0..0xFFFF
     * @param code the answer, for example {@link DiagnosticNackCode#TARGET_UNREACHABLE}
     * @return this
     * @throws IllegalArgumentException if the address is out of range
     */
    public DoipServerBuilder refuse(int target, DiagnosticNackCode code) {
        refusedTargets.put(LogicalAddress.of(target), code);
        return this;
    }

    /**
     * Sets what finds targets that are not ECUs of the server.
     *
     * @param resolver the resolver
     * @return this
     */
    public DoipServerBuilder targetResolver(TargetResolver resolver) {
        targetResolver = resolver;
        return this;
    }

    /**
     * Sets which targets a tester may reach with which activation type, all by default. A message to another one is answered
     * with {@link DiagnosticNackCode#TARGET_UNREACHABLE}, and of a group only the members that are allowed get it.
     *
     * @param policy the policy, for example a table of {@link io.doip4j.server.spi.AllowedTargets}
     * @return this
     */
    public DoipServerBuilder targetPolicy(TargetPolicy policy) {
        targetPolicy = policy;
        return this;
    }

    /**
     * Adds an EID that identification requests find the entity by, besides its own and those of the network interfaces that
     * it is bound to.
     *
     * @param value the EID
     * @return this
     */
    public DoipServerBuilder additionalEid(Eid value) {
        additionalEids.add(value);
        return this;
    }

    /**
     * Sets what tells whether there is memory for a payload now; without it is refused with NACK 0x03. By default there
     * always is.
     *
     * @param available tells for a payload length in bytes; called on the event loop for every message
     * @return this
     */
    public DoipServerBuilder payloadMemory(LongPredicate available) {
        memoryAvailable = available;
        return this;
    }

    /**
     * Sets how UDS requests are answered that no service claims: by default with NRC 0x11, else positively, with the data of
     * the request.
     *
     * @param positive true for positive answers
     * @return this
     */
    public DoipServerBuilder positiveResponding(boolean positive) {
        positiveResponding = positive;
        return this;
    }

    /**
     * Sets the protocol version of announcements, and of answers where the request's cannot be used; 0x03 by default. It
     * is accepted in requests too.
     *
     * @param version the version; not the wildcard
     * @return this
     * @throws IllegalArgumentException for the wildcard
     */
    public DoipServerBuilder protocolVersion(ProtocolVersion version) {
        protocolVersion = spoken(version);
        return this;
    }

    /**
     * Sets the protocol versions that requests may have, 0x02 and 0x03 by default. Answers have the version of their
     * request.
     *
     * @param versions the versions; not the wildcard
     * @return this
     * @throws IllegalArgumentException for the wildcard
     */
    public DoipServerBuilder acceptVersions(ProtocolVersion... versions) {
        acceptedVersions = Set.of(versions);
        acceptedVersions.forEach(DoipServerBuilder::spoken);
        return this;
    }

    /**
     * Sets how many testers can be active at once (MCTS), 16 by default. The entity status reports at most 255.
     *
     * @param number 1..65535
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipServerBuilder maxSockets(int number) {
        maxSockets = range("maximum number of sockets", number, 1, LARGEST_MAX_SOCKETS);
        return this;
    }

    /**
     * Sets the largest payload of a message (MDS), 2,000,000 by default.
     *
     * @param bytes 17 (a vehicle identification request with VIN) or more
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipServerBuilder maxDataSize(int bytes) {
        maxDataSize = range("maximum data size", bytes, 17, HeaderRules.LARGEST_MAX_PAYLOAD_LENGTH);
        return this;
    }

    /**
     * Sets how many leading bytes of the user data an acknowledge repeats, 0 by default.
     *
     * @param bytes 0 or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public DoipServerBuilder ackEchoBytes(int bytes) {
        ackEchoBytes = range("bytes that an acknowledge repeats", bytes, 0, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Sends every message in a TCP segment of its own, a little apart, for testers that take what one read gives for one
     * message. Off by default: an acknowledge and an immediate answer leave together.
     *
     * @param on whether to do so
     * @return this
     */
    public DoipServerBuilder ackOwnSegment(boolean on) {
        ackOwnSegment = on;
        return this;
    }

    /**
     * Sets how long a connection may take to activate routing (T_TCP_Initial_Inactivity), 2 s by default.
     *
     * @param time more than zero
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public DoipServerBuilder initialInactivity(Duration time) {
        initialInactivity = positive("initial inactivity time", time);
        return this;
    }

    /**
     * Sets how long an active connection may be idle (T_TCP_General_Inactivity), 5 min by default.
     *
     * @param time more than zero
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public DoipServerBuilder generalInactivity(Duration time) {
        generalInactivity = positive("general inactivity time", time);
        return this;
    }

    /**
     * Sets how long a tester may take to answer an alive check (T_TCP_Alive_Check), 500 ms by default.
     *
     * @param time more than zero
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public DoipServerBuilder aliveCheck(Duration time) {
        aliveCheck = positive("alive check time", time);
        return this;
    }

    /**
     * Sets the largest random delay of an identification response (A_DoIP_Announce_Wait), 500 ms by default.
     *
     * @param longest zero to answer at once
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public DoipServerBuilder identificationDelay(Duration longest) {
        identificationDelay = notNegative("identification delay", longest);
        return this;
    }

    /**
     * Sets how many datagrams of one address are answered in a second, 1,000 by default; so many may also come at once. The
     * others are not answered, so that nobody can use the entity to flood somebody else.
     *
     * @param number 1..1,000,000; 0 for no limit, for measurements
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipServerBuilder udpAnswersPerSecond(int number) {
        udpAnswersPerSecond = range("UDP answers per second", number, 0, LARGEST_UDP_RATE);
        return this;
    }

    /**
     * Sets whether the vehicle announces itself at start, and whenever a network interface gains an address that the server
     * is bound to; by default it does unless every bind address is loopback.
     *
     * @param on whether it does
     * @return this
     */
    public DoipServerBuilder announce(boolean on) {
        announce = on;
        return this;
    }

    /**
     * Adds a target of announcements. Without any they go to 255.255.255.255 and ff02::1, port 13400. Those two are sent on
     * each interface, any other target once. Does not switch announcements on.
     *
     * @param target the target
     * @return this
     */
    public DoipServerBuilder announceTo(InetSocketAddress target) {
        announceTargets.add(target);
        return this;
    }

    /**
     * Sets whether announcements go to the broadcast address of each IPv4 subnet too, for networks that do not let
     * 255.255.255.255 pass. Off by default.
     *
     * @param on whether they do
     * @return this
     */
    public DoipServerBuilder announceToSubnets(boolean on) {
        announceToSubnets = on;
        return this;
    }

    /**
     * Sets the number of announcements at start (A_DoIP_Announce_Num), 3 by default.
     *
     * @param number 0 or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public DoipServerBuilder announceCount(int number) {
        announceCount = range("number of announcements", number, 0, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Sets the time between announcements (A_DoIP_Announce_Interval), 500 ms by default.
     *
     * @param time zero or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public DoipServerBuilder announceInterval(Duration time) {
        announceInterval = notNegative("announcement interval", time);
        return this;
    }

    /**
     * Sets the largest random wait before the first announcement (A_DoIP_Announce_Wait), 500 ms by default.
     *
     * @param longest zero for none
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public DoipServerBuilder announceWait(Duration longest) {
        announceWait = notNegative("announcement wait", longest);
        return this;
    }

    /**
     * Sets what tells which network interfaces there are, by default the JDK.
     *
     * @param source the source
     * @return this
     */
    public DoipServerBuilder networkInterfaces(NetworkInterfaces source) {
        networkInterfaces = source;
        return this;
    }

    /**
     * Sets the time between two looks at the network interfaces, 5 s by default: so long it may take until the loss of an
     * address or a new one is noticed. A server on loopback alone does not look.
     *
     * @param time more than zero
     * @return this
     * @throws IllegalArgumentException if it is zero or less
     */
    public DoipServerBuilder interfacePolling(Duration time) {
        interfacePolling = positive("interface polling time", time);
        return this;
    }

    /**
     * Sets what tells the diagnostic power mode, by default always "ready".
     *
     * @param supplier called on the event loop for every power mode request; must return at once
     * @return this
     */
    public DoipServerBuilder powerMode(Supplier<PowerMode> supplier) {
        powerMode = supplier;
        return this;
    }

    /**
     * Sets the most bytes that one read takes from a TCP connection, 262,144 by default.
     *
     * @param bytes 1..262,144
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipServerBuilder receiveBuffer(int bytes) {
        receiveBuffer = range("receive buffer", bytes, SMALLEST_RECEIVE_BUFFER, LARGEST_RECEIVE_BUFFER);
        return this;
    }

    /**
     * Sets an option of every socket whose kind has it. {@code TCP_NODELAY} is on unless set here.
     *
     * @param option the option
     * @param value its value
     * @param <T> the type of the value
     * @return this
     */
    public <T> DoipServerBuilder socketOption(SocketOption<T> option, T value) {
        socketOptions = socketOptions.with(option, Objects.requireNonNull(value, "value"));
        return this;
    }

    /**
     * Sets an option of the level {@code SOL_SOCKET} of every socket whose kind has it.
     *
     * @param name such as {@code SO_REUSEADDR}
     * @param value its value; 0 and 1 for an option that is on or off
     * @return this
     * @throws IllegalArgumentException if there is no such option, or it cannot have the value
     */
    public DoipServerBuilder socketOption(String name, int value) {
        return socketOption(SocketOptionName.SOL_SOCKET, name, value);
    }

    /**
     * Sets an option of every socket whose kind has it.
     *
     * @param level such as {@code IPPROTO_TCP}
     * @param name such as {@code TCP_NODELAY}
     * @param value its value; 0 and 1 for an option that is on or off
     * @return this
     * @throws IllegalArgumentException if there is no such option, or it cannot have the value
     */
    public DoipServerBuilder socketOption(String level, String name, int value) {
        socketOptions = socketOptions.with(SocketOptions.find(level, name), value);
        return this;
    }

    /**
     * Sets options of every socket whose kind has them.
     *
     * @param options names to values; 0 and 1 for an option that is on or off
     * @return this
     * @throws IllegalArgumentException if there is no such option, or it cannot have the value
     */
    public DoipServerBuilder configureSocketOptions(Map<SocketOptionName, ?> options) {
        socketOptions = socketOptions.with(socketOptions(options));
        return this;
    }

    static SocketOptions socketOptions(Map<SocketOptionName, ?> options) {
        SocketOptions all = SocketOptions.none();
        for (Map.Entry<SocketOptionName, ?> option : options.entrySet()) {
            all = all.with(
                    SocketOptions.find(option.getKey().level(), option.getKey().name()), option.getValue());
        }
        return all;
    }

    /**
     * Sets how many UDS services that may block can run at once in the whole server, 64 by default. Beyond that a request
     * is answered with NRC 0x21.
     *
     * @param number 1..1024
     * @return this
     * @throws IllegalArgumentException if it is out of range
     */
    public DoipServerBuilder handlerThreads(int number) {
        handlerThreads = range("handler threads", number, 1, LARGEST_HANDLER_THREADS);
        return this;
    }

    /**
     * Sets the time that all timers run on. It must go forward by itself: the event loop does not hear of a clock that is
     * moved by hand. Replaces an event loop that was given, which has a time of its own.
     *
     * @param time the clock
     * @return this
     */
    public DoipServerBuilder clock(MonotonicClock time) {
        clock = time;
        eventLoop = null;
        return this;
    }

    /**
     * Sets the source of random delays; by default every server has one of its own.
     *
     * @param source used on the event loop only
     * @return this
     */
    public DoipServerBuilder random(RandomGenerator source) {
        random = source;
        return this;
    }

    /**
     * Lends an event loop to the server, which it shares with others and does not close. Replaces a clock that was given.
     *
     * @param loop the event loop
     * @return this
     */
    public DoipServerBuilder eventLoop(DoipEventLoop loop) {
        eventLoop = loop;
        return this;
    }

    /**
     * Makes the server. Nothing is bound yet.
     *
     * @return a server that can be started
     */
    public DoipServer build() {
        return new DoipServer(new DoipServerSettings(this));
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "cannot bind to \"" + text + "\": it is no IP address and no known host name", e);
        }
    }

    private static ProtocolVersion spoken(ProtocolVersion version) {
        if (version.equals(ProtocolVersion.WILDCARD)) {
            throw new IllegalArgumentException("an entity never speaks the wildcard version 0xFF; choose 0x02 or 0x03");
        }
        return version;
    }

    private static int range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " is " + value + ", allowed is " + min + ".." + max);
        }
        return value;
    }

    private static Duration positive(String what, Duration time) {
        if (time.isZero() || time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " is " + time + ", must be more than zero and at most a year");
        }
        return time;
    }

    private static Duration notNegative(String what, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " is " + time + ", must not be negative nor more than a year");
        }
        return time;
    }
}
