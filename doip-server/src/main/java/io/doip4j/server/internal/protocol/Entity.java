package io.doip4j.server.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.PayloadType;
import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.RoutingActivationPolicy;
import io.doip4j.server.spi.WireOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What all connections of an entity share, and the state that can change while it runs. Belongs to the event loop. */
public final class Entity {
    private final EntityConfig config;
    private final TimerQueue timers;
    private final Executor onLoop;
    private final Observers observers;
    private final SocketHandler sockets;
    private final RoutingActivationHandler activations;
    private DiagnosticMessageHandler diagnostics;
    private final HeaderRules rulesBeforeActivation;
    private final HeaderRules rules;
    private final Set<ConnectionMachine> connections = new LinkedHashSet<>();
    private final CompletableFuture<Void> firstConnection = new CompletableFuture<>();
    private EntityConfig.Identity identity;

    /**
     * An entity without connections.
     *
     * @param config what it is told
     * @param targets what is behind it
     * @param timers the time
     * @param onLoop runs things on the event loop
     * @param observers all that looks at its messages
     * @param policy the last word on routing activations, or null to activate always
     */
    public Entity(
            EntityConfig config,
            TargetTable targets,
            TimerQueue timers,
            Executor onLoop,
            Observers observers,
            @Nullable RoutingActivationPolicy policy) {
        EntityConfig.Limits limits = config.limits();
        this.config = config;
        this.timers = timers;
        this.onLoop = onLoop;
        this.observers = observers;
        this.identity = config.identity();
        this.sockets = new SocketHandler(limits.maxSockets(), config.timing().aliveCheck(), timers);
        this.activations = new RoutingActivationHandler(config, policy, observers, onLoop);
        this.diagnostics = diagnostics(targets);
        this.rules = tcpRules(config);
        this.rulesBeforeActivation =
                rules.withMaxPayloadLength(Math.min(limits.maxDataSize(), limits.maxDataSizeBeforeActivation()));
    }

    private static HeaderRules tcpRules(EntityConfig config) {
        HeaderRules rules =
                HeaderRules.entityTcp(config.versions(), config.limits().maxDataSize());
        if (config.has(WireOption.ANSWER_ALIVE_CHECK_REQUEST)) {
            rules = rules.withType(PayloadType.ALIVE_CHECK_REQUEST);
        }
        if (config.has(WireOption.ACCEPT_EMPTY_USER_DATA)) {
            rules = rules.withEmptyUserData();
        }
        for (PayloadType type : config.messageTypes()) {
            rules = rules.withType(type);
        }
        return rules.withMemory(config.limits().memoryAvailable());
    }

    /**
     * The logical address of the entity.
     *
     * @return the address
     */
    public LogicalAddress address() {
        return config.identity().logicalAddress();
    }

    /**
     * Who the entity is now.
     *
     * @return the identity
     */
    public EntityConfig.Identity identity() {
        return identity;
    }

    /**
     * Changes who the entity is, from the next answer on. The logical address stays.
     *
     * @param changed the identity
     */
    public void identity(EntityConfig.Identity changed) {
        identity = changed;
    }

    /**
     * Puts other targets behind the entity, for all messages from now on.
     *
     * @param others the targets
     */
    public void targets(TargetTable others) {
        diagnostics = diagnostics(others);
    }

    private DiagnosticMessageHandler diagnostics(TargetTable targets) {
        return new DiagnosticMessageHandler(
                targets, config.targetPolicy(), config.limits().ackEchoBytes(), observers);
    }

    EntityConfig config() {
        return config;
    }

    TimerQueue timers() {
        return timers;
    }

    void onLoop(Runnable task) {
        onLoop.execute(task);
    }

    Observers observers() {
        return observers;
    }

    SocketHandler sockets() {
        return sockets;
    }

    RoutingActivationHandler activations() {
        return activations;
    }

    DiagnosticMessageHandler diagnostics() {
        return diagnostics;
    }

    HeaderRules rulesBeforeActivation() {
        return rulesBeforeActivation;
    }

    HeaderRules rules() {
        return rules;
    }

    void opened(ConnectionMachine connection) {
        connections.add(connection);
        firstConnection.complete(null);
    }

    void ended(ConnectionMachine connection) {
        connections.remove(connection);
    }

    /**
     * Completes when the first connection was accepted. May be used by any thread.
     *
     * @return the stage
     */
    public CompletableFuture<Void> firstConnection() {
        return firstConnection;
    }

    /**
     * The number of connections, registered or not.
     *
     * @return 0 or more
     */
    public int activeConnections() {
        return connections.size();
    }

    /**
     * Closes all connections in good order. The entity goes on.
     *
     * @param reason why
     */
    public void closeConnections(CloseReason reason) {
        List.copyOf(connections).forEach(connection -> connection.close(reason));
    }

    /**
     * The number of connections on which a source address is registered.
     *
     * @return 0..MCTS
     */
    public int registeredSockets() {
        return sockets.registeredSockets();
    }
}
