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
final class DtcSnapshotReports {
    private static final int LARGEST_COUNT = 0xFF;
    /** Says nothing about how many data identifiers follow. */
    private static final int UNDEFINED_COUNT = 0;

    private DtcSnapshotReports() {}

    private record Stored(DtcDefinition code, DtcSnapshot snapshot) {}

    /** Every stored record by code and number. */
    static void identification(Bytes parameters, DtcStore dtcs, DtcResponse response) {
        for (DtcDefinition code : dtcs.all()) {
            for (int number : dtcs.snapshots(code.dtc()).keySet()) {
                response.code(code.dtc()).u8(number);
            }
        }
    }

    /** Code, record number. */
    static void ofCode(Bytes parameters, DtcStore dtcs, DtcResponse response) {
        write(parameters, dtcs, response);
    }

    /** Code, record number, memory selection. */
    static void ofCodeInUserMemory(Bytes parameters, DtcStore dtcs, DtcResponse response) {
        int selection = parameters.u8(DtcParameters.CODE_LENGTH + 1);
        write(parameters, DtcParameters.userMemory(selection, dtcs), response.u8(selection));
    }

    private static void write(Bytes parameters, DtcMemory memory, DtcResponse response) {
        DtcDefinition code = DtcParameters.code(parameters, memory);
        IntPredicate wanted = DtcParameters.snapshots(parameters.u8(DtcParameters.CODE_LENGTH), memory);
        response.codeAndStatus(code, memory);
        memory.snapshots(code.dtc()).forEach((number, snapshot) -> {
            if (wanted.test(number)) {
                write(snapshot, response.u8(number));
            }
        });
    }

    /** Record number. If nothing is stored under it, the number alone is the answer. */
    static void byRecordNumber(Bytes parameters, DtcStore dtcs, DtcResponse response) {
        int wanted = parameters.u8(0);
        Map<Integer, List<Stored>> found = stored(dtcs, DtcParameters.snapshots(wanted, dtcs));
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

    private static void write(DtcSnapshot snapshot, DtcResponse response) {
        int count = snapshot.data().size();
        response.u8(count <= LARGEST_COUNT ? count : UNDEFINED_COUNT);
        snapshot.data().forEach((id, data) -> response.u16(id.value()).bytes(data));
    }
}
