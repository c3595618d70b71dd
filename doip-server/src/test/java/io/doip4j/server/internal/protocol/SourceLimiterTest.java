package io.doip4j.server.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.internal.testing.ManualTime;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 1,000 answers per second and source, burst 1,000. */
class SourceLimiterTest {
    private final ManualTime time = new ManualTime();
    private final SourceLimiter limiter = new SourceLimiter(time.timers(), 1_000);
    private final InetAddress source = address(0);

    private static InetAddress address(int number) {
        return DiscoveryFixture.sender("10.0." + number / 250 + "." + number % 250, 1)
                .getAddress();
    }

    private int admitted(InetAddress from, int attempts) {
        int count = 0;
        for (int i = 0; i < attempts; i++) {
            if (limiter.admits(from)) {
                count++;
            }
        }
        return count;
    }

    @Test
    void burstOfAThousandIsAdmitted() {
        assertThat(admitted(source, 5000)).isEqualTo(1000);
    }

    @Test
    void oneIsAdmittedPerMillisecondFromThenOn() {
        admitted(source, 1000);
        time.advance(Duration.ofNanos(999_999));
        assertThat(admitted(source, 10)).isZero();
        time.advance(Duration.ofNanos(1));
        assertThat(admitted(source, 10)).isEqualTo(1);
        time.advanceMillis(250);
        assertThat(admitted(source, 1000)).isEqualTo(250);
    }

    @Test
    void refusedDatagramsCostNothingLater() {
        admitted(source, 100_000);
        time.advanceMillis(1000);

        assertThat(admitted(source, 5000)).isEqualTo(1000);
    }

    @Test
    void longSilenceGivesNoMoreThanTheBurst() {
        admitted(source, 1000);
        time.advance(Duration.ofDays(1));

        assertThat(admitted(source, 5000)).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1_000, 250_000})
    void otherLimits(int perSecond) {
        SourceLimiter other = new SourceLimiter(time.timers(), perSecond);
        int admitted = 0;
        for (int i = 0; i < 2 * perSecond; i++) {
            admitted += other.admits(source) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(perSecond);

        time.advanceMillis(1000);
        assertThat(other.admits(source)).isTrue();
    }

    @Test
    void zeroIsNoLimit() {
        SourceLimiter none = new SourceLimiter(time.timers(), 0);
        for (int i = 0; i < 100_000; i++) {
            assertThat(none.admits(source)).isTrue();
        }
    }

    @Test
    void sourcesDoNotShareTheirLimit() {
        admitted(source, 1000);

        assertThat(admitted(address(1), 5000)).isEqualTo(1000);
        assertThat(admitted(source, 10)).isZero();
    }

    @Test
    void sourceThatWasSilentForLongestIsForgottenFirst() {
        admitted(source, 1000);
        admitted(address(1), 1000);
        for (int i = 2; i < 1024; i++) {
            admitted(address(i), 1);
        }
        assertThat(admitted(source, 1)).isZero();

        admitted(address(1024), 1);

        assertThat(admitted(source, 1)).isZero();
        assertThat(admitted(address(1), 1)).isEqualTo(1);
    }
}
