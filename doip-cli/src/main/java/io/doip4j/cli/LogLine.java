package io.doip4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One line of the log: {@code 2026-11-23T01:10:39.974Z INFO  DoipServer: text}. The time in UTC and by hand: java.time would
 * read its rules and patterns, and a local time the table of time zones, before a vehicle is ready.
 */
final class LogLine {
    private static final int LONGEST_LEVEL = 5;
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final int HOUR = (int) TimeUnit.HOURS.toMillis(1);
    private static final int MINUTE = (int) TimeUnit.MINUTES.toMillis(1);
    private static final int SECOND = (int) TimeUnit.SECONDS.toMillis(1);
    private static final int FIRST_YEAR = 1970;

    private LogLine() {}

    /** The line of an event, with its end; the stack of what was thrown follows it. */
    static String of(long epochMillis, Level level, String logger, String text, @Nullable Throwable thrown) {
        StringBuilder line = new StringBuilder();
        appendDate(line, Math.floorDiv(epochMillis, DAY));
        line.append('T');
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

    private static void appendDate(StringBuilder line, long daysSince1970) {
        int year = FIRST_YEAR;
        long day = daysSince1970;
        while (day < 0) {
            year--;
            day += daysOf(year);
        }
        while (day >= daysOf(year)) {
            day -= daysOf(year);
            year++;
        }
        int month = 1;
        while (day >= daysOf(month, year)) {
            day -= daysOf(month, year);
            month++;
        }
        appendNumber(line, 4, year);
        line.append('-');
        appendNumber(line, 2, month);
        line.append('-');
        appendNumber(line, 2, (int) day + 1);
    }

    private static int daysOf(int year) {
        return isLeapYear(year) ? 366 : 365;
    }

    private static int daysOf(int month, int year) {
        return switch (month) {
            case 2 -> isLeapYear(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static boolean isLeapYear(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
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
