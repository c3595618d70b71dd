package io.doip4j.it.uds;

import io.doip4j.core.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/** Requests that are almost right: those of the vectors, with something changed, cut off or added. Always the same for a seed. */
final class RandomRequests {
    private static final int VALUES = 0x100;
    private static final int MOST_CHANGES = 3;
    private static final int MOST_ADDED = 8;
    private static final int KINDS = 6;
    private static final int LONGEST_SAMPLE = 40;
    private static final int LONGEST_NOISE = 24;
    private static final int[] TELLING = {0x00, 0x01, 0x02, 0x04, 0x10, 0x44, 0x7F, 0x80, 0xFE, 0xFF};

    private final Random random;
    private final List<Bytes> samples;

    RandomRequests(long seed, Collection<VectorCase> vectors) {
        random = new Random(seed);
        LinkedHashSet<Bytes> distinct = new LinkedHashSet<>();
        vectors.forEach(vector -> distinct.addAll(vector.requests()));
        distinct.removeIf(request -> request.length() > LONGEST_SAMPLE);
        samples = new ArrayList<>(distinct);
    }

    Bytes next() {
        byte[] bytes = samples.get(random.nextInt(samples.size())).toArray();
        return Bytes.wrap(
                switch (random.nextInt(KINDS)) {
                    case 0 -> Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                    case 1 -> added(bytes);
                    case 2 -> joined(bytes);
                    case 3 -> noise();
                    default -> changed(bytes);
                });
    }

    boolean nextBoolean() {
        return random.nextBoolean();
    }

    private int value() {
        return random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : random.nextInt(VALUES);
    }

    private byte[] changed(byte[] bytes) {
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            // The first byte rarely: then it is another service
            int at = Math.max(random.nextInt(bytes.length), random.nextInt(bytes.length));
            bytes[at] = (byte) value();
        }
        return bytes;
    }

    private byte[] added(byte[] bytes) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(MOST_ADDED));
        for (int i = bytes.length; i < longer.length; i++) {
            longer[i] = (byte) value();
        }
        return longer;
    }

    /** The beginning of one request, and the end of another. */
    private byte[] joined(byte[] bytes) {
        Bytes other = samples.get(random.nextInt(samples.size()));
        return Bytes.wrap(bytes)
                .slice(0, 1 + random.nextInt(bytes.length))
                .plus(other.from(random.nextInt(other.length())))
                .toArray();
    }

    private byte[] noise() {
        byte[] bytes = new byte[1 + random.nextInt(LONGEST_NOISE)];
        random.nextBytes(bytes);
        return bytes;
    }
}
