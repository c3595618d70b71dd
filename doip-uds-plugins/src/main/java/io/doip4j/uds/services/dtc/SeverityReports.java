package io.doip4j.uds.services.dtc;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcStore;
import java.util.List;

/** The sub-functions of ReadDTCInformation that are about severity. */
final class SeverityReports {
    private SeverityReports() {}

    /** Severity mask, status mask. */
    static void numberBySeverityMask(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        int count = matching(parameters.u8(0), parameters.u8(1), dtcs).size();
        response.u8(dtcs.availabilityMask()).u8(dtcs.formatIdentifier()).count(count);
    }

    /** Severity mask, status mask. */
    static void bySeverityMask(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        response.u8(dtcs.availabilityMask());
        matching(parameters.u8(0), parameters.u8(1), dtcs).forEach(found -> write(found, dtcs, response));
    }

    /** Code. */
    static void ofCode(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        DtcDefinition found = ReportParameters.code(parameters, dtcs);
        write(found, dtcs, response.u8(dtcs.availabilityMask()));
    }

    private static void write(DtcDefinition definition, DtcStore dtcs, ReportResponse response) {
        response.u8(severity(definition, dtcs)).u8(definition.functionalUnit()).codeAndStatus(definition, dtcs);
    }

    private static List<DtcDefinition> matching(int severityMask, int statusMask, DtcStore dtcs) {
        return dtcs.all().stream()
                .filter(code -> matches(code, severityMask, statusMask, dtcs))
                .toList();
    }

    /** Whether both masks find a code. */
    static boolean matches(DtcDefinition code, int severityMask, int statusMask, DtcStore dtcs) {
        return (severity(code, dtcs) & severityMask) != 0
                && dtcs.status(code.dtc()).matches(statusMask);
    }

    /** The severity of a code as far as the ECU supports it. */
    static int severity(DtcDefinition definition, DtcStore dtcs) {
        return definition.severity() & dtcs.severityAvailabilityMask();
    }
}
