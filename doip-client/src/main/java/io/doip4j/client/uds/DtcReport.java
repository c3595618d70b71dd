package io.doip4j.client.uds;

import io.doip4j.uds.Dtc;
import io.doip4j.uds.spi.DtcStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of diagnostic trouble codes (ISO 14229-1, service 0x19, reports 0x02, 0x0A and others).
 *
 * @param availabilityMask the status bits that the ECU supports, 0..0xFF
 * @param entries the codes, in the order of the answer
 */
public record DtcReport(int availabilityMask, List<Entry> entries) {
    /**
     * A code.
     *
     * @param dtc the code
     * @param status its status
     */
    public record Entry(Dtc dtc, DtcStatus status) {
        static Entry read(ResponseReader response) {
            return new Entry(response.dtc(), response.status());
        }
    }

    /**
     * Copies the list.
     *
     * @param availabilityMask the status bits that the ECU supports, 0..0xFF
     * @param entries the codes
     */
    public DtcReport {
        entries = List.copyOf(entries);
    }

    static DtcReport read(ResponseReader response) {
        response.skip(1);
        int mask = response.u8();
        List<Entry> entries = new ArrayList<>();
        while (response.hasMore()) {
            entries.add(Entry.read(response));
        }
        return new DtcReport(mask, entries);
    }
}
