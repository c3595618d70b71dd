package io.doip4j.uds.services.dtc;

import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcStore;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The sub-functions of ReadDTCInformation. */
final class Reports {
    /** Sub-function, 0..0x7F, to what it is; in ascending order. */
    static final Map<Integer, Report> ALL = all();

    private Reports() {}

    private static Map<Integer, Report> all() {
        Map<Integer, Report> reports = new TreeMap<>();
        addOfPrimaryMemory(reports);
        addOfOtherMemories(reports);
        addOfEmissions(reports);
        return Collections.unmodifiableMap(reports);
    }

    private static void addOfPrimaryMemory(Map<Integer, Report> reports) {
        Predicate<DtcStore> nothing = dtcs -> true;
        add(reports, 0x01, 1, nothing, StatusReports::numberByStatusMask);
        add(reports, 0x02, 1, nothing, StatusReports::byStatusMask);
        add(reports, 0x03, 0, nothing, SnapshotReports::identification);
        add(reports, 0x04, 4, nothing, SnapshotReports::ofCode);
        add(reports, 0x05, 1, nothing, SnapshotReports::byRecordNumber);
        add(reports, 0x06, 4, nothing, ExtendedDataReports::ofCode);
        add(reports, 0x07, 2, nothing, SeverityReports::numberBySeverityMask);
        add(reports, 0x08, 2, nothing, SeverityReports::bySeverityMask);
        add(reports, 0x09, 3, nothing, SeverityReports::ofCode);
        add(reports, 0x0A, 0, nothing, StatusReports::supported);
        add(reports, 0x0B, 0, nothing, StatusReports::firstTestFailed);
        add(reports, 0x0C, 0, nothing, StatusReports::firstConfirmed);
        add(reports, 0x0D, 0, nothing, StatusReports::mostRecentTestFailed);
        add(reports, 0x0E, 0, nothing, StatusReports::mostRecentConfirmed);
        add(reports, 0x14, 0, nothing, StatusReports::faultDetectionCounters);
        add(reports, 0x16, 1, nothing, ExtendedDataReports::byRecordNumber);
        add(reports, 0x1A, 1, nothing, ExtendedDataReports::supportingRecordNumber);
    }

    private static void addOfOtherMemories(Map<Integer, Report> reports) {
        Predicate<DtcStore> mirror = dtcs -> dtcs.mirror().isPresent();
        add(reports, 0x0F, 1, mirror, StatusReports::mirrorByStatusMask);
        add(reports, 0x10, 4, mirror, ExtendedDataReports::ofCodeInMirror);
        add(reports, 0x11, 1, mirror, StatusReports::mirrorNumberByStatusMask);
        Predicate<DtcStore> userMemory = dtcs -> !dtcs.userMemories().isEmpty();
        add(reports, 0x17, 2, userMemory, StatusReports::userMemoryByStatusMask);
        add(reports, 0x18, 5, userMemory, SnapshotReports::ofCodeInUserMemory);
        add(reports, 0x19, 5, userMemory, ExtendedDataReports::ofCodeInUserMemory);
    }

    private static void addOfEmissions(Map<Integer, Report> reports) {
        Predicate<DtcStore> emissions = aCode(code -> code.functionalGroups().contains(DtcDefinition.EMISSIONS_GROUP));
        add(reports, 0x12, 1, emissions, StatusReports::emissionsNumberByStatusMask);
        add(reports, 0x13, 1, emissions, StatusReports::emissionsByStatusMask);
        add(reports, 0x15, 0, aCode(DtcDefinition::permanent), StatusReports::permanent);
        Predicate<DtcDefinition> grouped = code -> !code.functionalGroups().isEmpty();
        Predicate<DtcDefinition> ready = code -> !code.readinessGroups().isEmpty();
        add(reports, 0x42, 3, aCode(grouped), FunctionalGroupReports::byMasks);
        add(reports, 0x55, 1, aCode(grouped.and(DtcDefinition::permanent)), FunctionalGroupReports::permanent);
        add(reports, 0x56, 2, aCode(grouped.and(ready)), FunctionalGroupReports::byReadinessGroup);
    }

    private static Predicate<DtcStore> aCode(Predicate<DtcDefinition> condition) {
        return dtcs -> dtcs.all().stream().anyMatch(condition);
    }

    private static void add(
            Map<Integer, Report> reports,
            int subFunction,
            int parameterLength,
            Predicate<DtcStore> needs,
            Report.Content content) {
        reports.put(subFunction, new Report(parameterLength, needs, content));
    }
}
