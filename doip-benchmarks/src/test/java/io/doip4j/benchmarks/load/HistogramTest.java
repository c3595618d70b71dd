package io.doip4j.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 65, 127, 128, 20_500, 1_000_000_007, 100_000_000_000L})
    void isExactToTwoPercent(long nanos) {
        histogram.add(nanos);

        assertThat(histogram.quantile(0.5)).isCloseTo(nanos, Percentage.withPercentage(1.6));
    }

    @Test
    void findsTheMiddle() {
        for (int i = 1; i <= 999; i++) {
            histogram.add(i);
        }

        assertThat(histogram.count()).isEqualTo(999);
        assertThat(histogram.quantile(0.5)).isCloseTo(500, within(8L));
        histogram.clear();
        assertThat(histogram.count()).isZero();
    }

    @Test
    void takesWhatIsTooLongOrNegative() {
        histogram.add(Long.MAX_VALUE);
        histogram.add(-1);

        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.count()).isEqualTo(2);
    }
}
