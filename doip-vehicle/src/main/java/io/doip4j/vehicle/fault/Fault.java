package io.doip4j.vehicle.fault;

import java.util.function.Supplier;

/**
 * Something that can go wrong. The catalogue is {@link WireFaults}, {@link DoipFaults}, {@link DiscoveryFaults} and
 * {@link UdsFaults}; {@link Faults#on} switches one on. Immutable.
 */
public final class Fault {
    private final String name;
    private final Supplier<Effect> effect;

    private Fault(String name, Supplier<Effect> effect) {
        this.name = name;
        this.effect = effect;
    }

    static Fault of(String name, Effect effect) {
        return new Fault(name, () -> effect);
    }

    /** A fault that remembers something: whenever it is switched on it begins anew. */
    static Fault remembering(String name, Supplier<Effect> effect) {
        return new Fault(name, effect);
    }

    Effect newEffect() {
        return effect.get();
    }

    /** The call that makes it: {@code ackLate(PT0.1S)}. */
    @Override
    public String toString() {
        return name;
    }
}
