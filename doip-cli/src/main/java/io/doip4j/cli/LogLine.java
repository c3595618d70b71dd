package io.doip4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One line of the log: {@code 2026-11-23T01:10:39.974Z INFO  DoipServer: text}. Time in UTC, and without a
 * formatter: a local time would read the table of time zones, a formatter its patterns, before a vehicle is ready.
 */
final class LogLine {
    private static final int LONGEST_LEVEL = 5;
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final int HOUR = (int) TimeUnit.HOURS.toMillis(1);
    private static final int MINUTE = (int) TimeUnit.MINUTES.toMillis(1);
    private static final int SECOND = (int) TimeUnit.SECONDS.toMillis(1);

    private LogLine() {}

    /** The line of an event, with its end; the stack of what was thrown follows it. */
    static String of(long epochMillis, Level level, String logger, String text, @Nullable Throwable thrown) {
        StringBuilder line = new StringBuilder();
        line.append(LocalDate.ofEpochDay(Math.floorDiv(epochMillis, DAY))).append('T');
        appendTime(line, (int) Math.floorMod(epochMillis, DAY));
        line.append("Z ")
                .append(level)
                .append(level.toString().length() < LONGEST_LEVEL ? "  " : " ")
                .append(logger, logger.lastIndexOf('.') + 1, logger.length())
                .append(": ")
                .append(text)
                .append(System.lineSeparator());
        if (thrown != null) {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack, true));
            line.append(stack);
        }
        return line.toString();
    }

    private static void appendTime(StringBuilder line, int millis) {
        appendNumber(line, 2, millis / HOUR);
        line.append(':');
        appendNumber(line, 2, millis % HOUR / MINUTE);
        line.append(':');
        appendNumber(line, 2, millis % MINUTE / SECOND);
        line.append('.');
        appendNumber(line, 3, millis % SECOND);
    }

    private static void appendNumber(StringBuilder line, int digits, int number) {
        String text = Integer.toString(number);
        line.append("000", 0, digits - text.length()).append(text);
    }
}
