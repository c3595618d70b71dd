package com.example.starter;

import io.doip4j.uds.spi.EcuContext;

/**
 * What differs from ECU to ECU. The definition of an ECU has it: {@code builder.setting(new StarterSettings(20))}.
 *
 * @param longestTime how long a tester may let the starter turn, in 0.1 s, 0..255; 0 for an ECU without starter
 */
public record StarterSettings(int longestTime) {
    private static final StarterSettings STANDARD = new StarterSettings(50);
    private static final int LARGEST_TIME = 0xFF;

    /** Checks the range: what is wrong here should end the start of the server, not a request. */
    public StarterSettings {
        if (longestTime < 0 || longestTime > LARGEST_TIME) {
            throw new IllegalArgumentException(
                    "longest time is " + longestTime + ", allowed is 0..255 tenths of a second");
        }
    }

    static StarterSettings of(EcuContext ecu) {
        return ecu.setting(StarterSettings.class).orElse(STANDARD);
    }
}
