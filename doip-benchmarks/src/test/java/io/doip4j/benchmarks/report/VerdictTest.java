package io.doip4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Limit LIMIT = new Limit("cpu-ratio", 1.2, 0.3);

    private final Deque<List<Double>> measured = new ArrayDeque<>();

    private Verdict verdict(Double[]... series) throws IOException {
        Arrays.stream(series).map(List::of).forEach(measured::add);
        return Verdict.of(LIMIT, times -> measured.remove(), 3, 5);
    }

    @Test
    void aFigureThatKeepsItsLimitIsMeasuredOnce() throws IOException {
        Verdict verdict = verdict(new Double[] {1.1, 1.5, 9.0}, new Double[] {});

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict)
                .hasToString(
                        "PASS cpu-ratio is 1.50, allowed is 1.50 (stated 1.20, margin 0.30); 1.10 .. 9.00 in 3 measurements");
        assertThat(measured).hasSize(1);
    }

    @Test
    void noiseAtFirstIsForgiven() throws IOException {
        Verdict verdict = verdict(new Double[] {1.9, 2.0, 1.2}, new Double[] {1.2, 1.2, 1.2, 1.3, 1.2});

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.measured().count()).isEqualTo(8);
    }

    @Test
    void whatHasBecomeSlowerFailsAndSaysSo() throws IOException {
        Verdict verdict = verdict(new Double[] {1.6, 1.7, 1.6}, new Double[] {1.6, 1.7, 1.6, 1.7, 1.2});

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict)
                .hasToString(
                        "FAIL cpu-ratio is 1.60, allowed is 1.50 (stated 1.20, margin 0.30); 1.20 .. 1.70 in 8 measurements");
    }

    @Test
    void readsLimits() {
        Properties stated = new Properties();
        stated.setProperty("cpu-ratio.value", "1.2");
        stated.setProperty("cpu-ratio.margin", " 0.3 ");

        assertThat(Limit.of(stated, "cpu-ratio")).isEqualTo(LIMIT);
        assertThatThrownBy(() -> Limit.of(stated, "allocation"))
                .hasMessage("allocation.value is missing in the file of limits");
        stated.setProperty("cpu-ratio.margin", "some");
        assertThatThrownBy(() -> Limit.of(stated, "cpu-ratio"))
                .hasMessage("cpu-ratio.margin is \"some\", which is no number");
        stated.setProperty("cpu-ratio.margin", "NaN");
        assertThatThrownBy(() -> Limit.of(stated, "cpu-ratio"))
                .hasMessage("cpu-ratio.margin is NaN, must be 0 or more");
    }
}
