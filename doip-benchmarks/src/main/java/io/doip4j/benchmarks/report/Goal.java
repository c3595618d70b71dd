package io.doip4j.benchmarks.report;

import java.util.Locale;

/**
 * What a figure should be.
 *
 * @param atMost whether the limit is the greatest or the least value that is good
 * @param limit the limit
 * @param unit after the number, or nothing
 */
record Goal(boolean atMost, double limit, String unit) {
    static Goal atMost(double limit) {
        return new Goal(true, limit, "");
    }

    static Goal atLeast(double limit) {
        return new Goal(false, limit, "");
    }

    Goal in(String newUnit) {
        return new Goal(atMost, limit, newUnit);
    }

    boolean isMetBy(double value) {
        return atMost ? value <= limit : value >= limit;
    }

    /** Numbers with two digits after the point if they are small, like all numbers of a table. */
    static String number(double value) {
        return Math.abs(value) < 100 ? String.format(Locale.ROOT, "%.2f", value) : Long.toString(Math.round(value));
    }

    /** A number without digits that say nothing: {@code 1.3}, {@code 512}. */
    private static String shortNumber(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    @Override
    public String toString() {
        return (atMost ? "≤ " : "≥ ") + shortNumber(limit) + (unit.isEmpty() ? "" : " " + unit);
    }
}
