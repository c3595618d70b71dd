package io.doip4j.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;

/**
 * What several measurements of one thing have come to. The median stands for them: on a shared machine single ones lie.
 *
 * @param median the middle one; the mean of the two in the middle if their number is even
 * @param least the least one
 * @param most the greatest one
 * @param count how many there are
 */
record Spread(double median, double least, double most, int count) {
    static Spread of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
