package io.doip4j.server.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.server.internal.time.TimerQueue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What all connections of an entity share. Belongs to the event loop. */
public final class Entity {
    private final EntityConfig config;
    private final TimerQueue timers;
    private final SocketHandler sockets;
    private final RoutingActivationHandler activations;
    private final DiagnosticMessageHandler diagnostics;
    private final HeaderRules rulesBeforeActivation;
    private final HeaderRules rules;
    private final Set<ConnectionMachine> connections = new LinkedHashSet<>();

    /**
     * An entity without connections.
     *
     * @param config what it is told
     * @param targets what is behind it
     * @param timers the time
     */
    public Entity(EntityConfig config, TargetTable targets, TimerQueue timers) {
        EntityConfig.Limits limits = config.limits();
        this.config = config;
        this.timers = timers;
        this.sockets = new SocketHandler(limits.maxSockets(), config.timing().aliveCheck(), timers);
        this.activations = new RoutingActivationHandler(config);
        this.diagnostics = new DiagnosticMessageHandler(targets, limits.ackEchoBytes());
        this.rules = HeaderRules.entityTcp(config.versions(), limits.maxDataSize());
        this.rulesBeforeActivation =
                rules.withMaxPayloadLength(Math.min(limits.maxDataSize(), limits.maxDataSizeBeforeActivation()));
    }

    /**
     * The logical address of the entity.
     *
     * @return the address
     */
    public LogicalAddress address() {
        return config.identity().logicalAddress();
    }

    EntityConfig config() {
        return config;
    }

    TimerQueue timers() {
        return timers;
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
    }

    void ended(ConnectionMachine connection) {
        connections.remove(connection);
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
