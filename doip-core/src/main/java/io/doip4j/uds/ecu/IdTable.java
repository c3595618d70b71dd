package io.doip4j.uds.ecu;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Things by their identifier, at most one each. */
final class IdTable<T> {
    private final String what;
    private final Map<Integer, T> entries = new TreeMap<>();

    /** The name of the things is for messages. */
    IdTable(String what) {
        this.what = what;
    }

    void register(int id, T entry) {
        T present = entries.putIfAbsent(id, entry);
        if (present != null) {
            throw new IllegalArgumentException(String.format(
                    "%s 0x%04X is taken: %s has it, %s cannot have it too",
                    what, id, present.getClass().getName(), entry.getClass().getName()));
        }
    }

    @Nullable
    T find(int id) {
        return entries.get(id);
    }

    Collection<T> all() {
        return List.copyOf(entries.values());
    }
}
