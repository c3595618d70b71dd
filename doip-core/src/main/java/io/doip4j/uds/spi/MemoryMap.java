package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one ECU, as regions with their content. Any plugin may add its own, usually when its service is created.
 *
 * <p>Addresses and sizes are unsigned; no sum of them overflows. A range belongs to one region: it neither spans a gap nor
 * goes from one region into the next, because their rights may differ. Rights are in the {@link MemoryRegion}, and are
 * checked by the service that reads or writes, not here.
 *
 * <p>Thread rule: as for the ECU, one thread at a time.
 */
public interface MemoryMap {
    /**
     * Adds a region.
     *
     * @param region the region
     * @throws IllegalArgumentException if it overlaps another; the message names both
     */
    void register(MemoryRegion region);

    /**
     * Looks for the region that a range lies wholly inside of.
     *
     * @param address first address, unsigned
     * @param size number of bytes, unsigned
     * @return the region, or null if there is none, or if the size is 0
     */
    @Nullable
    MemoryRegion find(long address, long size);

    /**
     * All regions.
     *
     * @return an unmodifiable copy in ascending order of the address
     */
    Collection<MemoryRegion> all();

    /**
     * Reads. The caller sees to it that the size is one that it can answer with (else NRC 0x14): that much is allocated.
     *
     * @param address first address, unsigned
     * @param size number of bytes, 1 or more
     * @return that many bytes
     * @throws NegativeResponseException with NRC 0x31 if no region contains the range, or the size is less than 1
     */
    Bytes read(long address, int size);

    /**
     * Writes.
     *
     * @param address first address, unsigned
     * @param data the bytes, 1 or more
     * @throws NegativeResponseException with NRC 0x31 if no region contains the range, or there is no byte; nothing is
     *     written then
     */
    void write(long address, Bytes data);
}
