package io.doip4j.benchmarks.load;

import java.util.Arrays;

/** Times, counted in classes that are 1.6 % wide at most: adding one allocates nothing. */
final class Histogram {
    private static final int SUB = 64;
    private static final int SUB_BITS = 6;
    private static final int POWERS = 40;

    private final long[] classes = new long[POWERS * SUB];
    private long count;

    void add(long nanos) {
        classes[index(Math.max(0, nanos))]++;
        count++;
    }

    void clear() {
        Arrays.fill(classes, 0);
        count = 0;
    }

    long count() {
        return count;
    }

    /** The lower end of the class that so much of all is in or below; 0 if there is nothing. */
    long quantile(double part) {
        long need = Math.max(1, Math.round(part * count));
        long sum = 0;
        for (int i = 0; i < classes.length; i++) {
            sum += classes[i];
            if (sum >= need) {
                return lowerEnd(i);
            }
        }
        return 0;
    }

    private static int index(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
        return Math.min(POWERS * SUB - 1, (shift + 1) * SUB + (int) (value >>> shift) - SUB);
    }

    private static long lowerEnd(int index) {
        return index < SUB ? index : (long) (index % SUB + SUB) << (index / SUB - 1);
    }
}
