package io.doip4j.vehicle.fault;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.PayloadType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fault that is about to be switched on: {@link #once}, {@link #forNext} or {@link #always} do it, nothing happens before.
 * Immutable: every call returns a new one. May be used by any thread.
 */
public final class FaultSwitch {
    private final Faults owner;
    private final Fault fault;
    private final TrafficFilter filter;

    FaultSwitch(Faults owner, Fault fault, TrafficFilter filter) {
        this.owner = owner;
        this.fault = fault;
        this.filter = filter;
    }

    /**
     * Only traffic of some testers: on connections on which they have asked for routing. Datagrams belong to no tester.
     *
     * @param testers their source addresses, 0..0xFFFF each
     * @return the switch
     * @throws IllegalArgumentException if an address is out of range, or there is none
     */
    public FaultSwitch toTester(int... testers) {
        return with(new TrafficFilter(addresses("testers", testers), filter.targets(), filter.types()));
    }

    /**
     * Only traffic of some ECUs: requests for them, their acknowledges and responses. Other messages belong to no ECU.
     *
     * @param targets addresses of ECUs, or of functional groups for requests and acknowledges; 0..0xFFFF each
     * @return the switch
     * @throws IllegalArgumentException if an address is out of range, or there is none
     */
    public FaultSwitch forTarget(int... targets) {
        return with(new TrafficFilter(filter.testers(), addresses("targets", targets), filter.types()));
    }

    private static Set<LogicalAddress> addresses(String what, int[] values) {
        return notEmpty(
                what, Arrays.stream(values).mapToObj(LogicalAddress::of).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Only messages of some types.
     *
     * @param types the payload types
     * @return the switch
     * @throws IllegalArgumentException if there is none, or the fault is about requests and not about messages
     */
    public FaultSwitch ofType(PayloadType... types) {
        if (fault.newEffect().concernsRequests()) {
            throw new IllegalArgumentException(
                    fault + " strikes requests when an ECU takes them up: the type of a message does not narrow that");
        }
        return with(new TrafficFilter(
                filter.testers(), filter.targets(), notEmpty("payload types", Set.copyOf(Arrays.asList(types)))));
    }

    private static <T> Set<T> notEmpty(String what, Set<T> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no " + what + " are given, so that the fault would never strike");
        }
        return values;
    }

    private FaultSwitch with(TrafficFilter changed) {
        return new FaultSwitch(owner, fault, changed);
    }

    /**
     * Switches the fault on for one time.
     *
     * @return the fault, to be switched off and counted
     */
    public ActiveFault once() {
        return forNext(1);
    }

    /**
     * Switches the fault on for the next times that it can strike.
     *
     * @param number how many, 1 or more
     * @return the fault, to be switched off and counted
     * @throws IllegalArgumentException if the number is less than 1
     */
    public ActiveFault forNext(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a fault can not strike " + number + " times, the least is once");
        }
        return owner.add(fault, filter, number);
    }

    /**
     * Switches the fault on until it is switched off.
     *
     * @return the fault, to be switched off and counted
     */
    public ActiveFault always() {
        return owner.add(fault, filter, Long.MAX_VALUE);
    }
}
