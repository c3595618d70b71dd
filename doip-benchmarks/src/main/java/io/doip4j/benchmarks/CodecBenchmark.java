package io.doip4j.benchmarks;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.DoipMessage;
import java.nio.ByteBuffer;
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
 * Encoding into a buffer, and reading of a payload, for every type of message. Encoding must allocate nothing; what reading
 * allocates is the message.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    @Param
    private MessageSample sample = MessageSample.DIAGNOSTIC_MESSAGE;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
    private DoipMessage message = sample.message();
    private Bytes payload = Bytes.EMPTY;
    private int type;

    /** The message and its payload. */
    @Setup
    public void prepare() {
        message = sample.message();
        type = message.type().value();
        payload = DoipEncoder.encode(ProtocolVersion.ISO_2019, message).from(8);
    }

    @Benchmark
    public ByteBuffer encode() {
        DoipEncoder.encode(ProtocolVersion.ISO_2019, message, buffer.clear());
        return buffer;
    }

    @Benchmark
    public DoipMessage decode() {
        return DoipMessage.read(type, payload);
    }
}
