package io.doip4j.uds.spi;

import io.doip4j.uds.Dtc;

/** Hears of changes of the status of diagnostic trouble codes. */
@FunctionalInterface
public interface DtcStatusListener {
    /**
     * A status has changed.
     *
     * @param dtc the code
     * @param from the status before, as it would have been reported
     * @param to the status now, as it is reported
     */
    void statusChanged(Dtc dtc, DtcStatus from, DtcStatus to);
}
