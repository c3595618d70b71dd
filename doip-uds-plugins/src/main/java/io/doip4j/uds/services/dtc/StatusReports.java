package io.doip4j.uds.services.dtc;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcMemory;
import io.doip4j.uds.spi.DtcStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The sub-functions of ReadDTCInformation that report codes with nothing but their status, or how many there are. */
final class StatusReports {
    private static final int FIRST_PREFAILED_COUNTER = 0x01;
    private static final int LAST_PREFAILED_COUNTER = 0x7E;

    private StatusReports() {}

    static void numberByStatusMask(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        number(dtcs.matching(parameters.u8(0)), dtcs, response);
    }

    static void byStatusMask(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        list(dtcs.matching(parameters.u8(0)), dtcs, dtcs, response);
    }

    static void mirrorNumberByStatusMask(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        number(ReportParameters.mirror(dtcs).matching(parameters.u8(0)), dtcs, response);
    }

    static void mirrorByStatusMask(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        DtcMemory mirror = ReportParameters.mirror(dtcs);
        list(mirror.matching(parameters.u8(0)), mirror, dtcs, response);
    }

    static void emissionsNumberByStatusMask(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        number(emissions(dtcs.matching(parameters.u8(0))), dtcs, response);
    }

    static void emissionsByStatusMask(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        list(emissions(dtcs.matching(parameters.u8(0))), dtcs, dtcs, response);
    }

    /** Status mask, memory selection. */
    static void userMemoryByStatusMask(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        int selection = parameters.u8(1);
        DtcMemory memory = ReportParameters.userMemory(selection, dtcs);
        response.u8(selection);
        list(memory.matching(parameters.u8(0)), memory, dtcs, response);
    }

    static void supported(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        list(dtcs.all(), dtcs, dtcs, response);
    }

    static void permanent(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        list(permanent(dtcs.all(), dtcs), dtcs, dtcs, response);
    }

    static void firstTestFailed(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        atMostOne(dtcs.firstTestFailed(), dtcs, response);
    }

    static void firstConfirmed(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        atMostOne(dtcs.firstConfirmed(), dtcs, response);
    }

    static void mostRecentTestFailed(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        atMostOne(dtcs.mostRecentTestFailed(), dtcs, response);
    }

    static void mostRecentConfirmed(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        atMostOne(dtcs.mostRecentConfirmed(), dtcs, response);
    }

    /** The codes that are on the way to fail. */
    static void faultDetectionCounters(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        for (DtcDefinition definition : dtcs.all()) {
            int counter = dtcs.faultDetectionCounter(definition.dtc());
            if (counter >= FIRST_PREFAILED_COUNTER && counter <= LAST_PREFAILED_COUNTER) {
                response.code(definition.dtc()).u8(counter);
            }
        }
    }

    static List<DtcDefinition> permanent(Collection<DtcDefinition> definitions, DtcStore dtcs) {
        return definitions.stream()
                .filter(definition -> dtcs.isPermanent(definition.dtc()))
                .toList();
    }

    private static List<DtcDefinition> emissions(Collection<DtcDefinition> definitions) {
        return definitions.stream()
                .filter(definition -> definition.functionalGroups().contains(DtcDefinition.EMISSIONS_GROUP))
                .toList();
    }

    private static void atMostOne(Optional<Dtc> found, DtcStore dtcs, ReportResponse response) {
        list(found.map(dtcs::find).map(List::of).orElse(List.of()), dtcs, dtcs, response);
    }

    private static void number(Collection<DtcDefinition> found, DtcStore dtcs, ReportResponse response) {
        response.u8(dtcs.availabilityMask()).u8(dtcs.formatIdentifier()).count(found.size());
    }

    private static void list(
            Collection<DtcDefinition> found, DtcMemory memory, DtcStore dtcs, ReportResponse response) {
        response.u8(dtcs.availabilityMask()).codesAndStatus(found, memory);
    }
}
