package io.doip4j.uds.spi;

import io.doip4j.uds.Dtc;
import java.util.Map;
import java.util.Optional;

/**
 * The diagnostic trouble codes of one ECU: its primary memory, the other memories that it may have, and the tests that
 * fill them (ISO 14229-1, services 0x14, 0x19, 0x85 and annex D). Any plugin may add its own codes, usually when its
 * service is created.
 *
 * <p>What this interface inherits is about the primary memory. A user-defined memory is a store of its own: codes in it are
 * reported there, and the same code may be in several memories.
 *
 * <p>While updates are disabled nothing changes but by {@link #clear}.
 *
 * <p>Thread rule: as for the ECU, one thread at a time; others use {@link EcuScheduler}.
 */
public interface DtcStore extends DtcMemory {
    /**
     * Adds a code with its initial status to the memory that its definition names. If that says that the code has failed,
     * its records are stored.
     *
     * @param definition the code
     * @throws IllegalArgumentException if the memory has it already
     */
    void register(DtcDefinition definition);

    /**
     * The mirror of the primary memory: what that held last, also after it was cleared. Clearing the mirror leaves the
     * primary memory as it is.
     *
     * @return the mirror; empty if the ECU has none
     */
    Optional<DtcMemory> mirror();

    /**
     * The user-defined memories.
     *
     * @return an unmodifiable copy, memory selection 0..0xFF to memory, in ascending order; empty if the ECU has none
     */
    Map<Integer, DtcStore> userMemories();

    /**
     * The status bits that the ECU supports; others are neither reported nor matched.
     *
     * @return 0..0xFF
     */
    int availabilityMask();

    /**
     * The severity bits that the ECU supports; others are neither reported nor matched.
     *
     * @return 0..0xFF
     */
    int severityAvailabilityMask();

    /**
     * The format of the codes.
     *
     * @return DTC format identifier, for example 0x00 SAE J2012-DA (2 byte codes with failure type), 0x01 ISO 14229-1
     */
    int formatIdentifier();

    /**
     * The fault detection counter of a code.
     *
     * @param dtc the code
     * @return -128 (passed) to 127 (failed); 1..126 is on the way to fail
     */
    int faultDetectionCounter(Dtc dtc);

    /**
     * Whether a code is permanent: once confirmed it stays so when it is cleared, until the ECU itself finds that it has
     * gone. Always false unless {@link DtcDefinition#permanent}.
     *
     * @param dtc the code
     * @return true if it is
     */
    boolean isPermanent(Dtc dtc);

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

    /** An operation cycle ends and the next begins, for all codes in all memories. */
    void newOperationCycle();

    /**
     * The ECU has been reset: if it is configured so, and depending on the kind of reset, an operation cycle ends.
     *
     * @param type what kind of reset it was
     */
    void ecuReset(ResetType type);

    /**
     * Whether status and records are updated (service 0x85).
     *
     * @return true at the start
     */
    boolean updatesEnabled();

    /**
     * Enables or disables updates in all memories. What was reported while they were disabled is lost.
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
     * Calls a listener after every change of a status in this memory that can be seen from outside. If several codes change
     * at once, it is called when all have changed.
     *
     * @param listener called by the thread that makes the change; must return at once
     */
    void onStatusChange(DtcStatusListener listener);
}
