package io.doip4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows of a report, as Markdown. */
final class Table {
    private static final String HEAD =
            "| What | goal | median | least .. most | runs | met |\n|---|---|---|---|---|---|\n";

    private final List<String> rows = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** A figure with its goal, or without one. */
    void row(String what, @Nullable Goal goal, Spread measured) {
        String unit = goal == null || goal.unit().isEmpty() ? "" : " " + goal.unit();
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %s | %s%s | %s .. %s | %d | %s |",
                what,
                goal == null ? "" : goal,
                Goal.number(measured.median()),
                unit,
                Goal.number(measured.least()),
                Goal.number(measured.most()),
                measured.count(),
                met(goal, measured)));
    }

    private static String met(@Nullable Goal goal, Spread measured) {
        if (goal == null) {
            return "";
        }
        return goal.isMetBy(measured.median()) ? "yes" : "no";
    }

    /** A figure that was not measured. */
    void skipped(String what, @Nullable Goal goal, String why) {
        rows.add("| " + what + " | " + (goal == null ? "" : goal) + " | - | - | 0 | skipped |");
        remark(what + ": " + why);
    }

    /** A sentence below the table. */
    void remark(String sentence) {
        remarks.add(sentence);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HEAD);
        rows.forEach(row -> text.append(row).append('\n'));
        if (!remarks.isEmpty()) {
            text.append('\n');
        }
        remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
        return text.toString();
    }
}
