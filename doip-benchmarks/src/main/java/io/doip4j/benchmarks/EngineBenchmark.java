package io.doip4j.benchmarks;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One diagnostic message through the UDS engine and a shipped plugin, from the message that was decoded to the message that
 * would be encoded. Look at {@code gc.alloc.rate.norm}: bytes per request.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineBenchmark {
    private final DiagnosticMessage unknownService = EcuAtWork.request("99");
    private final LastReply channel = new LastReply();
    private final EcuAtWork ecu = new EcuAtWork();

    /** A new ECU in the default session. */
    @Setup
    public void start() {
        ecu.start(1, List.of());
    }

    @Benchmark
    public Bytes readVin() {
        return ecu.answer(EcuAtWork.READ_VIN);
    }

    @Benchmark
    public Bytes testerPresent() {
        return ecu.answer(EcuAtWork.TESTER_PRESENT);
    }

    @Benchmark
    public Bytes unknownService() {
        return ecu.answer(unknownService);
    }

    /** What cannot be avoided: the response of {@link #readVin} and the message that carries it. */
    @Benchmark
    public Bytes responseAlone() {
        byte[] response = new byte[20];
        response[0] = 0x62;
        channel.reply(
                ProtocolVersion.ISO_2019,
                new DiagnosticMessage(EcuAtWork.ADDRESS, EcuAtWork.READ_VIN.source(), Bytes.wrap(response)));
        return channel.last();
    }
}
