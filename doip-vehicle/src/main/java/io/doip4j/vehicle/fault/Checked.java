package io.doip4j.vehicle.fault;

import io.doip4j.core.Bytes;
import java.time.Duration;

/** Checks what faults are made with. */
final class Checked {
    private Checked() {}

    static int range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " is " + value + ", must be " + min + ".." + max);
        }
        return value;
    }

    static int u8(String what, int value) {
        return range(what, value, 0, 0xFF);
    }

    static int u16(String what, int value) {
        return range(what, value, 0, 0xFFFF);
    }

    static int atLeast(String what, int value, int min) {
        return range(what, value, min, Integer.MAX_VALUE);
    }

    static Duration notNegative(String what, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(what + " is " + time + ", must not be negative");
        }
        return time;
    }

    static Bytes notEmpty(String what, Bytes bytes) {
        if (bytes.isEmpty()) {
            throw new IllegalArgumentException(what + " are none, must be one byte or more");
        }
        return bytes;
    }

    /** A number as codes and addresses are written. */
    static String hex(int value) {
        return String.format(value > 0xFF ? "0x%04X" : "0x%02X", value);
    }
}
