package io.doip4j.uds.spi;

import io.doip4j.core.internal.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * The status byte of a diagnostic trouble code, with the transitions that depend on nothing but the status itself
 * (ISO 14229-1, annex D). Whether a code is confirmed, and when it is no longer, is the {@link DtcStore}'s business.
 *
 * @param bits 0..0xFF
 */
public record DtcStatus(int bits) {
    /** Never tested since the last clear, and in this operation cycle: 0x50. */
    public static final DtcStatus CLEARED = new DtcStatus(0x50);

    /** The bits by their names, from bit 0 to bit 7. */
    public enum Bit {
        /** Bit 0: the last completed test failed. */
        TEST_FAILED(0x01, "testFailed"),
        /** Bit 1: a test failed in this operation cycle. */
        TEST_FAILED_THIS_OPERATION_CYCLE(0x02, "testFailedThisOperationCycle"),
        /** Bit 2: a test failed in this or the last operation cycle with a completed test. */
        PENDING(0x04, "pendingDTC"),
        /** Bit 3: failed often enough to be stored. */
        CONFIRMED(0x08, "confirmedDTC"),
        /** Bit 4: no test was completed since the last clear. */
        TEST_NOT_COMPLETED_SINCE_LAST_CLEAR(0x10, "testNotCompletedSinceLastClear"),
        /** Bit 5: a test failed since the last clear. */
        TEST_FAILED_SINCE_LAST_CLEAR(0x20, "testFailedSinceLastClear"),
        /** Bit 6: no test was completed in this operation cycle. */
        TEST_NOT_COMPLETED_THIS_OPERATION_CYCLE(0x40, "testNotCompletedThisOperationCycle"),
        /** Bit 7: the code asks for a warning lamp or the like. */
        WARNING_INDICATOR_REQUESTED(0x80, "warningIndicatorRequested");

        private final int mask;
        private final String label;

        Bit(int mask, String label) {
            this.mask = mask;
            this.label = label;
        }

        /**
         * The bit in a status byte or a status mask.
         *
         * @return 0x01, 0x02, 0x04 … 0x80
         */
        public int mask() {
            return mask;
        }

        /** The name that ISO 14229-1 gives the bit: {@code testFailed}. */
        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * Checks the range.
     *
     * @param bits 0..0xFF
     * @throws IllegalArgumentException if the value is not 0..0xFF
     */
    public DtcStatus {
        Checks.u8("status of a diagnostic trouble code", bits);
    }

    /**
     * Whether a bit is set.
     *
     * @param bit which
     * @return true if it is
     */
    public boolean has(Bit bit) {
        return (bits & bit.mask()) != 0;
    }

    /**
     * Whether a status mask of a request finds this status.
     *
     * @param statusMask 0..0xFF
     * @return true if they have a bit in common
     */
    public boolean matches(int statusMask) {
        return (bits & statusMask) != 0;
    }

    /**
     * The same status with a bit set.
     *
     * @param bit which
     * @return the status
     */
    public DtcStatus with(Bit bit) {
        return new DtcStatus(bits | bit.mask());
    }

    /**
     * The same status with a bit not set.
     *
     * @param bit which
     * @return the status
     */
    public DtcStatus without(Bit bit) {
        return new DtcStatus(bits & ~bit.mask());
    }

    /**
     * The same status with none but some of its bits.
     *
     * @param mask the bits that stay, 0..0xFF
     * @return the status
     */
    public DtcStatus masked(int mask) {
        return new DtcStatus(bits & mask);
    }

    /**
     * The status after a completed test that failed, apart from confirmation and warning.
     *
     * @return the status
     */
    public DtcStatus afterTestFailed() {
        return with(Bit.TEST_FAILED)
                .with(Bit.TEST_FAILED_THIS_OPERATION_CYCLE)
                .with(Bit.PENDING)
                .with(Bit.TEST_FAILED_SINCE_LAST_CLEAR)
                .without(Bit.TEST_NOT_COMPLETED_SINCE_LAST_CLEAR)
                .without(Bit.TEST_NOT_COMPLETED_THIS_OPERATION_CYCLE);
    }

    /**
     * The status after a completed test that passed.
     *
     * @return the status
     */
    public DtcStatus afterTestPassed() {
        return without(Bit.TEST_FAILED)
                .without(Bit.TEST_NOT_COMPLETED_SINCE_LAST_CLEAR)
                .without(Bit.TEST_NOT_COMPLETED_THIS_OPERATION_CYCLE);
    }

    /**
     * The status at the begin of the next operation cycle. The code is no longer pending if {@link #passedThisCycle}.
     *
     * @return the status
     */
    public DtcStatus afterNewOperationCycle() {
        DtcStatus next = passedThisCycle() ? without(Bit.PENDING) : this;
        return next.without(Bit.TEST_FAILED_THIS_OPERATION_CYCLE).with(Bit.TEST_NOT_COMPLETED_THIS_OPERATION_CYCLE);
    }

    /**
     * Whether a test was completed in this operation cycle and none failed.
     *
     * @return true if so
     */
    public boolean passedThisCycle() {
        return !has(Bit.TEST_NOT_COMPLETED_THIS_OPERATION_CYCLE) && !has(Bit.TEST_FAILED_THIS_OPERATION_CYCLE);
    }

    /** The value and the names of the bits: {@code 0x09 (testFailed, confirmedDTC)}. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        for (Bit bit : Bit.values()) {
            if (has(bit)) {
                names.add(bit.label);
            }
        }
        return String.format("0x%02X (%s)", bits, names.isEmpty() ? "none" : String.join(", ", names));
    }
}
