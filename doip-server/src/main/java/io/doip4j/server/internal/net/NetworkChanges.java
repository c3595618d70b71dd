package io.doip4j.server.internal.net;

import io.doip4j.core.Eid;
import io.doip4j.server.spi.NetworkInterfaces.Link;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What an entity does when the addresses of its network interfaces change: it announces itself from those that are new, and
 * closes the connections of those that are gone (ISO 13400-2). At the start all are new. Uses no sockets; belongs to the
 * event loop.
 */
public final class NetworkChanges {
    /** What changes lead to. */
    interface Effects {
        /** There are these interfaces now. */
        void interfaces(List<Link> links);

        /** An address that the entity is bound to can be used. */
        void gained(LocalAddress address);

        /** An address is gone. */
        void lost(LocalAddress address);

        /** Announces the entity once. */
        void announce(List<LocalAddress> from);
    }

    private final AddressWatch watch;
    private final Effects effects;
    private final BiConsumer<Runnable, Runnable> announcer;
    private final List<Series> running = new ArrayList<>();

    /** A series of announcements, from those addresses that are still there. */
    private static final class Series {
        private final List<LocalAddress> from;

        Series(List<LocalAddress> from) {
            this.from = new ArrayList<>(from);
        }
    }

    /**
     * Nothing is done before the first update.
     *
     * @param bindAddresses what the entity is bound to
     * @param effects what changes lead to
     * @param announcer runs a series of announcements: what sends one, and what to do after the last
     */
    NetworkChanges(List<InetAddress> bindAddresses, Effects effects, BiConsumer<Runnable, Runnable> announcer) {
        this.watch = new AddressWatch(bindAddresses);
        this.effects = effects;
        this.announcer = announcer;
    }

    /**
     * Compares with the last time, and does what follows.
     *
     * @param links the interfaces as they are now
     */
    public void update(List<Link> links) {
        AddressWatch.Changes changes = watch.update(links);
        for (LocalAddress address : changes.lost()) {
            running.forEach(series -> series.from.remove(address));
            effects.lost(address);
        }
        effects.interfaces(links);
        changes.gained().forEach(effects::gained);
        if (!changes.gained().isEmpty()) {
            announce(new Series(changes.gained()));
        }
    }

    private void announce(Series series) {
        running.add(series);
        announcer.accept(
                () -> {
                    if (!series.from.isEmpty()) {
                        effects.announce(List.copyOf(series.from));
                    }
                },
                () -> running.remove(series));
    }

    /**
     * The addresses that the entity is bound to, as far as they are known.
     *
     * @return the addresses
     */
    List<LocalAddress> addresses() {
        return watch.bound();
    }

    /**
     * The EIDs that the entity has by the interfaces it is bound to.
     *
     * @return their MAC addresses
     */
    public Set<Eid> eids() {
        return watch.eids();
    }
}
