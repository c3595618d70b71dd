package io.doip4j.uds.services.dtc;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcStore;
import java.util.Collection;

/** The sub-functions of ReadDTCInformation that are about functional groups, as world-wide harmonized OBD needs them. */
final class FunctionalGroupReports {
    private FunctionalGroupReports() {}

    /** Functional group, status mask, severity mask. */
    static void byMasks(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        int group = parameters.u8(0);
        int statusMask = parameters.u8(1);
        int severityMask = parameters.u8(2);
        Collection<DtcDefinition> members = members(group, dtcs);
        response.u8(group)
                .u8(dtcs.availabilityMask())
                .u8(dtcs.severityAvailabilityMask())
                .u8(dtcs.formatIdentifier());
        for (DtcDefinition code : members) {
            if (SeverityReports.matches(code, severityMask, statusMask, dtcs)) {
                response.u8(SeverityReports.severity(code, dtcs)).codeAndStatus(code, dtcs);
            }
        }
    }

    /** Functional group. */
    static void permanent(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        int group = parameters.u8(0);
        Collection<DtcDefinition> members = members(group, dtcs);
        response.u8(group)
                .u8(dtcs.availabilityMask())
                .u8(dtcs.formatIdentifier())
                .codesAndStatus(StatusReports.permanent(members, dtcs), dtcs);
    }

    /** Functional group, readiness group. */
    static void byReadinessGroup(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        int group = parameters.u8(0);
        int readinessGroup = parameters.u8(1);
        Collection<DtcDefinition> members = ReportParameters.codes(
                dtcs,
                code -> code.functionalGroups().contains(group)
                        && code.readinessGroups().contains(readinessGroup));
        response.u8(group)
                .u8(dtcs.availabilityMask())
                .u8(dtcs.formatIdentifier())
                .u8(readinessGroup)
                .codesAndStatus(members, dtcs);
    }

    private static Collection<DtcDefinition> members(int group, DtcStore dtcs) {
        return ReportParameters.codes(dtcs, code -> code.functionalGroups().contains(group));
    }
}
