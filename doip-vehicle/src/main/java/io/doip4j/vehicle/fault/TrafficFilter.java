package io.doip4j.vehicle.fault;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.PayloadType;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which traffic a fault may strike; an empty set stands for everything.
 *
 * @param testers who is at the other end
 * @param targets ECUs or groups
 * @param types types of messages
 */
record TrafficFilter(Set<LogicalAddress> testers, Set<LogicalAddress> targets, Set<PayloadType> types) {
    static final TrafficFilter ALL = new TrafficFilter(Set.of(), Set.of(), Set.of());

    boolean lets(Passing message) {
        return has(testers, message.tester())
                && has(targets, message.target())
                && has(types, message.message().type());
    }

    boolean lets(TakenRequest taken) {
        return has(testers, taken.tester()) && (has(targets, taken.ecu()) || has(targets, taken.target()));
    }

    private static <T> boolean has(Set<T> allowed, @Nullable T value) {
        return allowed.isEmpty() || (value != null && allowed.contains(value));
    }
}
