package io.doip4j.benchmarks;

import io.doip4j.core.Bytes;
import io.doip4j.vehicle.stub.EcuStubs;
import io.doip4j.vehicle.stub.StubAccess;
import io.doip4j.vehicle.stub.Stubs;
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

/** A request that one of many stubs answers, and one that no stub is for: the number of stubs must not matter. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 1)
public class StubBenchmark {
    @Param({"10", "1000", "100000"})
    private int stubs = 10;

    private final EcuAtWork ecu = new EcuAtWork();

    /** Stubs of requests of five bytes, some with wildcards, and one of the request that is sent. */
    @Setup
    public void prepare() {
        Stubs all = new Stubs();
        EcuStubs ofEcu = all.ecu(EcuAtWork.ADDRESS.value());
        ofEcu.when("22 F1 90").thenRespond("62 F1 90 57 56 57");
        for (int i = 1; i < stubs; i++) {
            String last = i % 10 == 0 ? "*" : String.format("%02X", i & 0xFF);
            ofEcu.when(String.format("31 01 %02X %02X %s", i >> 16, (i >> 8) & 0xFF, last))
                    .thenRespond("71 01");
        }
        ecu.start(1, List.of(StubAccess.interceptor(all)));
    }

    @Benchmark
    public Bytes stubbed() {
        return ecu.answer(EcuAtWork.READ_VIN);
    }

    @Benchmark
    public Bytes notStubbed() {
        return ecu.answer(EcuAtWork.TESTER_PRESENT);
    }
}
