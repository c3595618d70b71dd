package com.example.doip;

import io.doip4j.core.Bytes;
import java.util.Arrays;

/**
 * The seats of one ECU. It knows nothing of diagnostics, so it can be tested without. No locks are needed: the services of
 * an ECU are never called by two threads at once.
 */
final class SeatHeating {
    static final int SEATS = 4;
    static final int HIGHEST_LEVEL = 3;

    private final int[] levels = new int[SEATS];

    int level(int seat) {
        return levels[seat];
    }

    void level(int seat, int level) {
        levels[seat] = level;
    }

    void switchOff() {
        Arrays.fill(levels, 0);
    }

    Bytes levels() {
        return Bytes.of(levels);
    }
}
