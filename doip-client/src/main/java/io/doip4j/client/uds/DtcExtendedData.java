package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Extended data records of a diagnostic trouble code, such as counters (ISO 14229-1, service 0x19, report 0x06).
 *
 * @param entry the code and its status
 * @param records record number to data, in the order of the answer; empty if none is stored
 */
public record DtcExtendedData(DtcReport.Entry entry, Map<Integer, Bytes> records) {
    /**
     * Copies the map.
     *
     * @param entry the code and its status
     * @param records record number to data
     */
    public DtcExtendedData {
        records = Records.copy(records);
    }

    static DtcExtendedData read(ResponseReader response, Map<Integer, Integer> lengths) {
        response.skip(1);
        DtcReport.Entry entry = DtcReport.Entry.read(response);
        Map<Integer, Bytes> records = new LinkedHashMap<>();
        while (response.hasMore()) {
            int number = response.u8();
            Integer length = lengths.get(number);
            records.put(number, length == null ? response.rest() : response.bytes(length));
        }
        return new DtcExtendedData(entry, records);
    }
}
