package io.doip4j.benchmarks.report;

import io.doip4j.benchmarks.load.LoadResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is taken from the result of a load. */
enum Figure {
    CPU(LoadResult::cpuNanosEach),
    MEDIAN(LoadResult::medianNanos),
    RATE(LoadResult::perSecond),
    BYTES(LoadResult::bytesPerSecond);

    @SuppressWarnings("ImmutableEnumChecker") // method references without state
    private final ToDoubleFunction<LoadResult> value;

    Figure(ToDoubleFunction<LoadResult> value) {
        this.value = value;
    }

    List<Double> each(List<Lab.Pair> pairs) {
        return pairs.stream()
                .map(pair -> value.applyAsDouble(pair.a()) / value.applyAsDouble(pair.b()))
                .toList();
    }

    Spread ratios(List<Lab.Pair> pairs) {
        return Spread.of(each(pairs));
    }
}
