package io.doip4j.vehicle.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The index finds what comparing with every stub finds, and does not compare with every one. */
class StubIndexTest {
    private static final int MANY = 100_000;

    private final EcuStubs owner = new Stubs().ecu(0x1001);
    private final FakeRequest way = new FakeRequest();
    private long made;

    private Stub stub(String pattern) {
        return new Stub(
                owner, BytePattern.of(pattern, "pattern"), RequestConditions.NONE, List.of(Answer.nothing()), ++made);
    }

    @Test
    void findsWhatComparingWithAllFinds() {
        Random random = new Random(4711);
        StubIndex index = new StubIndex();
        List<Stub> all = new ArrayList<>();
        for (int round = 0; round < 3000; round++) {
            if (all.isEmpty() || random.nextInt(5) > 1) {
                Stub added = stub(randomPattern(random));
                all.add(added);
                index.add(added);
            } else {
                index.remove(all.remove(random.nextInt(all.size())));
            }
            Bytes message = randomMessage(random);
            Stub expected = null;
            for (Stub stub : all) {
                expected = stub.accepts(message, way) ? stub : expected;
            }
            assertThat(index.find(message, way))
                    .as("round %d, %s", round, message)
                    .isSameAs(expected);
        }
        all.forEach(index::remove);
        assertThat(index.isEmpty()).isTrue();
    }

    private static String randomPattern(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40) == 0 ? 34 : random.nextInt(4); i > 0; i--) {
            text.append(random.nextInt(6) == 0 ? "?" : "0").append(random.nextInt(6) == 0 ? "?" : random.nextInt(3));
        }
        return text.append(text.length() == 0 || random.nextInt(4) == 0 ? "*" : "")
                .toString();
    }

    private static Bytes randomMessage(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 40 : 3)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(3);
        }
        return Bytes.wrap(bytes);
    }

    @Test
    void costDoesNotGrowWithTheNumberOfStubs() {
        StubIndex few = filled(10);
        StubIndex many = filled(MANY);
        Bytes known = request(7);
        Bytes unknown = Bytes.hex("22 F1 90");
        long best = Long.MAX_VALUE;
        long bestOfMany = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            best = Math.min(best, nanos(few, known, unknown));
            bestOfMany = Math.min(bestOfMany, nanos(many, known, unknown));
        }

        // Comparing with each would take ten thousand times as long.
        assertThat(bestOfMany).isLessThan(20 * best);
    }

    private StubIndex filled(int number) {
        StubIndex index = new StubIndex();
        for (int i = 0; i < number; i++) {
            index.add(stub(request(i).toHex() + " *"));
        }
        return index;
    }

    private static Bytes request(int i) {
        return Bytes.of(0x2E, i >> 16, (i >> 8) & 0xFF, i & 0xFF);
    }

    private long nanos(StubIndex index, Bytes known, Bytes unknown) {
        long begin = System.nanoTime();
        for (int i = 0; i < 2000; i++) {
            assertThat(index.find(known, way) != null && index.find(unknown, way) == null)
                    .isTrue();
        }
        return System.nanoTime() - begin;
    }

    @Test
    void manyStubsForTheSameBytesThatAnswerOnceAreUsedUpFast() {
        StubIndex index = new StubIndex();
        List<Stub> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(stub("22 F1 90"));
            index.add(all.get(i));
        }
        Bytes request = Bytes.hex("22 F1 90");
        for (int i = MANY - 1; i >= 0; i--) {
            Stub newest = index.find(request, way);
            assertThat(newest == all.get(i)).isTrue();
            index.remove(all.get(i));
        }
        assertThat(index.isEmpty()).isTrue();
    }
}
