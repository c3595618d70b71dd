package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A memory for diagnostic trouble codes: which it can hold, their status and what is stored with them (ISO 14229-1, annex
 * D). An ECU has its primary memory, which is its {@link DtcStore}, and may have a mirror of that and user-defined ones.
 *
 * <p>Every status that is given is masked with {@link DtcStore#availabilityMask}. A code that the memory cannot hold is
 * answered with {@link IllegalArgumentException}, unless said otherwise: look with {@link #find} first.
 *
 * <p>Thread rule: as for the ECU, one thread at a time.
 */
public interface DtcMemory {
    /**
     * Looks for a code.
     *
     * @param dtc the code
     * @return its definition, or null if the memory cannot hold it
     */
    @Nullable
    DtcDefinition find(Dtc dtc);

    /**
     * All codes that the memory can hold, whatever their status.
     *
     * @return an unmodifiable copy in ascending order of the code
     */
    Collection<DtcDefinition> all();

    /**
     * The codes whose status has a bit in common with a mask and the availability mask.
     *
     * @param statusMask 0..0xFF; 0 finds nothing
     * @return an unmodifiable copy in ascending order of the code
     */
    default Collection<DtcDefinition> matching(int statusMask) {
        return all().stream()
                .filter(definition -> status(definition.dtc()).matches(statusMask))
                .toList();
    }

    /**
     * The status of a code.
     *
     * @param dtc the code
     * @return its status
     */
    DtcStatus status(Dtc dtc);

    /**
     * The snapshots that are stored with a code. Which numbers there can be is in {@link DtcDefinition#snapshots}.
     *
     * @param dtc the code
     * @return an unmodifiable copy, record number to record, in ascending order; empty if none is stored
     */
    Map<Integer, DtcSnapshot> snapshots(Dtc dtc);

    /**
     * The extended data that are stored with a code. Which numbers there can be is in {@link DtcDefinition#extendedData}.
     *
     * @param dtc the code
     * @return an unmodifiable copy, record number to record, in ascending order; empty if none is stored
     */
    Map<Integer, Bytes> extendedData(Dtc dtc);

    /**
     * Clears the codes of a group: status, records, counters, order. Works while updates are disabled, too.
     *
     * @param group 0xFFFFFF for all codes, a group that the ECU has, 0xFFFF00 plus the number of a functional group that a
     *     code belongs to, or the value of one code
     * @return false if there is neither such a group nor such a code (NRC 0x31); nothing changes then
     * @throws io.doip4j.uds.NegativeResponseException if the memory refuses, for example with NRC 0x22 or 0x72; nothing
     *     changes then
     */
    boolean clear(int group);
}
