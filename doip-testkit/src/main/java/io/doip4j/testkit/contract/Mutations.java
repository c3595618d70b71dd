package io.doip4j.testkit.contract;

import io.doip4j.core.Bytes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Requests that a tester may send as well, if it is careless, or wants to do harm. The same each time. */
final class Mutations {
    private static final int LONGEST_TAIL = 40;
    private static final int LONG = 300;
    private static final int RANDOM = 100;
    private static final int[] TELLING = {0x00, 0x01, 0x7F, 0x80, 0xFF};

    private final Bytes request;
    private final Set<Bytes> all = new LinkedHashSet<>();
    private final SplittableRandom random = new SplittableRandom(14229);

    private Mutations(Bytes request) {
        this.request = request;
    }

    /** All but the request itself, each once; they have its service identifier. */
    static List<Bytes> of(Bytes request) {
        Mutations mutations = new Mutations(request);
        mutations.lengths();
        mutations.bytes();
        mutations.garbage();
        mutations.all.remove(request);
        return List.copyOf(mutations.all);
    }

    private void lengths() {
        for (int length = 1; length < request.length(); length++) {
            all.add(request.slice(0, length));
        }
        for (int tail = 1; tail <= LONGEST_TAIL; tail++) {
            all.add(request.plus(Bytes.wrap(new byte[tail])));
            all.add(request.plus(noise(tail)));
        }
        all.add(request.plus(noise(LONG)));
    }

    private void bytes() {
        for (int at = 1; at < request.length(); at++) {
            for (int value : TELLING) {
                all.add(with(at, value));
            }
            all.add(with(at, (request.u8(at) + 1) & 0xFF));
            all.add(with(at, (request.u8(at) - 1) & 0xFF));
            all.add(with(at, random.nextInt(0x100)));
        }
    }

    private void garbage() {
        for (int i = 0; i < RANDOM; i++) {
            all.add(request.slice(0, 1).plus(noise(1 + random.nextInt(2 * request.length() + 4))));
        }
    }

    private Bytes with(int at, int value) {
        return request.slice(0, at).plus(Bytes.of(value)).plus(request.from(at + 1));
    }

    private Bytes noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return Bytes.wrap(noise);
    }
}
