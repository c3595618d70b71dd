package io.doip4j.benchmarks.report;

import java.util.Locale;
import java.util.Properties;

/**
 * How bad a figure may become.
 *
 * @param name of the figure
 * @param value what it was when it was stated
 * @param margin how much more is noise and nothing else
 */
record Limit(String name, double value, double margin) {
    static Limit of(Properties stated, String name) {
        return new Limit(name, number(stated, name + ".value"), number(stated, name + ".margin"));
    }

    private static double number(Properties stated, String key) {
        String text = stated.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException(key + " is missing in the file of limits");
        }
        try {
            double number = Double.parseDouble(text.strip());
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is \"" + text + "\", which is no number", e);
        }
        throw new IllegalArgumentException(key + " is " + text + ", must be 0 or more");
    }

    double allowed() {
        return value + margin;
    }

    boolean isKeptBy(Spread measured) {
        return measured.median() <= allowed();
    }

    /** What was found, in a sentence. */
    String sentence(Spread measured) {
        return String.format(
                Locale.ROOT,
                "%s is %s, allowed is %s (stated %s, margin %s); %s .. %s in %d measurements",
                name,
                Goal.number(measured.median()),
                Goal.number(allowed()),
                Goal.number(value),
                Goal.number(margin),
                Goal.number(measured.least()),
                Goal.number(measured.most()),
                measured.count());
    }
}
