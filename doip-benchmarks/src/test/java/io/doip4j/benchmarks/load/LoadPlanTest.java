package io.doip4j.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.benchmarks.process.Line;
import io.doip4j.benchmarks.process.Worker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
    private static final LoadPlan PLAN = LoadPlan.of(LoadMode.REQUEST, 13400, 4711);

    @Test
    void comesBackAsItWasSent() {
        LoadPlan plan = PLAN.with(8, 4)
                .withUserData(1 << 20)
                .withTargets(1000)
                .withSources(64)
                .lasting(Duration.ofMillis(150), Duration.ofSeconds(2));

        assertThat(LoadPlan.of(Line.parse(plan.toLine().toString()))).isEqualTo(plan);
    }

    @Test
    void itsResultComesBackAsItWasSent() {
        LoadResult result = new LoadResult(1000, 1500, 2_000_000_000L, 8_000_000, 20_500, 15_000);

        assertThat(LoadResult.of(result.toLine(Worker.done()))).isEqualTo(result);
        assertThat(result.perSecond()).isEqualTo(500);
        assertThat(result.cpuNanosEach()).isEqualTo(8_000);
        assertThat(result.bytesPerSecond()).isEqualTo(7_500);
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> PLAN.with(0, 1)).hasMessage("connections: 0, allowed is 1..50000");
        assertThatThrownBy(() -> PLAN.withUserData(2)).isInstanceOf(IllegalArgumentException.class);
    }
}
