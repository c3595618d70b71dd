package io.doip4j.uds.services.data;

import io.doip4j.uds.spi.DataIdentifiers;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.SessionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The dynamically defined data identifiers of an ECU. They are among its data identifiers, and listed here. */
final class DefinedData {
    private static final int FIRST = 0xF200;
    private static final int LAST = 0xF3FF;

    private final DataIdentifiers identifiers;
    private final DynamicDataSettings settings;
    private final Set<Integer> defined = new TreeSet<>();

    DefinedData(DataIdentifiers identifiers, DynamicDataSettings settings) {
        this.identifiers = identifiers;
        this.settings = settings;
    }

    /** Whether an identifier is one that can be defined: it has no data of its own. */
    boolean isDynamic(int id) {
        DataRecord present = identifiers.find(id);
        return id >= FIRST && id <= LAST && (present == null || present instanceof DefinedRecord);
    }

    /** The identifiers that are defined, in ascending order. */
    List<Integer> all() {
        return List.copyOf(defined);
    }

    /** Whether an identifier can have more pieces, behind those that it has. */
    boolean hasRoom(DefinedRecord addition) {
        List<Source> sources = joined(addition).sources();
        long length = sources.stream().mapToLong(Source::size).sum();
        return sources.size() <= settings.maxSources()
                && length <= settings.maxLength()
                && (defined.contains(addition.id().value()) || defined.size() < settings.maxIdentifiers());
    }

    /** Gives an identifier more pieces, behind those that it has. */
    void append(DefinedRecord addition) {
        int id = addition.id().value();
        DefinedRecord joined = joined(addition);
        identifiers.remove(id);
        identifiers.register(joined);
        defined.add(id);
    }

    /** Forgets identifiers. No effect on those that are not defined. */
    void clear(List<Integer> ids) {
        for (int id : ids) {
            if (defined.remove(id)) {
                identifiers.remove(id);
            }
        }
    }

    /** Definitions outlast sessions. */
    void sessionChanged(SessionListener.Cause cause) {
        if (cause == SessionListener.Cause.RESET && !settings.keptOverReset()) {
            clear(all());
        }
    }

    private DefinedRecord joined(DefinedRecord addition) {
        if (!(identifiers.find(addition.id().value()) instanceof DefinedRecord present)) {
            return addition;
        }
        List<Source> sources = new ArrayList<>(present.sources());
        sources.addAll(addition.sources());
        return new DefinedRecord(addition.id(), sources);
    }
}
