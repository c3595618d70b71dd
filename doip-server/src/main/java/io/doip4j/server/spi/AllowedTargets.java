package io.doip4j.server.spi;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.ActivationType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A table of the targets that a tester may reach with an activation type. What is not in it is not allowed. Immutable, safe for
 * use by any thread.
 *
 * <pre>{@code
 * DoipServer.builder().targetPolicy(AllowedTargets.none()
 *         .with(0x0E80, ActivationType.DEFAULT, 0x1000, 0x1001)
 *         .with(0x0E80, ActivationType.REGULATORY, 0x1000));
 * }</pre>
 */
public final class AllowedTargets implements TargetPolicy {
    private static final AllowedTargets NONE = new AllowedTargets(Map.of());

    private final Map<LogicalAddress, Map<ActivationType, Set<LogicalAddress>>> testers;

    private AllowedTargets(Map<LogicalAddress, Map<ActivationType, Set<LogicalAddress>>> testers) {
        this.testers = testers;
    }

    /**
     * The table with which nobody may reach anything.
     *
     * @return the empty table
     */
    public static AllowedTargets none() {
        return NONE;
    }

    /**
     * This table and some targets more.
     *
     * @param tester source address of the tester, 0..0xFFFF
     * @param activation the activation type that it uses
     * @param targets physical addresses of what it may reach then, 0..0xFFFF each
     * @return a new table
     * @throws IllegalArgumentException if an address is out of range
     */
    public AllowedTargets with(int tester, ActivationType activation, int... targets) {
        LogicalAddress who = LogicalAddress.of(tester);
        Map<ActivationType, Set<LogicalAddress>> types = new HashMap<>(testers.getOrDefault(who, Map.of()));
        Set<LogicalAddress> reachable = new HashSet<>(types.getOrDefault(activation, Set.of()));
        Arrays.stream(targets).mapToObj(LogicalAddress::of).forEach(reachable::add);
        types.put(activation, Set.copyOf(reachable));
        Map<LogicalAddress, Map<ActivationType, Set<LogicalAddress>>> more = new HashMap<>(testers);
        more.put(who, Map.copyOf(types));
        return new AllowedTargets(Map.copyOf(more));
    }

    @Override
    public boolean allows(LogicalAddress tester, ActivationType activation, LogicalAddress target) {
        return testers.getOrDefault(tester, Map.of())
                .getOrDefault(activation, Set.of())
                .contains(target);
    }
}
