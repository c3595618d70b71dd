package io.doip4j.uds.ecu;

import io.doip4j.uds.spi.Routine;
import io.doip4j.uds.spi.Routines;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Routines in memory. */
public final class InMemoryRoutines implements Routines {
    private final IdTable<Routine> routines = new IdTable<>("routine");

    /** An empty registry. */
    public InMemoryRoutines() {}

    @Override
    public void register(Routine routine) {
        routines.register(routine.id().value(), routine);
    }

    @Override
    public @Nullable Routine find(int id) {
        return routines.find(id);
    }

    @Override
    public Collection<Routine> all() {
        return routines.all();
    }
}
