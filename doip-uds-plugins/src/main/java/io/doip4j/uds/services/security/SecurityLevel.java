package io.doip4j.uds.services.security;

import io.doip4j.uds.services.internal.Lengths;
import io.doip4j.uds.spi.Sessions;
import java.time.Duration;
import java.util.Objects;

/**
 * The definition of a security level (ISO 14229-1, service 0x27). Immutable.
 *
 * <p>Wrong keys are counted for each level by itself, whoever sends them: success at one level says nothing about another,
 * and must not give new attempts there.
 *
 * @param level sub-function of the request for its seed: odd, 0x01..0x41, 0x5F or 0x61..0x7D
 * @param algorithm makes seeds and checks keys
 * @param sessions where the level can be asked for
 * @param attempts the wrong key with this number is answered with NRC 0x36 and starts the delay, 1 or more
 * @param delay how long no seed is given then, 0 s..365 days
 * @param attemptsAfterDelay how many wrong keys start the delay again after it, 1..attempts
 * @param powerOnDelay how long no seed is given after a start or reset of the ECU, unless the last attempt was a success,
 *     0 s..365 days
 * @param dataRecordLength number of bytes that follow the sub-function of a request for a seed, 0..{@value #MAX_DATA_RECORD}
 */
public record SecurityLevel(
        int level,
        SeedKeyAlgorithm algorithm,
        Sessions sessions,
        int attempts,
        Duration delay,
        int attemptsAfterDelay,
        Duration powerOnDelay,
        int dataRecordLength) {
    /** The longest data record: 4096 bytes. */
    public static final int MAX_DATA_RECORD = 4096;

    private static final int DEFAULT_ATTEMPTS = 3;
    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(10);
    private static final Duration MAX_DELAY = Duration.ofDays(365);
    private static final int LAST_MANUFACTURER_LEVEL = 0x41;
    private static final int END_OF_LIFE_LEVEL = 0x5F;
    private static final int FIRST_SUPPLIER_LEVEL = 0x61;
    private static final int LAST_SUPPLIER_LEVEL = 0x7D;

    /**
     * Checks the ranges.
     *
     * @param level sub-function of the request for its seed
     * @param algorithm makes seeds and checks keys
     * @param sessions where the level can be asked for
     * @param attempts how many wrong keys start the delay
     * @param delay how long no seed is given then
     * @param attemptsAfterDelay how many wrong keys start the delay again after it
     * @param powerOnDelay how long no seed is given after a start or reset
     * @param dataRecordLength number of bytes that follow the sub-function of a request for a seed
     * @throws IllegalArgumentException if something is out of range, or the level is even or reserved
     */
    public SecurityLevel {
        if (!isLevel(level)) {
            throw new IllegalArgumentException(
                    String.format("security level 0x%02X: must be odd and 0x01..0x41, 0x5F or 0x61..0x7D", level));
        }
        Lengths.range("length of the seed", algorithm.seedLength(), 1, SeedKeyAlgorithm.MAX_LENGTH);
        Lengths.range("length of the key", algorithm.keyLength(), 1, SeedKeyAlgorithm.MAX_LENGTH);
        Objects.requireNonNull(sessions, "sessions");
        Lengths.range("number of attempts", attempts, 1, Integer.MAX_VALUE);
        Lengths.range("number of attempts after the delay", attemptsAfterDelay, 1, attempts);
        checkDelay("delay", delay);
        checkDelay("delay after power-on", powerOnDelay);
        Lengths.range("length of the data record", dataRecordLength, 0, MAX_DATA_RECORD);
    }

    /**
     * A level for all sessions but the default one: 3 attempts, 10 s delay, 1 attempt after the delay, no delay after
     * power-on, no data record.
     *
     * @param level sub-function of the request for its seed: odd, 0x01..0x41, 0x5F or 0x61..0x7D
     * @param algorithm makes seeds and checks keys
     * @return the definition
     * @throws IllegalArgumentException if the level is even or reserved
     */
    public static SecurityLevel of(int level, SeedKeyAlgorithm algorithm) {
        return new SecurityLevel(
                level, algorithm, Sessions.nonDefault(), DEFAULT_ATTEMPTS, DEFAULT_DELAY, 1, Duration.ZERO, 0);
    }

    /**
     * The same level in other sessions. The service itself must be available there, too: by default it is in all but the
     * default session.
     *
     * @param where the sessions
     * @return the definition
     */
    public SecurityLevel availableIn(Sessions where) {
        return new SecurityLevel(
                level, algorithm, where, attempts, delay, attemptsAfterDelay, powerOnDelay, dataRecordLength);
    }

    /**
     * The same level with another number of attempts, of which one is left after the delay.
     *
     * @param number the wrong key with this number starts the delay, 1 or more
     * @param then the delay
     * @return the definition
     * @throws IllegalArgumentException if something is out of range
     */
    public SecurityLevel attempts(int number, Duration then) {
        return new SecurityLevel(level, algorithm, sessions, number, then, 1, powerOnDelay, dataRecordLength);
    }

    /**
     * The same level with another number of attempts after the delay.
     *
     * @param number 1..{@link #attempts()}
     * @return the definition
     * @throws IllegalArgumentException if it is out of range
     */
    public SecurityLevel attemptsAfterDelay(int number) {
        return new SecurityLevel(level, algorithm, sessions, attempts, delay, number, powerOnDelay, dataRecordLength);
    }

    /**
     * The same level with a delay after a start or reset of the ECU.
     *
     * @param time the delay, not longer than 365 days
     * @return the definition
     * @throws IllegalArgumentException if it is out of range
     */
    public SecurityLevel powerOnDelay(Duration time) {
        return new SecurityLevel(
                level, algorithm, sessions, attempts, delay, attemptsAfterDelay, time, dataRecordLength);
    }

    /**
     * The same level with a data record in the request for a seed.
     *
     * @param length bytes, 0..{@value #MAX_DATA_RECORD}
     * @return the definition
     * @throws IllegalArgumentException if it is out of range
     */
    public SecurityLevel dataRecord(int length) {
        return new SecurityLevel(level, algorithm, sessions, attempts, delay, attemptsAfterDelay, powerOnDelay, length);
    }

    private static boolean isLevel(int level) {
        boolean inRange = (level >= 1 && level <= LAST_MANUFACTURER_LEVEL)
                || level == END_OF_LIFE_LEVEL
                || (level >= FIRST_SUPPLIER_LEVEL && level <= LAST_SUPPLIER_LEVEL);
        return inRange && level % 2 == 1;
    }

    private static void checkDelay(String what, Duration time) {
        if (time.isNegative() || time.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException(what + " is " + time + ", must be 0 s..365 days");
        }
    }
}
