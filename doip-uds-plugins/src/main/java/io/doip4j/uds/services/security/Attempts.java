package io.doip4j.uds.services.security;

/**
 * What an ECU remembers about the keys of one security level. Times are those of the ECU's clock, in nanoseconds.
 *
 * @param succeeded whether the last key was right
 * @param failed wrong keys in a row
 * @param delayEnd until then no seed is given
 */
record Attempts(boolean succeeded, int failed, long delayEnd) {
    /** There was no key yet. That is no success: a delay after power-on applies. */
    static Attempts unknown(long now) {
        return new Attempts(false, 0, now);
    }

    static Attempts succeeded(long now) {
        return new Attempts(true, 0, now);
    }

    boolean mustWait(long now) {
        return now - delayEnd < 0;
    }

    /** Whether one more wrong key starts the delay. */
    boolean isLast(SecurityLevel level, long now) {
        return failedAt(level, now) + 1 >= level.attempts();
    }

    Attempts afterWrongKey(SecurityLevel level, long now) {
        long delay = isLast(level, now) ? level.delay().toNanos() : 0;
        return new Attempts(false, failedAt(level, now) + 1, now + delay);
    }

    /** After a start or reset of the ECU. A delay that is running does not become shorter by it. */
    Attempts afterPowerOn(SecurityLevel level, long now) {
        if (succeeded || level.powerOnDelay().isZero()) {
            return this;
        }
        long remaining = Math.max(delayEnd - now, level.powerOnDelay().toNanos());
        return new Attempts(false, failedAt(level, now), now + remaining);
    }

    /** The delay that wrong keys have started leaves some attempts when it is over. */
    private int failedAt(SecurityLevel level, long now) {
        boolean isOver = failed >= level.attempts() && !mustWait(now);
        return isOver ? level.attempts() - level.attemptsAfterDelay() : failed;
    }
}
