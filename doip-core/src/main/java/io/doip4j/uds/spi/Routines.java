package io.doip4j.uds.spi;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The routines of one ECU. Any plugin may add its own, usually when its service is created.
 *
 * <p>Thread rule: as for the ECU, one thread at a time.
 */
public interface Routines {
    /**
     * Adds a routine.
     *
     * @param routine the routine
     * @throws IllegalArgumentException if the identifier is taken; the message names both
     */
    void register(Routine routine);

    /**
     * Looks for a routine.
     *
     * @param id 0..0xFFFF
     * @return the routine, or null if there is none with this identifier
     */
    @Nullable
    Routine find(int id);

    /**
     * All routines.
     *
     * @return an unmodifiable copy in ascending order of the identifier
     */
    Collection<Routine> all();
}
