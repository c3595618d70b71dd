package io.doip4j.uds.services.management;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The groups of diagnostic trouble codes that an ECU accepts as option of ControlDTCSetting (ISO 14229-1, service 0x85),
 * given to it with {@code EcuDefinition.builder(..).setting(..)}. Whichever of them is named, all codes of the ECU are
 * switched: it has one switch.
 *
 * @param groups the groups besides that of all codes, each 0..0xFFFFFE
 */
public record ControlDtcSettingOptions(Set<Integer> groups) {
    private static final int LARGEST_GROUP = 0xFF_FFFE;

    /**
     * Checks the ranges.
     *
     * @param groups the groups besides that of all codes
     * @throws IllegalArgumentException if one is out of range
     */
    public ControlDtcSettingOptions {
        groups = Set.copyOf(groups);
        for (int group : groups) {
            if (group < 0 || group > LARGEST_GROUP) {
                throw new IllegalArgumentException(String.format(
                        "group of diagnostic trouble codes 0x%X is outside 0..0x%X", group, LARGEST_GROUP));
            }
        }
    }

    /**
     * No group but that of all codes.
     *
     * @return the options
     */
    public static ControlDtcSettingOptions standard() {
        return new ControlDtcSettingOptions(Set.of());
    }

    /**
     * These groups and that of all codes.
     *
     * @param groups each 0..0xFFFFFE
     * @return the options
     * @throws IllegalArgumentException if one is out of range
     */
    public static ControlDtcSettingOptions of(int... groups) {
        return new ControlDtcSettingOptions(IntStream.of(groups).boxed().collect(Collectors.toUnmodifiableSet()));
    }
}
