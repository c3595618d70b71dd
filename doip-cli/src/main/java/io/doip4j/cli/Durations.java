package io.doip4j.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times: {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h}, a plain number are milliseconds. */
final class Durations {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,10})(ms|s|m|h)?");
    private static final Duration LONGEST = Duration.ofDays(365);

    private Durations() {}

    /** A time that may be zero. */
    static Duration interval(String text) {
        return time(text, Duration.ZERO);
    }

    /** A time after which something ends. */
    static Duration timeout(String text) {
        return time(text, Duration.ofMillis(1));
    }

    private static Duration time(String text, Duration shortest) {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            Duration value = of(Long.parseLong(time.group(1)), time.group(2) == null ? "ms" : time.group(2));
            if (value.compareTo(shortest) >= 0 && value.compareTo(LONGEST) <= 0) {
                return value;
            }
        }
        throw new WrongArgument("must be a time from " + shortest.toMillis()
                + "ms to 365 days, such as 500ms, 2s, 5m or 1h (without unit: milliseconds)");
    }

    private static Duration of(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMillis(number);
        };
    }
}
