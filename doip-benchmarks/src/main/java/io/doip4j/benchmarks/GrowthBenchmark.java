package io.doip4j.benchmarks;

import io.doip4j.core.Bytes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One request where there is little and where there is much of something, which must not matter. An ECU has 65,536 data
 * identifiers at most: 100,000 are spread over two.
 */
public class GrowthBenchmark {
    private GrowthBenchmark() {}

    /** Reading one data identifier of many. */
    @State(Scope.Thread)
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Fork(1)
    @Warmup(iterations = 10, time = 2)
    @Measurement(iterations = 5, time = 1)
    public static class DataIdentifiers {
        @Param({"10", "1000", "100000"})
        private int identifiers = 10;

        private final EcuAtWork ecu = new EcuAtWork();

        /** The data. */
        @Setup
        public void prepare() {
            ecu.start(identifiers, List.of());
        }

        @Benchmark
        public Bytes readVin() {
            return ecu.answer(EcuAtWork.READ_VIN);
        }
    }

    /** Finding one ECU of many and handing it a request. */
    @State(Scope.Thread)
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Fork(1)
    @Warmup(iterations = 10, time = 2)
    @Measurement(iterations = 5, time = 1)
    public static class Ecus {
        @Param({"1", "1000"})
        private int ecus = 1;

        private final EcuAtWork last = new EcuAtWork();

        /** The ECUs. */
        @Setup
        public void prepare() {
            last.start(1, List.of());
            last.addNeighbours(ecus - 1);
        }

        @Benchmark
        public Bytes readVin() {
            return last.answerByAddress(EcuAtWork.READ_VIN);
        }
    }
}
