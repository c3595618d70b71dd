package io.doip4j.uds.services;

/** Range checks of settings. */
final class Lengths {
    private Lengths() {}

    static int range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " is " + value + ", must be " + min + ".." + max);
        }
        return value;
    }
}
