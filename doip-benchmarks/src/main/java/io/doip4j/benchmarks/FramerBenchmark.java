package io.doip4j.benchmarks;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.DoipFramer.Event;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.PayloadType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The framer over a stream of requests that is cut at random, per message. What it allocates is the messages: {@link
 * #messagesAlone} allocates the same without a framer, and {@link #skipping}, where messages are not wanted, allocates nothing.
 * Neither does {@link #header}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramerBenchmark {
    private static final int MESSAGES = 1000;
    private static final int SEED = 42;

    /** The longest piece that arrives at once; much more than the whole stream is no cut at all. */
    @Param({"7", "1460", "1000000"})
    private int longestPiece = 1460;

    private final DiagnosticMessage request =
            new DiagnosticMessage(LogicalAddress.of(0x0E80), LogicalAddress.of(0x1000), Bytes.hex("22 F1 90"));
    private final ByteBuffer header = ByteBuffer.allocateDirect(8);
    private final ByteBuffer stream = ByteBuffer.allocateDirect(MESSAGES * DoipEncoder.encodedLength(request));
    /** NACKs are ignored by an entity. */
    private final ByteBuffer unwanted = ByteBuffer.allocateDirect(MESSAGES * 9);

    private final DoipFramer framer = new DoipFramer(HeaderRules.entityTcp(Set.of(ProtocolVersion.ISO_2019), 100_000));
    private int[] ends = {};
    private int[] endsOfUnwanted = {};

    /** The streams, and where they are cut: the same every time. */
    @Setup
    public void prepare() {
        stream.clear();
        unwanted.clear();
        for (int i = 0; i < MESSAGES; i++) {
            DoipEncoder.encode(ProtocolVersion.ISO_2019, request, stream);
            DoipEncoder.encode(
                    ProtocolVersion.ISO_2019, new GenericNack(GenericNackCode.UNKNOWN_PAYLOAD_TYPE), unwanted);
        }
        ends = cuts(stream.capacity());
        endsOfUnwanted = cuts(unwanted.capacity());
    }

    private int[] cuts(int length) {
        Random random = new Random(SEED);
        int[] cuts = new int[length];
        int count = 0;
        for (int at = 0; at < length; count++) {
            at = Math.min(length, at + 1 + random.nextInt(longestPiece));
            cuts[count] = at;
        }
        return Arrays.copyOf(cuts, count);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void messages(Blackhole hole) {
        run(stream, ends, hole);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void skipping(Blackhole hole) {
        run(unwanted, endsOfUnwanted, hole);
    }

    private void run(ByteBuffer input, int[] cuts, Blackhole hole) {
        input.position(0);
        for (int end : cuts) {
            input.limit(end);
            while (framer.next(input) == Event.MESSAGE) {
                hole.consume(framer.message());
            }
        }
    }

    /** What the messages need without a framer: an array and the record. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void messagesAlone(Blackhole hole) {
        for (int i = 0; i < MESSAGES; i++) {
            byte[] payload = new byte[7];
            stream.get(i * 15 + 8, payload);
            hole.consume(DoipMessage.read(PayloadType.DIAGNOSTIC_MESSAGE.value(), Bytes.wrap(payload)));
        }
    }

    @Benchmark
    public ByteBuffer header() {
        DoipEncoder.writeHeader(ProtocolVersion.ISO_2019, PayloadType.DIAGNOSTIC_MESSAGE, 7, header.clear());
        return header;
    }
}
