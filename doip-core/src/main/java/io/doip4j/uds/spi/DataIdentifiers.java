package io.doip4j.uds.spi;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The data identifiers of one ECU. Any plugin may add its own, usually when its service is created.
 *
 * <p>Thread rule: as for the ECU, one thread at a time.
 */
public interface DataIdentifiers {
    /**
     * Adds a data identifier.
     *
     * @param dataRecord the data behind it
     * @throws IllegalArgumentException if the identifier is taken; the message names both
     */
    void register(DataRecord dataRecord);

    /**
     * Takes a data identifier away. No effect if there is none.
     *
     * @param id 0..0xFFFF
     */
    void remove(int id);

    /**
     * Looks for a data identifier.
     *
     * @param id 0..0xFFFF
     * @return the data behind it, or null if there is no such identifier
     */
    @Nullable
    DataRecord find(int id);

    /**
     * All data identifiers.
     *
     * @return an unmodifiable copy in ascending order of the identifier
     */
    Collection<DataRecord> all();
}
