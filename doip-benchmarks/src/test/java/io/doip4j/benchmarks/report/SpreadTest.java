package io.doip4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMiddleOneStandsForAll() {
        assertThat(Spread.of(List.of(9.0, 1.0, 1.2))).isEqualTo(new Spread(1.2, 1.0, 9.0, 3));
    }

    @Test
    void withoutAMiddleOneItIsTheMeanOfTwo() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 100.0)).median()).isEqualTo(3.0);
    }

    @Test
    void ofNothingThereIsNone() {
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessage("nothing was measured");
    }
}
