package io.doip4j.vehicle.stub;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Addressing;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Requests that are being described, and what is to be done with them. Immutable: every call returns a new one. May be used by
 * any thread.
 */
public final class Stubbing extends Answering {
    private final EcuStubs owner;
    private final BytePattern pattern;
    private final RequestConditions conditions;

    private final Unfinished unfinished;

    Stubbing(EcuStubs owner, BytePattern pattern, RequestConditions conditions, Unfinished unfinished) {
        super(answers -> owner.add(pattern, conditions, answers), unfinished);
        this.unfinished = unfinished;
        this.owner = owner;
        this.pattern = pattern;
        this.conditions = conditions;
    }

    private Stubbing with(RequestConditions changed) {
        return new Stubbing(owner, pattern, changed, unfinished);
    }

    /**
     * Only requests of some testers.
     *
     * @param testers their source addresses, 0..0xFFFF each
     * @return the requests
     * @throws IllegalArgumentException if an address is out of range, or there is none
     */
    public Stubbing from(int... testers) {
        return next(() -> {
            Set<LogicalAddress> allowed =
                    Arrays.stream(testers).mapToObj(LogicalAddress::of).collect(Collectors.toUnmodifiableSet());
            return with(conditions.withTesters(notEmpty("testers", allowed)));
        });
    }

    /**
     * Only requests that come while the ECU is in some session.
     *
     * @param sessions the sessions
     * @return the requests
     * @throws IllegalArgumentException if there is none
     */
    public Stubbing inSession(Session... sessions) {
        return next(() -> with(conditions.withSessions(notEmpty("sessions", Set.copyOf(Arrays.asList(sessions))))));
    }

    private static <T> Set<T> notEmpty(String what, Set<T> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no " + what + " are given, so that no request would ever match");
        }
        return values;
    }

    /**
     * Only requests that were sent to a functional group.
     *
     * @return the requests
     */
    public Stubbing functional() {
        return with(conditions.withAddressing(Addressing.FUNCTIONAL));
    }

    /**
     * Only requests that were sent to the ECU alone.
     *
     * @return the requests
     */
    public Stubbing physical() {
        return with(conditions.withAddressing(Addressing.PHYSICAL));
    }
}
