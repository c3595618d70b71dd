package io.doip4j.uds.services.management;

import java.util.function.Consumer;

/**
 * Says that an ECU can be told to shut down rapidly when its power goes (ISO 14229-1, service 0x11, sub-functions 0x04 and
 * 0x05). Given to it with {@code EcuDefinition.builder(..).setting(..)}; without it the sub-functions do not exist.
 *
 * @param powerDownTime how long the ECU stays powered down at least: 0..0xFE seconds, or {@link #UNKNOWN_TIME}
 * @param onSwitch told true when the tester has enabled it, false when it has disabled it, once the response has left; called
 *     on the event loop, must return at once
 */
public record RapidPowerShutdown(int powerDownTime, Consumer<Boolean> onSwitch) {
    /** The time that means that it is not known: 0xFF. */
    public static final int UNKNOWN_TIME = 0xFF;

    /**
     * Checks the time.
     *
     * @param powerDownTime how long the ECU stays powered down at least
     * @param onSwitch told what a tester wants
     * @throws IllegalArgumentException if the time does not fit into one byte
     */
    public RapidPowerShutdown {
        if (powerDownTime < 0 || powerDownTime > UNKNOWN_TIME) {
            throw new IllegalArgumentException(
                    "power down time is " + powerDownTime + ", must be 0..254 seconds, or 255 if it is not known");
        }
    }

    /**
     * A power down time, and nobody to tell.
     *
     * @param powerDownTime how long the ECU stays powered down at least: 0..0xFE seconds, or {@link #UNKNOWN_TIME}
     * @return the setting
     * @throws IllegalArgumentException if the time does not fit into one byte
     */
    public static RapidPowerShutdown of(int powerDownTime) {
        return new RapidPowerShutdown(powerDownTime, enabled -> {});
    }
}
