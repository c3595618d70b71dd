package io.doip4j.uds.services.dtc;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcMemory;
import io.doip4j.uds.spi.DtcSnapshot;
import io.doip4j.uds.spi.DtcStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The sub-functions of ReadDTCInformation that report snapshots. */
final class SnapshotReports {
    private static final int LARGEST_COUNT = 0xFF;
    /** Says nothing about how many data identifiers follow. */
    private static final int UNDEFINED_COUNT = 0;

    private SnapshotReports() {}

    private record Stored(DtcDefinition code, DtcSnapshot snapshot) {}

    /** Every stored record by code and number. */
    static void identification(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        for (DtcDefinition code : dtcs.all()) {
            for (int number : dtcs.snapshots(code.dtc()).keySet()) {
                response.code(code.dtc()).u8(number);
            }
        }
    }

    /** Code, record number. */
    static void ofCode(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        write(parameters, dtcs, response);
    }

    /** Code, record number, memory selection. */
    static void ofCodeInUserMemory(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        int selection = parameters.u8(ReportParameters.CODE_LENGTH + 1);
        write(parameters, ReportParameters.userMemory(selection, dtcs), response.u8(selection));
    }

    private static void write(Bytes parameters, DtcMemory memory, ReportResponse response) {
        DtcDefinition code = ReportParameters.code(parameters, memory);
        IntPredicate wanted = ReportParameters.snapshots(parameters.u8(ReportParameters.CODE_LENGTH), memory);
        response.codeAndStatus(code, memory);
        memory.snapshots(code.dtc()).forEach((number, snapshot) -> {
            if (wanted.test(number)) {
                write(snapshot, response.u8(number));
            }
        });
    }

    /** Record number. If nothing is stored under it, the number alone is the answer. */
    static void byRecordNumber(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        int wanted = parameters.u8(0);
        Map<Integer, List<Stored>> found = stored(dtcs, ReportParameters.snapshots(wanted, dtcs));
        if (found.isEmpty()) {
            response.u8(wanted);
        }
        found.forEach((number, records) -> records.forEach(
                stored -> write(stored.snapshot, response.u8(number).codeAndStatus(stored.code, dtcs))));
    }

    private static Map<Integer, List<Stored>> stored(DtcStore dtcs, IntPredicate wanted) {
        Map<Integer, List<Stored>> found = new TreeMap<>();
        for (DtcDefinition code : dtcs.all()) {
            dtcs.snapshots(code.dtc()).forEach((number, snapshot) -> {
                if (wanted.test(number)) {
                    found.computeIfAbsent(number, none -> new ArrayList<>()).add(new Stored(code, snapshot));
                }
            });
        }
        return found;
    }

    private static void write(DtcSnapshot snapshot, ReportResponse response) {
        int count = snapshot.data().size();
        response.u8(count <= LARGEST_COUNT ? count : UNDEFINED_COUNT);
        snapshot.data().forEach((id, data) -> response.u16(id.value()).bytes(data));
    }
}
