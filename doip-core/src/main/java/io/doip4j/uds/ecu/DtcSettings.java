package io.doip4j.uds.ecu;

import io.doip4j.core.internal.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * What all diagnostic trouble codes of an ECU have in common (ISO 14229-1, service 0x19 and annex D).
 *
 * @param availabilityMask the status bits that the ECU supports, 0..0xFF
 * @param formatIdentifier DTC format identifier, 0..0xFF
 * @param groups the groups that can be cleared, apart from that of all codes; a group goes before a code with its number
 */
public record DtcSettings(int availabilityMask, int formatIdentifier, List<DtcGroup> groups) {
    private static final int ALL_BUT_WARNING_INDICATOR = 0x7F;
    private static final int ISO_14229_1 = 0x01;

    /**
     * Checks the ranges.
     *
     * @param availabilityMask the status bits that the ECU supports
     * @param formatIdentifier DTC format identifier
     * @param groups the groups that can be cleared
     * @throws IllegalArgumentException if a byte is out of range
     */
    public DtcSettings {
        Checks.u8("status availability mask", availabilityMask);
        Checks.u8("DTC format identifier", formatIdentifier);
        groups = List.copyOf(groups);
    }

    /**
     * All status bits but warningIndicatorRequested, format ISO 14229-1 (0x01), no group.
     *
     * @return the settings
     */
    public static DtcSettings standard() {
        return new DtcSettings(ALL_BUT_WARNING_INDICATOR, ISO_14229_1, List.of());
    }

    /**
     * The same settings with other status bits.
     *
     * @param mask the status bits that the ECU supports, 0..0xFF
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public DtcSettings availabilityMask(int mask) {
        return new DtcSettings(mask, formatIdentifier, groups);
    }

    /**
     * The same settings with another format.
     *
     * @param identifier DTC format identifier, 0..0xFF
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public DtcSettings formatIdentifier(int identifier) {
        return new DtcSettings(availabilityMask, identifier, groups);
    }

    /**
     * The same settings with one more group.
     *
     * @param group the group
     * @return the settings
     */
    public DtcSettings group(DtcGroup group) {
        List<DtcGroup> more = new ArrayList<>(groups);
        more.add(group);
        return new DtcSettings(availabilityMask, formatIdentifier, more);
    }
}
