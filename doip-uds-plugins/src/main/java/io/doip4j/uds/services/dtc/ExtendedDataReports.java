package io.doip4j.uds.services.dtc;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcMemory;
import io.doip4j.uds.spi.DtcStore;
import java.util.Collection;
import java.util.function.IntPredicate;

/** The sub-functions of ReadDTCInformation that report extended data. */
final class ExtendedDataReports {
    private static final int LARGEST_RECORD_OF_ALL_CODES = 0xEF;

    private ExtendedDataReports() {}

    /** Code, record number. */
    static void ofCode(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        write(parameters, dtcs, response);
    }

    /** Code, record number. */
    static void ofCodeInMirror(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        write(parameters, ReportParameters.mirror(dtcs), response);
    }

    /** Code, record number, memory selection. */
    static void ofCodeInUserMemory(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        int selection = parameters.u8(ReportParameters.CODE_LENGTH + 1);
        write(parameters, ReportParameters.userMemory(selection, dtcs), response.u8(selection));
    }

    private static void write(Bytes parameters, DtcMemory memory, ReportResponse response) {
        DtcDefinition code = ReportParameters.code(parameters, memory);
        IntPredicate wanted = ReportParameters.extendedData(parameters.u8(ReportParameters.CODE_LENGTH), memory);
        response.codeAndStatus(code, memory);
        memory.extendedData(code.dtc()).forEach((number, data) -> {
            if (wanted.test(number)) {
                response.u8(number).bytes(data);
            }
        });
    }

    /** Record number: the codes that have such a record stored. */
    static void byRecordNumber(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        int number = parameters.u8(0);
        if (number > LARGEST_RECORD_OF_ALL_CODES) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        Collection<DtcDefinition> codes = supporting(number, dtcs);
        response.u8(number);
        for (DtcDefinition code : codes) {
            Bytes data = dtcs.extendedData(code.dtc()).get(number);
            if (data != null) {
                response.codeAndStatus(code, dtcs).bytes(data);
            }
        }
    }

    /** Record number: the codes that can have such a record, stored or not. */
    static void supportingRecordNumber(Bytes parameters, DtcStore dtcs, ReportResponse response) {
        int number = parameters.u8(0);
        Collection<DtcDefinition> codes = supporting(number, dtcs);
        response.u8(dtcs.availabilityMask()).u8(number).codesAndStatus(codes, dtcs);
    }

    private static Collection<DtcDefinition> supporting(int number, DtcStore dtcs) {
        return ReportParameters.codes(dtcs, code -> code.extendedData().containsKey(number));
    }
}
