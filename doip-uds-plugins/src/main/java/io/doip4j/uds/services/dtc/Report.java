package io.doip4j.uds.services.dtc;

import io.doip4j.core.Bytes;
import io.doip4j.uds.spi.DtcStore;
import java.util.function.Predicate;

/**
 * A sub-function of ReadDTCInformation.
 *
 * @param parameterLength bytes that follow the sub-function in the request, no more and no less
 * @param needs what an ECU must have to answer it
 * @param content what follows the sub-function in the response
 */
record Report(int parameterLength, Predicate<DtcStore> needs, Content content) {
    /** Writes the response after the sub-function. */
    @FunctionalInterface
    interface Content {
        /**
         * Writes the response.
         *
         * @throws io.doip4j.uds.NegativeResponseException if the ECU does not have what the request asks for
         */
        void write(Bytes parameters, DtcStore dtcs, ReportResponse response);
    }

    boolean isSupportedBy(DtcStore dtcs) {
        return needs.test(dtcs);
    }
}
