package io.doip4j.server.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.uds.spi.Addressing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which targets a logical address reaches. Filled before the server starts. */
public final class TargetTable {
    /**
     * Where an address leads.
     *
     * @param addressing whether it is the address of one target or of a group
     * @param targets one target, or the members of the group
     */
    public record Route(Addressing addressing, List<DiagnosticTarget> targets) {}

    private static final Logger LOG = LoggerFactory.getLogger(TargetTable.class);

    private final Map<LogicalAddress, Route> routes = new HashMap<>();

    private final @Nullable TargetResolver resolver;
    private final Executor onLoop;
    private final Observers observers;
    private volatile Map<LogicalAddress, DiagnosticNackCode> refused = Map.of();

    /**
     * An empty table.
     *
     * @param resolver finds targets that are not in the table, or null
     * @param onLoop runs things on the event loop
     * @param observers hear of what fails
     */
    public TargetTable(@Nullable TargetResolver resolver, Executor onLoop, Observers observers) {
        this.resolver = resolver;
        this.onLoop = onLoop;
        this.observers = observers;
    }

    /**
     * Adds a target under its physical address.
     *
     * @param target the target
     * @throws IllegalArgumentException if the address is taken
     */
    public void add(DiagnosticTarget target) {
        Route route = new Route(Addressing.PHYSICAL, List.of(target));
        if (routes.putIfAbsent(target.address(), route) != null) {
            throw new IllegalArgumentException("two targets have the address " + target.address());
        }
    }

    /**
     * Adds a target to a group.
     *
     * @param group functional address
     * @param target the target
     * @throws IllegalArgumentException if the address is the physical one of a target
     */
    public void addToGroup(LogicalAddress group, DiagnosticTarget target) {
        Route route = routes.computeIfAbsent(group, g -> new Route(Addressing.FUNCTIONAL, new ArrayList<>()));
        if (route.addressing == Addressing.PHYSICAL) {
            throw new IllegalArgumentException(
                    "the functional address " + group + " is the physical address of a target");
        }
        route.targets.add(target);
    }

    /**
     * Looks up an address.
     *
     * @param address the target address of a message
     * @return where it leads, or null if it is unknown
     */
    public @Nullable Route find(LogicalAddress address) {
        Route route = routes.get(address);
        if (route != null || resolver == null) {
            return route;
        }
        List<TargetResolver.Target> targets = resolved(resolver, address);
        if (targets.isEmpty()) {
            return null;
        }
        return new Route(
                address.isFunctional() ? Addressing.FUNCTIONAL : Addressing.PHYSICAL,
                targets.stream()
                        .<DiagnosticTarget>map(target -> new ForwardTarget(address, target, onLoop, observers))
                        .toList());
    }

    private List<TargetResolver.Target> resolved(TargetResolver resolver, LogicalAddress address) {
        try {
            return resolver.resolve(address);
        } catch (Throwable e) {
            LOG.error("the target resolver failed for {}; the address counts as unknown", address, e);
            observers.extensionFailed(resolver, e);
            return List.of();
        }
    }

    /**
     * Why a target is made to refuse everything.
     *
     * @param address the target
     * @return the code, or null if it takes messages
     */
    public @Nullable DiagnosticNackCode refused(LogicalAddress address) {
        Map<LogicalAddress, DiagnosticNackCode> now = refused;
        return now.isEmpty() ? null : now.get(address);
    }

    /**
     * Makes targets refuse everything, or take messages again. May be called by any thread.
     *
     * @param codes target to code
     */
    public void refuse(Map<LogicalAddress, DiagnosticNackCode> codes) {
        refused = Map.copyOf(codes);
    }
}
