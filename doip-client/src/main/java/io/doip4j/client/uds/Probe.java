package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that changes nothing in the target and that any answer to shows: what was sent before is done.
 *
 * @param expectation of its answer
 */
record Probe(Expectation expectation) {
    private static final Bytes TESTER_PRESENT = Bytes.of(0x3E, 0x00);
    private static final Bytes ACTIVE_SESSION = Bytes.of(0x22, 0xF1, 0x86);
    private static final Bytes NUMBER_OF_DTCS = Bytes.of(0x19, 0x01, 0xFF);

    /** A probe of which the answer cannot be mistaken for one that is wanted or late, if there is any. */
    static @Nullable Probe beside(Expectation wanted, LateAnswers late, long now) {
        for (Bytes request : List.of(TESTER_PRESENT, ACTIVE_SESSION, NUMBER_OF_DTCS)) {
            int serviceId = request.u8(0);
            if (serviceId != wanted.serviceId() && !late.expects(serviceId, now)) {
                return new Probe(new Expectation(request));
            }
        }
        return null;
    }

    Bytes request() {
        return expectation.request();
    }
}
