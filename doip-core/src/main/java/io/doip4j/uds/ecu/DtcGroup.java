package io.doip4j.uds.ecu;

import io.doip4j.core.internal.Checks;
import io.doip4j.uds.Dtc;
import java.util.function.Predicate;

/**
 * A group of diagnostic trouble codes that can be cleared at once (ISO 14229-1, service 0x14 and annex D).
 *
 * @param value the number of the group, 0..0xFFFFFE; the group of all codes, 0xFFFFFF, is always there
 * @param members which codes belong to it
 */
public record DtcGroup(int value, Predicate<Dtc> members) {
    private static final int LARGEST = 0xFF_FFFE;

    /**
     * Checks the range.
     *
     * @param value the number of the group
     * @param members which codes belong to it
     * @throws IllegalArgumentException if the number is not 0..0xFFFFFE
     */
    public DtcGroup {
        Checks.range("group of diagnostic trouble codes", value, 0, LARGEST);
    }

    /**
     * A group of consecutive codes.
     *
     * @param value the number of the group, 0..0xFFFFFE
     * @param first its first code, 0..0xFFFFFF
     * @param last its last code, not less than the first
     * @return the group
     * @throws IllegalArgumentException if a number is out of range
     */
    public static DtcGroup range(int value, int first, int last) {
        Checks.range("last code of the group", last, first, LARGEST);
        Dtc from = Dtc.of(first);
        return new DtcGroup(value, dtc -> dtc.compareTo(from) >= 0 && dtc.value() <= last);
    }
}
