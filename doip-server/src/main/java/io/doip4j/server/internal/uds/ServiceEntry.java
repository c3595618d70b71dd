package io.doip4j.server.internal.uds;

import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsService;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service of one ECU, with the checks that come before it in the order of ISO 14229-1. */
final class ServiceEntry {
    private static final int SUB_FUNCTION_LENGTH = 2;
    private static final int TIMED_FIRST = 64;
    private static final int TIMED_LATER = 64;

    private final String provider;
    private final ServiceDescriptor descriptor;
    private final UdsService service;
    private final Set<Session> ecuSessions;
    private final Map<Integer, Sessions> subFunctions;
    private long calls;

    ServiceEntry(String provider, ServiceDescriptor descriptor, UdsService service, Set<Session> ecuSessions) {
        this.provider = provider;
        this.descriptor = descriptor;
        this.service = service;
        this.ecuSessions = ecuSessions;
        this.subFunctions = descriptor.subFunctions();
    }

    /** For the log: the class of the service, which may be a lambda, and the one that made it. */
    String name() {
        return service.getClass().getName() + " of provider " + provider;
    }

    ServiceDescriptor descriptor() {
        return descriptor;
    }

    UdsService service() {
        return service;
    }

    boolean hasSubFunction() {
        return descriptor.hasSubFunction();
    }

    boolean nonBlocking() {
        return descriptor.nonBlocking();
    }

    /**
     * Counts a call, and says whether to look how long it takes: the first ones and then every 64th. Two looks at the clock take
     * a twentieth of what a short request takes as a whole.
     */
    boolean countCall() {
        long call = calls++;
        return call < TIMED_FIRST || call % TIMED_LATER == 0;
    }

    boolean physicalOnly() {
        return descriptor.physicalOnly();
    }

    /** Returns why the request is refused as one to this service, or null. */
    @Nullable
    Nrc refusal(Exchange exchange) {
        return descriptor.sessions().contains(exchange.session())
                ? descriptor.access().refusal(exchange)
                : Nrc.SERVICE_NOT_SUPPORTED_IN_ACTIVE_SESSION;
    }

    /** Returns why the request is refused after that and before the service sees it, or null. */
    @Nullable
    Nrc subFunctionRefusal(Exchange exchange) {
        UdsRequest request = exchange.request();
        if (!subFunctions.isEmpty()) {
            if (request.length() < SUB_FUNCTION_LENGTH) {
                return Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT;
            }
            Sessions where = subFunctions.get(request.subFunction());
            if (where == null) {
                return Nrc.SUB_FUNCTION_NOT_SUPPORTED;
            }
            if (!where.contains(exchange.session())) {
                return existsIn(where)
                        ? Nrc.SUB_FUNCTION_NOT_SUPPORTED_IN_ACTIVE_SESSION
                        : Nrc.SUB_FUNCTION_NOT_SUPPORTED;
            }
            Nrc locked = descriptor.access(request.subFunction()).refusal(exchange);
            if (locked != null) {
                return locked;
            }
        }
        return request.length() < descriptor.minLength() ? Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT : null;
    }

    /** A sub-function that exists in none of the ECU's sessions does not exist. */
    private boolean existsIn(Sessions sessions) {
        return ecuSessions.stream()
                .anyMatch(one -> sessions.contains(one) && descriptor.sessions().contains(one));
    }
}
