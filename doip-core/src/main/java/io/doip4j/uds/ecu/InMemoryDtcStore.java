package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.core.internal.Checks;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcMemory;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.DtcStatus;
import io.doip4j.uds.spi.DtcStatusListener;
import io.doip4j.uds.spi.DtcStore;
import io.doip4j.uds.spi.ResetType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Diagnostic trouble codes in memory. Order is the order of the reports, no clock is involved. */
public final class InMemoryDtcStore implements DtcStore {
    private final DtcSettings settings;
    /** The user-defined memory that this is; empty for the primary memory. */
    private final OptionalInt selection;

    private final @Nullable MirrorMemory mirror;
    private final Map<Integer, InMemoryDtcStore> userMemories = new TreeMap<>();
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
        this.selection = OptionalInt.empty();
        this.mirror = settings.mirrorMemory() ? new MirrorMemory(this, settings) : null;
    }

    private InMemoryDtcStore(DtcSettings settings, int selection) {
        this.settings = settings;
        this.selection = OptionalInt.of(selection);
        this.mirror = null;
    }

    @Override
    public void register(DtcDefinition definition) {
        if (definition.userMemory().equals(selection)) {
            add(definition);
        } else if (selection.isEmpty()) {
            userMemory(definition.userMemory().getAsInt()).add(definition);
        } else {
            throw new IllegalArgumentException("diagnostic trouble code " + definition.dtc()
                    + " belongs to another memory: register it with the ECU's store");
        }
    }

    private InMemoryDtcStore userMemory(int number) {
        return userMemories.computeIfAbsent(number, key -> {
            InMemoryDtcStore memory = new InMemoryDtcStore(settings, key);
            memory.updatesEnabled(updatesEnabled);
            return memory;
        });
    }

    private void add(DtcDefinition definition) {
        if (entries.containsKey(definition.dtc())) {
            throw new IllegalArgumentException(
                    "diagnostic trouble code " + definition.dtc() + " is taken: a memory has every code once");
        }
        DtcEntry entry = new DtcEntry(definition, ++events);
        entries.put(definition.dtc(), entry);
        mirror(entry);
    }

    @Override
    public Optional<DtcMemory> mirror() {
        return Optional.ofNullable(mirror);
    }

    @Override
    public Map<Integer, DtcStore> userMemories() {
        return Collections.unmodifiableMap(new TreeMap<>(userMemories));
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
    public int availabilityMask() {
        return settings.availabilityMask();
    }

    @Override
    public int severityAvailabilityMask() {
        return settings.severityAvailabilityMask();
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
    public boolean isPermanent(Dtc dtc) {
        return existing(dtc).isPermanent();
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
        userMemories.values().forEach(DtcStore::newOperationCycle);
    }

    @Override
    public void ecuReset(ResetType type) {
        if (settings.resetEndsOperationCycle() && type != ResetType.SOFT) {
            newOperationCycle();
        }
    }

    @Override
    public boolean clear(int group) {
        Predicate<DtcDefinition> members = settings.members(group, this);
        if (members == null) {
            return false;
        }
        change(
                entries.values().stream()
                        .filter(entry -> members.test(entry.definition()))
                        .toList(),
                DtcEntry::clear);
        return true;
    }

    @Override
    public boolean updatesEnabled() {
        return updatesEnabled;
    }

    @Override
    public void updatesEnabled(boolean enabled) {
        updatesEnabled = enabled;
        userMemories.values().forEach(memory -> memory.updatesEnabled(enabled));
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
            change(changed, change.andThen(this::mirror));
        }
    }

    private void mirror(DtcEntry entry) {
        if (mirror != null) {
            mirror.update(entry);
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
