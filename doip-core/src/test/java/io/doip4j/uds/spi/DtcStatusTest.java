package io.doip4j.uds.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.doip4j.uds.spi.DtcStatus.Bit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ISO 14229-1, annex D: every status bit under every event. */
class DtcStatusTest {
    private static final String KEEP = "keep";

    // The begin of an operation cycle and bit 2 depend on other bits: below.
    @ParameterizedTest
    @CsvSource({
        // bit,                                   failed, passed, new cycle
        "TEST_FAILED,                             1,      0,      keep",
        "TEST_FAILED_THIS_OPERATION_CYCLE,        1,      keep,   0",
        "PENDING,                                 1,      keep,   depends",
        "CONFIRMED,                               keep,   keep,   keep",
        "TEST_NOT_COMPLETED_SINCE_LAST_CLEAR,     0,      0,      keep",
        "TEST_FAILED_SINCE_LAST_CLEAR,            1,      keep,   keep",
        "TEST_NOT_COMPLETED_THIS_OPERATION_CYCLE, 0,      0,      1",
        "WARNING_INDICATOR_REQUESTED,             keep,   keep,   keep"
    })
    void bitAfterEvent(Bit bit, String failed, String passed, String newCycle) {
        for (int bits = 0; bits <= 0xFF; bits++) {
            DtcStatus before = new DtcStatus(bits);
            check(bit, before, DtcStatus::afterTestFailed, failed);
            check(bit, before, DtcStatus::afterTestPassed, passed);
            if (bit != Bit.PENDING) {
                check(bit, before, DtcStatus::afterNewOperationCycle, newCycle);
            }
        }
    }

    private static void check(Bit bit, DtcStatus before, UnaryOperator<DtcStatus> event, String expected) {
        boolean after = event.apply(before).has(bit);
        boolean wanted = expected.equals(KEEP) ? before.has(bit) : expected.equals("1");
        assertThat(after).as("%s, before %s", bit, before).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        // not completed this cycle, failed this cycle, still pending
        "false,                      false,             false",
        "false,                      true,              true",
        "true,                       false,             true",
        "true,                       true,              true"
    })
    void pendingEndsAfterACycleThatPassed(boolean notCompleted, boolean failed, boolean pending) {
        DtcStatus status = new DtcStatus(Bit.PENDING.mask());
        status = notCompleted ? status.with(Bit.TEST_NOT_COMPLETED_THIS_OPERATION_CYCLE) : status;
        status = failed ? status.with(Bit.TEST_FAILED_THIS_OPERATION_CYCLE) : status;

        assertThat(status.passedThisCycle()).isEqualTo(!pending);
        assertThat(status.afterNewOperationCycle().has(Bit.PENDING)).isEqualTo(pending);
        assertThat(status.without(Bit.PENDING).afterNewOperationCycle().has(Bit.PENDING))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "TEST_FAILED,                             0x01, testFailed",
        "TEST_FAILED_THIS_OPERATION_CYCLE,        0x02, testFailedThisOperationCycle",
        "PENDING,                                 0x04, pendingDTC",
        "CONFIRMED,                               0x08, confirmedDTC",
        "TEST_NOT_COMPLETED_SINCE_LAST_CLEAR,     0x10, testNotCompletedSinceLastClear",
        "TEST_FAILED_SINCE_LAST_CLEAR,            0x20, testFailedSinceLastClear",
        "TEST_NOT_COMPLETED_THIS_OPERATION_CYCLE, 0x40, testNotCompletedThisOperationCycle",
        "WARNING_INDICATOR_REQUESTED,             0x80, warningIndicatorRequested"
    })
    void bitsHaveMaskAndName(Bit bit, int mask, String name) {
        assertThat(bit.mask()).isEqualTo(mask);
        assertThat(bit).hasToString(name);
        assertThat(new DtcStatus(mask).has(bit)).isTrue();
        assertThat(new DtcStatus(0xFF ^ mask).has(bit)).isFalse();
    }

    @Test
    void isReadable() {
        assertThat(new DtcStatus(0x09)).hasToString("0x09 (testFailed, confirmedDTC)");
        assertThat(new DtcStatus(0)).hasToString("0x00 (none)");
        assertThat(DtcStatus.CLEARED)
                .hasToString("0x50 (testNotCompletedSinceLastClear, testNotCompletedThisOperationCycle)");
    }

    @Test
    void masks() {
        assertThat(new DtcStatus(0xAF).masked(0x7F)).isEqualTo(new DtcStatus(0x2F));
        assertThat(new DtcStatus(0x09).matches(0x08)).isTrue();
        assertThat(new DtcStatus(0x09).matches(0x06)).isFalse();
        assertThat(new DtcStatus(0xFF).matches(0)).isFalse();
    }

    @Test
    void isOneByte() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DtcStatus(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DtcStatus(0x100));
    }
}
