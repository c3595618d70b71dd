package io.doip4j.uds.services.internal;

/** Range checks of settings. */
public final class Lengths {
    private Lengths() {}

    public static int range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " is " + value + ", must be " + min + ".." + max);
        }
        return value;
    }
}
