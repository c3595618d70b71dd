package io.doip4j.uds.ecu;

import io.doip4j.core.internal.Checks;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What all diagnostic trouble codes of an ECU have in common (ISO 14229-1, service 0x19 and annex D).
 *
 * @param availabilityMask the status bits that the ECU supports, 0..0xFF
 * @param severityAvailabilityMask the severity bits that the ECU supports, 0..0xFF
 * @param formatIdentifier DTC format identifier, 0..0xFF
 * @param groups the groups that can be cleared, apart from that of all codes and from the functional groups of the codes; a
 *     group goes before a code with its number
 * @param mirrorMemory whether the ECU has a mirror of its primary memory
 * @param resetEndsOperationCycle whether an operation cycle ends with a hard reset, and with a key off/on reset
 */
public record DtcSettings(
        int availabilityMask,
        int severityAvailabilityMask,
        int formatIdentifier,
        List<DtcGroup> groups,
        boolean mirrorMemory,
        boolean resetEndsOperationCycle) {
    private static final int ALL_BUT_WARNING_INDICATOR = 0x7F;
    private static final int ALL_SEVERITY_BITS = 0xFF;
    private static final int ISO_14229_1 = 0x01;
    private static final int ALL_CODES = 0xFF_FFFF;
    /** A functional group can be cleared by this number plus its own. */
    private static final int FUNCTIONAL_GROUPS = 0xFF_FF00;

    /**
     * Checks the ranges.
     *
     * @param availabilityMask the status bits that the ECU supports
     * @param severityAvailabilityMask the severity bits that the ECU supports
     * @param formatIdentifier DTC format identifier
     * @param groups the groups that can be cleared
     * @param mirrorMemory whether the ECU has a mirror of its primary memory
     * @param resetEndsOperationCycle whether an operation cycle ends with a hard or key off/on reset
     * @throws IllegalArgumentException if a byte is out of range
     */
    public DtcSettings {
        Checks.u8("status availability mask", availabilityMask);
        Checks.u8("severity availability mask", severityAvailabilityMask);
        Checks.u8("DTC format identifier", formatIdentifier);
        groups = List.copyOf(groups);
    }

    /**
     * All status bits but warningIndicatorRequested, all severity bits, format ISO 14229-1 (0x01), no group, no mirror; no
     * reset ends an operation cycle.
     *
     * @return the settings
     */
    public static DtcSettings standard() {
        return new DtcSettings(ALL_BUT_WARNING_INDICATOR, ALL_SEVERITY_BITS, ISO_14229_1, List.of(), false, false);
    }

    /**
     * The same settings with other status bits.
     *
     * @param mask the status bits that the ECU supports, 0..0xFF
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public DtcSettings availabilityMask(int mask) {
        return new DtcSettings(
                mask, severityAvailabilityMask, formatIdentifier, groups, mirrorMemory, resetEndsOperationCycle);
    }

    /**
     * The same settings with other severity bits.
     *
     * @param mask the severity bits that the ECU supports, 0..0xFF
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public DtcSettings severityAvailabilityMask(int mask) {
        return new DtcSettings(availabilityMask, mask, formatIdentifier, groups, mirrorMemory, resetEndsOperationCycle);
    }

    /**
     * The same settings with another format.
     *
     * @param identifier DTC format identifier, 0..0xFF
     * @return the settings
     * @throws IllegalArgumentException if it is out of range
     */
    public DtcSettings formatIdentifier(int identifier) {
        return new DtcSettings(
                availabilityMask, severityAvailabilityMask, identifier, groups, mirrorMemory, resetEndsOperationCycle);
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
        return new DtcSettings(
                availabilityMask,
                severityAvailabilityMask,
                formatIdentifier,
                more,
                mirrorMemory,
                resetEndsOperationCycle);
    }

    /**
     * The same settings with or without a mirror of the primary memory.
     *
     * @param has whether the ECU has one
     * @return the settings
     */
    public DtcSettings mirrorMemory(boolean has) {
        return new DtcSettings(
                availabilityMask, severityAvailabilityMask, formatIdentifier, groups, has, resetEndsOperationCycle);
    }

    /**
     * The same settings, with resets that end an operation cycle or do not. A soft reset never does.
     *
     * @param ends whether an operation cycle ends with a hard reset, and with a key off/on reset
     * @return the settings
     */
    public DtcSettings resetEndsOperationCycle(boolean ends) {
        return new DtcSettings(
                availabilityMask, severityAvailabilityMask, formatIdentifier, groups, mirrorMemory, ends);
    }

    /** Which codes of a memory belong to a group that can be cleared; null if there is no such group. */
    @Nullable
    Predicate<DtcDefinition> members(int group, DtcMemory memory) {
        if (group == ALL_CODES) {
            return code -> true;
        }
        for (DtcGroup known : groups) {
            if (known.value() == group) {
                return code -> known.members().test(code.dtc());
            }
        }
        Predicate<DtcDefinition> functional = code -> code.functionalGroups().contains(group - FUNCTIONAL_GROUPS);
        if (memory.all().stream().anyMatch(functional)) {
            return functional;
        }
        Dtc single = Dtc.of(group);
        return memory.find(single) == null ? null : code -> code.dtc().equals(single);
    }
}
