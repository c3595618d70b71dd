package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.DtcStatus;
import io.doip4j.uds.spi.DtcStatus.Bit;
import java.util.Map;
import java.util.TreeMap;

/**
 * A diagnostic trouble code of one ECU with its state. Events are ordered by numbers that only grow; 0 is never.
 */
final class DtcEntry {
    static final int COUNTER_FAILED = 127;
    static final int COUNTER_PASSED = -128;
    private static final int HAS_FAILED = Bit.TEST_FAILED.mask()
            | Bit.TEST_FAILED_THIS_OPERATION_CYCLE.mask()
            | Bit.PENDING.mask()
            | Bit.CONFIRMED.mask()
            | Bit.TEST_FAILED_SINCE_LAST_CLEAR.mask();

    private final DtcDefinition definition;
    private final Map<Integer, DtcSnapshot> snapshots = new TreeMap<>();
    private final Map<Integer, Bytes> extendedData = new TreeMap<>();
    private DtcStatus status;
    private int faultDetectionCounter;
    private int failedCycles;
    private int passedCycles;
    private long firstFailed;
    private long lastFailed;
    private long firstConfirmed;
    private long lastConfirmed;
    private boolean permanent;

    /** The initial status is a fact: what comes with it is made up. */
    DtcEntry(DtcDefinition definition, long event) {
        this.definition = definition;
        this.status = definition.initialStatus();
        if (status.has(Bit.TEST_FAILED) || status.has(Bit.TEST_FAILED_SINCE_LAST_CLEAR)) {
            failed(event);
        }
        if (status.has(Bit.CONFIRMED)) {
            confirmed(event);
        }
        if (hasFailed()) {
            store();
        }
        failedCycles = status.has(Bit.PENDING) || status.has(Bit.TEST_FAILED_THIS_OPERATION_CYCLE) ? 1 : 0;
        faultDetectionCounter = status.has(Bit.TEST_FAILED) ? COUNTER_FAILED : 0;
    }

    DtcDefinition definition() {
        return definition;
    }

    DtcStatus status() {
        return status;
    }

    /** Whether something of a failure is left since the last clear. */
    boolean hasFailed() {
        return status.matches(HAS_FAILED);
    }

    boolean isPermanent() {
        return permanent;
    }

    int faultDetectionCounter() {
        return faultDetectionCounter;
    }

    long firstFailed() {
        return firstFailed;
    }

    long lastFailed() {
        return lastFailed;
    }

    long firstConfirmed() {
        return firstConfirmed;
    }

    long lastConfirmed() {
        return lastConfirmed;
    }

    Map<Integer, DtcSnapshot> snapshots() {
        return snapshots;
    }

    Map<Integer, Bytes> extendedData() {
        return extendedData;
    }

    void testFailed(long event) {
        boolean begins = !status.has(Bit.TEST_FAILED);
        if (!status.has(Bit.TEST_FAILED_THIS_OPERATION_CYCLE)) {
            failedCycles++;
        }
        status = status.afterTestFailed();
        faultDetectionCounter = COUNTER_FAILED;
        passedCycles = 0;
        if (begins) {
            failed(event);
            store();
        }
        if (!status.has(Bit.CONFIRMED) && failedCycles >= definition.confirmationThreshold()) {
            status = status.with(Bit.CONFIRMED);
            confirmed(event);
        }
        if (status.has(Bit.CONFIRMED) && definition.warningIndicator()) {
            status = status.with(Bit.WARNING_INDICATOR_REQUESTED);
        }
    }

    void testPassed() {
        status = status.afterTestPassed();
        faultDetectionCounter = COUNTER_PASSED;
    }

    void count(int counter) {
        faultDetectionCounter = counter;
    }

    void newOperationCycle() {
        if (status.passedThisCycle()) {
            failedCycles = 0;
            passedCycles++;
            if (isOld()) {
                status = status.without(Bit.CONFIRMED).without(Bit.WARNING_INDICATOR_REQUESTED);
                snapshots.clear();
                extendedData.clear();
            }
            permanent = permanent && status.has(Bit.CONFIRMED);
        }
        status = status.afterNewOperationCycle();
        faultDetectionCounter = 0;
    }

    private boolean isOld() {
        return status.has(Bit.CONFIRMED)
                && !status.has(Bit.TEST_FAILED)
                && definition.agingThreshold() > 0
                && passedCycles >= definition.agingThreshold();
    }

    /** A permanent code stays permanent: only the ECU itself finds out that the fault has gone. */
    void clear() {
        status = DtcStatus.CLEARED;
        faultDetectionCounter = 0;
        failedCycles = 0;
        passedCycles = 0;
        firstFailed = 0;
        lastFailed = 0;
        firstConfirmed = 0;
        lastConfirmed = 0;
        snapshots.clear();
        extendedData.clear();
    }

    private void failed(long event) {
        firstFailed = firstFailed == 0 ? event : firstFailed;
        lastFailed = event;
    }

    private void confirmed(long event) {
        firstConfirmed = firstConfirmed == 0 ? event : firstConfirmed;
        lastConfirmed = event;
        permanent = definition.permanent();
    }

    private void store() {
        definition.snapshots().forEach((number, taker) -> snapshots.put(number, taker.get()));
        definition.extendedData().forEach((number, maker) -> extendedData.put(number, maker.get()));
    }
}
