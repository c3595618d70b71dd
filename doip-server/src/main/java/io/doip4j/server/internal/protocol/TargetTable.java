package io.doip4j.server.internal.protocol;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.spi.Addressing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which targets a logical address reaches. Filled before the server starts, read only from then on. */
public final class TargetTable {
    /**
     * Where an address leads.
     *
     * @param addressing whether it is the address of one target or of a group
     * @param targets one target, or the members of the group
     */
    public record Route(Addressing addressing, List<DiagnosticTarget> targets) {}

    private final Map<LogicalAddress, Route> routes = new HashMap<>();

    /** An empty table. */
    public TargetTable() {}

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
        return routes.get(address);
    }
}
