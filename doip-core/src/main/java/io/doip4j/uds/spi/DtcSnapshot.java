package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A snapshot record of a diagnostic trouble code, also called freeze frame (ISO 14229-1, service 0x19): some data as they
 * were when the test failed.
 *
 * @param data data identifier to data, in the order in which they are reported
 */
public record DtcSnapshot(Map<DataIdentifier, Bytes> data) {
    /**
     * Copies the data.
     *
     * @param data data identifier to data, in the order in which they are reported
     */
    public DtcSnapshot {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /**
     * A snapshot with one data identifier.
     *
     * @param id 0..0xFFFF
     * @param value the data
     * @return the snapshot
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public static DtcSnapshot of(int id, Bytes value) {
        return new DtcSnapshot(Map.of(DataIdentifier.of(id), value));
    }

    /**
     * This snapshot with one more data identifier at its end.
     *
     * @param id 0..0xFFFF
     * @param value the data
     * @return the snapshot
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public DtcSnapshot and(int id, Bytes value) {
        Map<DataIdentifier, Bytes> more = new LinkedHashMap<>(data);
        more.put(DataIdentifier.of(id), value);
        return new DtcSnapshot(more);
    }
}
