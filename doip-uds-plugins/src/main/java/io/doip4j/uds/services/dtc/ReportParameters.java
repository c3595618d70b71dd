package io.doip4j.uds.services.dtc;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcMemory;
import io.doip4j.uds.spi.DtcStore;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the parameters of ReadDTCInformation name. What the ECU does not have ends in NRC 0x31. */
final class ReportParameters {
    /** Bytes of a code. */
    static final int CODE_LENGTH = 3;

    private static final int ALL_RECORDS = 0xFF;
    private static final int ALL_OBD_RECORDS = 0xFE;
    private static final int FIRST_OBD_RECORD = 0x90;
    private static final int LAST_OBD_RECORD = 0x9F;

    private ReportParameters() {}

    /** The code in the first three bytes. */
    static DtcDefinition code(Bytes parameters, DtcMemory memory) {
        return known(memory.find(Dtc.of((int) parameters.unsigned(0, CODE_LENGTH))));
    }

    static DtcMemory mirror(DtcStore dtcs) {
        return dtcs.mirror().orElseThrow(ReportParameters::outOfRange);
    }

    static DtcMemory userMemory(int selection, DtcStore dtcs) {
        return known(dtcs.userMemories().get(selection));
    }

    /** The snapshot records that a number stands for. */
    static IntPredicate snapshots(int number, DtcMemory memory) {
        return number == ALL_RECORDS
                ? any -> true
                : supported(number, memory, definition -> definition.snapshots().keySet());
    }

    /** The extended data records that a number stands for. */
    static IntPredicate extendedData(int number, DtcMemory memory) {
        return switch (number) {
            case ALL_RECORDS -> any -> true;
            case ALL_OBD_RECORDS -> record -> record >= FIRST_OBD_RECORD && record <= LAST_OBD_RECORD;
            default ->
                supported(
                        number, memory, definition -> definition.extendedData().keySet());
        };
    }

    private static IntPredicate supported(int number, DtcMemory memory, Function<DtcDefinition, Set<Integer>> numbers) {
        codes(memory, definition -> numbers.apply(definition).contains(number));
        return record -> record == number;
    }

    /** The codes of a memory that a condition finds, which are not none. */
    static Collection<DtcDefinition> codes(DtcMemory memory, Predicate<DtcDefinition> condition) {
        Collection<DtcDefinition> found =
                memory.all().stream().filter(condition).toList();
        if (found.isEmpty()) {
            throw outOfRange();
        }
        return found;
    }

    private static <T> T known(@Nullable T found) {
        if (found == null) {
            throw outOfRange();
        }
        return found;
    }

    private static NegativeResponseException outOfRange() {
        return new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
    }
}
