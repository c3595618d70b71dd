package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.core.internal.Checks;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.DtcStatus;
import io.doip4j.uds.spi.DtcStatusListener;
import io.doip4j.uds.spi.DtcStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Diagnostic trouble codes in memory. Order is the order of the reports, no clock is involved. */
public final class InMemoryDtcStore implements DtcStore {
    private static final int ALL_GROUPS = 0xFF_FFFF;

    private final DtcSettings settings;
    private final Map<Dtc, DtcEntry> entries = new TreeMap<>();
    private final List<DtcStatusListener> listeners = new ArrayList<>();
    private boolean updatesEnabled = true;
    private long events;

    /**
     * A store without codes.
     *
     * @param settings what all codes have in common
     */
    public InMemoryDtcStore(DtcSettings settings) {
        this.settings = settings;
    }

    @Override
    public void register(DtcDefinition definition) {
        if (entries.containsKey(definition.dtc())) {
            throw new IllegalArgumentException(
                    "diagnostic trouble code " + definition.dtc() + " is taken: an ECU has every code once");
        }
        entries.put(definition.dtc(), new DtcEntry(definition, ++events));
    }

    @Override
    public @Nullable DtcDefinition find(Dtc dtc) {
        DtcEntry entry = entries.get(dtc);
        return entry == null ? null : entry.definition();
    }

    @Override
    public Collection<DtcDefinition> all() {
        return entries.values().stream().map(DtcEntry::definition).toList();
    }

    @Override
    public Collection<DtcDefinition> matching(int statusMask) {
        return entries.values().stream()
                .filter(entry -> visible(entry).matches(statusMask))
                .map(DtcEntry::definition)
                .toList();
    }

    @Override
    public int availabilityMask() {
        return settings.availabilityMask();
    }

    @Override
    public int formatIdentifier() {
        return settings.formatIdentifier();
    }

    @Override
    public DtcStatus status(Dtc dtc) {
        return visible(existing(dtc));
    }

    @Override
    public int faultDetectionCounter(Dtc dtc) {
        return existing(dtc).faultDetectionCounter();
    }

    @Override
    public void reportTestFailed(Dtc dtc) {
        long event = ++events;
        update(List.of(existing(dtc)), entry -> entry.testFailed(event));
    }

    @Override
    public void reportTestPassed(Dtc dtc) {
        update(List.of(existing(dtc)), DtcEntry::testPassed);
    }

    @Override
    public void reportFaultDetectionCounter(Dtc dtc, int counter) {
        Checks.range("fault detection counter", counter, DtcEntry.COUNTER_PASSED, DtcEntry.COUNTER_FAILED);
        if (counter == DtcEntry.COUNTER_FAILED) {
            reportTestFailed(dtc);
        } else if (counter == DtcEntry.COUNTER_PASSED) {
            reportTestPassed(dtc);
        } else {
            update(List.of(existing(dtc)), entry -> entry.count(counter));
        }
    }

    @Override
    public void newOperationCycle() {
        update(entries.values(), DtcEntry::newOperationCycle);
    }

    @Override
    public boolean clear(int group) {
        Predicate<Dtc> members = members(group);
        if (members == null) {
            return false;
        }
        change(
                entries.values().stream()
                        .filter(entry -> members.test(entry.definition().dtc()))
                        .toList(),
                DtcEntry::clear);
        return true;
    }

    private @Nullable Predicate<Dtc> members(int group) {
        if (group == ALL_GROUPS) {
            return dtc -> true;
        }
        for (DtcGroup known : settings.groups()) {
            if (known.value() == group) {
                return known.members();
            }
        }
        Dtc single = Dtc.of(group);
        return entries.containsKey(single) ? single::equals : null;
    }

    @Override
    public boolean updatesEnabled() {
        return updatesEnabled;
    }

    @Override
    public void updatesEnabled(boolean enabled) {
        updatesEnabled = enabled;
    }

    @Override
    public Optional<Dtc> firstTestFailed() {
        return first(DtcEntry::firstFailed);
    }

    @Override
    public Optional<Dtc> firstConfirmed() {
        return first(DtcEntry::firstConfirmed);
    }

    @Override
    public Optional<Dtc> mostRecentTestFailed() {
        return last(DtcEntry::lastFailed);
    }

    @Override
    public Optional<Dtc> mostRecentConfirmed() {
        return last(DtcEntry::lastConfirmed);
    }

    @Override
    public Map<Integer, DtcSnapshot> snapshots(Dtc dtc) {
        return Collections.unmodifiableMap(new TreeMap<>(existing(dtc).snapshots()));
    }

    @Override
    public Map<Integer, Bytes> extendedData(Dtc dtc) {
        return Collections.unmodifiableMap(new TreeMap<>(existing(dtc).extendedData()));
    }

    @Override
    public void onStatusChange(DtcStatusListener listener) {
        listeners.add(listener);
    }

    private DtcStatus visible(DtcEntry entry) {
        return entry.status().masked(settings.availabilityMask());
    }

    private DtcEntry existing(Dtc dtc) {
        DtcEntry entry = entries.get(dtc);
        if (entry == null) {
            throw new IllegalArgumentException("the ECU has no diagnostic trouble code " + dtc + ": register it first");
        }
        return entry;
    }

    private Optional<Dtc> first(ToLongFunction<DtcEntry> event) {
        return happened(event)
                .min(Comparator.comparingLong(event))
                .map(entry -> entry.definition().dtc());
    }

    private Optional<Dtc> last(ToLongFunction<DtcEntry> event) {
        return happened(event)
                .max(Comparator.comparingLong(event))
                .map(entry -> entry.definition().dtc());
    }

    private Stream<DtcEntry> happened(ToLongFunction<DtcEntry> event) {
        return entries.values().stream().filter(entry -> event.applyAsLong(entry) != 0);
    }

    private void update(Collection<DtcEntry> changed, Consumer<DtcEntry> change) {
        if (updatesEnabled) {
            change(changed, change);
        }
    }

    /** Listeners may come back: they are called when everything is done. */
    private void change(Collection<DtcEntry> changed, Consumer<DtcEntry> change) {
        List<Change> seen = new ArrayList<>();
        for (DtcEntry entry : changed) {
            DtcStatus from = visible(entry);
            change.accept(entry);
            DtcStatus to = visible(entry);
            if (!to.equals(from)) {
                seen.add(new Change(entry.definition().dtc(), from, to));
            }
        }
        for (DtcStatusListener listener : List.copyOf(listeners)) {
            seen.forEach(one -> listener.statusChanged(one.dtc, one.from, one.to));
        }
    }

    private record Change(Dtc dtc, DtcStatus from, DtcStatus to) {}
}
