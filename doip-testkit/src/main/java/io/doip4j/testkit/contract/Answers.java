package io.doip4j.testkit.contract;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import java.util.List;
import java.util.Optional;

/**
 * What came back for a request until the ECU had done with it.
 *
 * @param request the request
 * @param all everything but "response pending" that answers it
 * @param waited how often the tester was told to wait
 */
record Answers(Bytes request, List<Bytes> all, int waited) {
    /** Whether a message is an answer to a request at all, and not something that was ordered before. */
    static boolean answers(Bytes message, Bytes request) {
        return message.startsWith(Bytes.of(request.u8(0) + ServiceId.RESPONSE_OFFSET))
                || message.startsWith(Bytes.of(ServiceId.NEGATIVE_RESPONSE, request.u8(0)));
    }

    static Optional<Nrc> refusal(Bytes message) {
        return message.length() == NegativeResponse.LENGTH && message.u8(0) == ServiceId.NEGATIVE_RESPONSE
                ? Optional.of(Nrc.of(message.u8(2)))
                : Optional.empty();
    }

    boolean isPositive() {
        return all.size() == 1 && refusal(all.get(0)).isEmpty();
    }

    /** The only answer, or nothing. */
    Bytes only() {
        return all.size() == 1 ? all.get(0) : Bytes.EMPTY;
    }

    @Override
    public String toString() {
        return all.isEmpty() ? "nothing" : all.size() == 1 ? all.get(0).toString() : all.toString();
    }
}
