package io.doip4j.client.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticNackCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentRefusalsTest {
    private static final LogicalAddress TARGET = LogicalAddress.of(0x2001);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final RecentRefusals refusals = new RecentRefusals(now::get, Duration.ofSeconds(1));

    @ParameterizedTest
    @CsvSource({"4,4", "5,5", "6,6", "7,7", "8,8", "9,9", "2,6", "3,6", "0xE5,6"})
    void refusalIsRepeatedIfATargetBehindAGatewayCanHaveIt(int inner, int outer) {
        refusals.note(TARGET, DiagnosticNackCode.of(inner), 10);

        assertThat(refusals.find(TARGET, 10)).contains(DiagnosticNackCode.of(outer));
        assertThat(refusals.find(LogicalAddress.of(0x2002), 10)).isEmpty();
    }

    @Test
    void afterAWhileOneGoesThroughAgain() {
        refusals.note(TARGET, DiagnosticNackCode.TARGET_UNREACHABLE, 10);

        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(refusals.find(TARGET, 1)).isPresent();
        now.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(refusals.find(TARGET, 1)).isEmpty();
    }

    @Test
    void messageThatIsTakenEndsTheRefusal() {
        refusals.note(TARGET, DiagnosticNackCode.TARGET_BUSY, 10);
        refusals.clear(TARGET);

        assertThat(refusals.find(TARGET, 10)).isEmpty();
    }

    @Test
    void tooLargeHoldsForMessagesOfThatLengthOnly() {
        refusals.note(TARGET, DiagnosticNackCode.MESSAGE_TOO_LARGE, 100);
        refusals.clear(TARGET);

        assertThat(refusals.find(TARGET, 99)).isEmpty();
        assertThat(refusals.find(TARGET, 100)).contains(DiagnosticNackCode.MESSAGE_TOO_LARGE);
    }
}
