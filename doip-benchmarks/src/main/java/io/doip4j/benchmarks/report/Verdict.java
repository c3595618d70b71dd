package io.doip4j.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a figure keeps its limit. A figure that does not is measured again, more often, before anybody is bothered: on a
 * shared machine a neighbour may have been busy.
 *
 * @param limit the limit
 * @param measured all measurements
 */
record Verdict(Limit limit, Spread measured) {
    /** Measures a figure some times. */
    @FunctionalInterface
    interface Measurement {
        List<Double> measure(int times) throws IOException;
    }

    /**
     * Measures and judges.
     *
     * @param first so often at first
     * @param again so often again if the limit is not kept at first
     */
    static Verdict of(Limit limit, Measurement measurement, int first, int again) throws IOException {
        List<Double> all = new ArrayList<>(measurement.measure(first));
        if (!limit.isKeptBy(Spread.of(all))) {
            all.addAll(measurement.measure(again));
        }
        return new Verdict(limit, Spread.of(all));
    }

    boolean passed() {
        return limit.isKeptBy(measured);
    }

    @Override
    public String toString() {
        return (passed() ? "PASS " : "FAIL ") + limit.sentence(measured);
    }
}
