package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;

/** The return parameter of a positive answer of Authentication (ISO 14229-1, service 0x29). */
enum ReturnParameter {
    REQUEST_ACCEPTED(0x00),
    CONFIGURATION_CERTIFICATES(0x02),
    CONFIGURATION_ASYMMETRIC(0x03),
    CONFIGURATION_SYMMETRIC(0x04),
    DE_AUTHENTICATED(0x10),
    CERTIFICATE_VERIFIED_PROOF_NEEDED(0x11),
    OWNERSHIP_VERIFIED(0x12),
    CERTIFICATE_VERIFIED(0x13);

    private final int value;

    ReturnParameter(int value) {
        this.value = value;
    }

    /** Begins an answer: sub-function, then this. */
    PositiveResponse.Builder answer(UdsRequest request) {
        return request.positive(2).u8(request.subFunction()).u8(value);
    }

    /** Appends a field after its length in two bytes. */
    static void append(PositiveResponse.Builder answer, Bytes field) {
        answer.u16(field.length()).bytes(field);
    }
}
