package io.doip4j.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.FramerRun.Found;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The framer against {@link ReferenceFramer}, on streams that are almost valid and split at random (T46, T47, T110). */
class MutatedStreamsTest {
    private static final int STREAMS = 150_000;
    private static final int MAX_PAYLOAD = 64;
    private static final int FREE_MEMORY = 40;
    private static final HeaderRules RULES = HeaderRules.entityTcp(
                    Set.of(ProtocolVersion.ISO_2012, ProtocolVersion.ISO_2019), MAX_PAYLOAD)
            .withMemory(length -> length <= FREE_MEMORY);
    private static final ReferenceFramer REFERENCE = new ReferenceFramer(MAX_PAYLOAD, FREE_MEMORY);

    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void framerAgreesWithTheReference() {
        for (int seed = 0; seed < STREAMS; seed++) {
            Random random = new Random(seed);
            Bytes stream = new StreamMutator(random).stream();
            Bytes[] chunks = FramerRun.randomChunks(stream, random);
            ReferenceFramer.Result actual = run(seed, stream, chunks);
            ReferenceFramer.Result expected = REFERENCE.read(stream);
            if (!actual.equals(expected)) {
                throw new AssertionError(describe(seed, stream) + "\nexpected " + expected + "\nbut was  " + actual);
            }
            expected.found().forEach(found -> seen.merge(found.what(), 1, Integer::sum));
        }
        assertThat(seen.keySet())
                .as("what the streams contain: %s", seen)
                .containsExactly("message", "nack 0x00", "nack 0x01", "nack 0x02", "nack 0x03", "nack 0x04");
        assertThat(seen.values()).as("%s", seen).allMatch(count -> count > STREAMS / 100);
    }

    private static ReferenceFramer.Result run(int seed, Bytes stream, Bytes... chunks) {
        DoipFramer framer = new DoipFramer(RULES);
        try {
            return new ReferenceFramer.Result(FramerRun.feed(framer, chunks), framer.isInsideMessage());
        } catch (RuntimeException | Error e) {
            throw new AssertionError(describe(seed, stream), e);
        }
    }

    private static String describe(int seed, Bytes stream) {
        return "seed " + seed + ": " + stream.toHex();
    }

    // A check of the check: the reference itself on a stream whose result is plain to see.
    @Test
    void referenceReadsAnObviousStream() {
        Bytes message = Bytes.hex("03 FC 00 08 00 00 00 02 0E 80");
        Bytes ignored = Bytes.hex("03 FC 00 00 00 00 00 01 01");
        Bytes unknown = Bytes.hex("03 FC 40 01 00 00 00 02 AA BB");
        Bytes closing = Bytes.hex("03 FC 00 08 00 00 00 01 0E");

        assertThat(REFERENCE.read(
                        message.plus(ignored).plus(unknown).plus(message).plus(Bytes.hex("03 FC"))))
                .isEqualTo(new ReferenceFramer.Result(
                        List.of(
                                Found.message(message),
                                Found.violation(1, unknown.slice(0, 8)),
                                Found.message(message)),
                        true));
        assertThat(REFERENCE.read(closing.plus(message)))
                .isEqualTo(new ReferenceFramer.Result(List.of(Found.violation(4, closing.slice(0, 8))), false));
    }
}
