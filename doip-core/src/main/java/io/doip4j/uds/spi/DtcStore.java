package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The diagnostic trouble codes of one ECU: their status and what is stored with them (ISO 14229-1, services 0x14, 0x19,
 * 0x85 and annex D). Any plugin may add its own codes, usually when its service is created.
 *
 * <p>Every status that is given is masked with {@link #availabilityMask}. A code that the ECU does not have is answered
 * with {@link IllegalArgumentException}, unless said otherwise: look with {@link #find} first.
 *
 * <p>While updates are disabled nothing changes but by {@link #clear}.
 *
 * <p>Thread rule: as for the ECU, one thread at a time; others use {@link EcuScheduler}.
 */
public interface DtcStore {
    /**
     * Adds a code with its initial status. If that says that the code has failed, its records are stored.
     *
     * @param definition the code
     * @throws IllegalArgumentException if the ECU has it already
     */
    void register(DtcDefinition definition);

    /**
     * Looks for a code.
     *
     * @param dtc the code
     * @return its definition, or null if the ECU does not have it
     */
    @Nullable
    DtcDefinition find(Dtc dtc);

    /**
     * All codes that the ECU can have, whatever their status.
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
    Collection<DtcDefinition> matching(int statusMask);

    /**
     * The status bits that the ECU supports; others are neither reported nor matched.
     *
     * @return 0..0xFF
     */
    int availabilityMask();

    /**
     * The format of the codes.
     *
     * @return DTC format identifier, for example 0x00 SAE J2012-DA (2 byte codes with failure type), 0x01 ISO 14229-1
     */
    int formatIdentifier();

    /**
     * The status of a code.
     *
     * @param dtc the code
     * @return its status
     */
    DtcStatus status(Dtc dtc);

    /**
     * The fault detection counter of a code.
     *
     * @param dtc the code
     * @return -128 (passed) to 127 (failed); 1..126 is on the way to fail
     */
    int faultDetectionCounter(Dtc dtc);

    /**
     * A test has completed and failed.
     *
     * @param dtc the code
     */
    void reportTestFailed(Dtc dtc);

    /**
     * A test has completed and passed.
     *
     * @param dtc the code
     */
    void reportTestPassed(Dtc dtc);

    /**
     * A test that has not completed yet counts its way: 127 is the same as {@link #reportTestFailed}, -128 the same as
     * {@link #reportTestPassed}.
     *
     * @param dtc the code
     * @param faultDetectionCounter -128..127
     * @throws IllegalArgumentException also if the counter is out of range
     */
    void reportFaultDetectionCounter(Dtc dtc, int faultDetectionCounter);

    /** An operation cycle ends and the next begins, for all codes. */
    void newOperationCycle();

    /**
     * Clears the codes of a group: status, records, counters, order. Works while updates are disabled, too.
     *
     * @param group 0xFFFFFF for all codes, a group that the ECU has, or the value of one code
     * @return false if the ECU has neither such a group nor such a code (NRC 0x31); nothing changes then
     */
    boolean clear(int group);

    /**
     * Whether status and records are updated (service 0x85).
     *
     * @return true at the start
     */
    boolean updatesEnabled();

    /**
     * Enables or disables updates. What was reported while they were disabled is lost.
     *
     * @param enabled whether status and records are updated from now on
     */
    void updatesEnabled(boolean enabled);

    /**
     * The code whose test failed first since the last clear.
     *
     * @return the code; empty if none failed
     */
    Optional<Dtc> firstTestFailed();

    /**
     * The code that was confirmed first since the last clear, even if it has aged since.
     *
     * @return the code; empty if none was confirmed
     */
    Optional<Dtc> firstConfirmed();

    /**
     * The code whose test failed last since the last clear.
     *
     * @return the code; empty if none failed
     */
    Optional<Dtc> mostRecentTestFailed();

    /**
     * The code that was confirmed last since the last clear, even if it has aged since.
     *
     * @return the code; empty if none was confirmed
     */
    Optional<Dtc> mostRecentConfirmed();

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
     * Calls a listener after every change of a status that can be seen from outside. If several codes change at once, it is
     * called when all have changed.
     *
     * @param listener called by the thread that makes the change; must return at once
     */
    void onStatusChange(DtcStatusListener listener);
}
