package io.doip4j.uds.services.dtc;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Dtc;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.spi.DtcDefinition;
import io.doip4j.uds.spi.DtcMemory;
import java.util.Collection;

/**
 * The response of ReadDTCInformation in the making. It grows as it is written, and never far beyond what the ECU can send:
 * then it ends in NRC 0x14.
 */
final class ReportResponse {
    private static final int USUAL_LENGTH = 64;
    private static final int LARGEST_COUNT = 0xFFFF;

    private final PositiveResponse.Builder response;
    private final int maxLength;

    /** Begins the response with the sub-function. */
    ReportResponse(UdsRequest request, int maxLength) {
        this.response = request.positive(USUAL_LENGTH);
        this.maxLength = maxLength;
        u8(request.subFunction());
    }

    ReportResponse u8(int value) {
        room(1);
        response.u8(value);
        return this;
    }

    /** Two bytes; what does not fit is the largest that does. */
    ReportResponse count(int number) {
        room(2);
        response.u16(Math.min(number, LARGEST_COUNT));
        return this;
    }

    ReportResponse u16(int value) {
        room(2);
        response.u16(value);
        return this;
    }

    ReportResponse bytes(Bytes value) {
        room(value.length());
        response.bytes(value);
        return this;
    }

    /** The three bytes of a code. */
    ReportResponse code(Dtc dtc) {
        return u8(dtc.value() >> 16).u16(dtc.value() & 0xFFFF);
    }

    /** The three bytes of a code, and its status in a memory. */
    ReportResponse codeAndStatus(DtcDefinition definition, DtcMemory memory) {
        return code(definition.dtc()).u8(memory.status(definition.dtc()).bits());
    }

    ReportResponse codesAndStatus(Collection<DtcDefinition> definitions, DtcMemory memory) {
        definitions.forEach(definition -> codeAndStatus(definition, memory));
        return this;
    }

    private void room(int more) {
        if (more > maxLength - response.length()) {
            throw new NegativeResponseException(Nrc.RESPONSE_TOO_LONG);
        }
    }

    PositiveResponse build() {
        return response.build();
    }
}
