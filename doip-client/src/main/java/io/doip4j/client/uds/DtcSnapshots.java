package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.spi.DtcSnapshot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Snapshot records of a diagnostic trouble code, what was measured when its test failed (ISO 14229-1, service 0x19, report 0x04).
 *
 * @param entry the code and its status
 * @param records record number to snapshot, in the order of the answer; empty if none is stored
 */
public record DtcSnapshots(DtcReport.Entry entry, Map<Integer, DtcSnapshot> records) {
    /**
     * Copies the map.
     *
     * @param entry the code and its status
     * @param records record number to snapshot
     */
    public DtcSnapshots {
        records = Records.copy(records);
    }

    static DtcSnapshots read(ResponseReader response, List<Did<?>> known) {
        Map<DataIdentifier, OptionalInt> lengths = new HashMap<>();
        known.forEach(did -> lengths.put(did.id(), did.codec().length()));
        response.skip(1);
        DtcReport.Entry entry = DtcReport.Entry.read(response);
        Map<Integer, DtcSnapshot> records = new LinkedHashMap<>();
        while (response.hasMore()) {
            records.put(response.u8(), snapshot(response, lengths));
        }
        return new DtcSnapshots(entry, records);
    }

    private static DtcSnapshot snapshot(ResponseReader response, Map<DataIdentifier, OptionalInt> lengths) {
        Map<DataIdentifier, Bytes> data = new LinkedHashMap<>();
        for (int left = response.u8(); left > 0; left--) {
            DataIdentifier id = DataIdentifier.of(response.u16());
            OptionalInt length = lengths.getOrDefault(id, OptionalInt.empty());
            if (length.isEmpty() && left > 1) {
                throw response.malformed("has data identifier " + id + " of unknown length: name it in the call", null);
            }
            data.put(id, length.isPresent() ? response.bytes(length.getAsInt()) : response.rest());
        }
        return new DtcSnapshot(data);
    }
}
