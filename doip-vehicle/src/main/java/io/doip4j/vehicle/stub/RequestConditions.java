package io.doip4j.vehicle.stub;

import io.doip4j.core.LogicalAddress;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Addressing;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a request besides its bytes.
 *
 * @param testers who may ask; empty for everybody
 * @param sessions in which sessions; empty for every one
 * @param addressing how; null for both
 */
record RequestConditions(
        Set<LogicalAddress> testers,
        Set<Session> sessions,
        @Nullable Addressing addressing) {
    static final RequestConditions NONE = new RequestConditions(Set.of(), Set.of(), null);

    boolean hold(TakenRequest taken) {
        return (testers.isEmpty() || testers.contains(taken.tester()))
                && (sessions.isEmpty() || sessions.contains(taken.session()))
                && (addressing == null || addressing == taken.addressing());
    }

    RequestConditions withTesters(Set<LogicalAddress> allowed) {
        return new RequestConditions(allowed, sessions, addressing);
    }

    RequestConditions withSessions(Set<Session> allowed) {
        return new RequestConditions(testers, allowed, addressing);
    }

    RequestConditions withAddressing(Addressing allowed) {
        return new RequestConditions(testers, sessions, allowed);
    }
}
