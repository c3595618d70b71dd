package io.doip4j.client.uds;

import java.time.Duration;

/** Checks of arguments. Each returns what it checked, and otherwise says what is allowed. */
final class Args {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Args() {}

    static int range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(String.format(
                    "%s is %d (0x%X), allowed is %d..%d (0x%X..0x%X)", what, value, value, min, max, min, max));
        }
        return value;
    }

    static int u8(String what, int value) {
        return range(what, value, 0, 0xFF);
    }

    static Duration positive(String what, Duration value) {
        if (value.isZero()) {
            throw new IllegalArgumentException(what + " is zero, must be more");
        }
        return notNegative(what, value);
    }

    static Duration notNegative(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " is " + value + ", must not be negative");
        }
        if (value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " is " + value + ", must not be more than " + LONGEST);
        }
        return value;
    }
}
