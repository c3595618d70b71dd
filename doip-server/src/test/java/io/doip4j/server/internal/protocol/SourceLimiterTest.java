package io.doip4j.server.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.server.internal.testing.ManualTime;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** 1,000 answers per second and source, burst 1,000. */
class SourceLimiterTest {
    private final ManualTime time = new ManualTime();
    private final SourceLimiter limiter = new SourceLimiter(time.timers());
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
