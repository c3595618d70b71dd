package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.PositiveResponse;

/**
 * How a request ended, if no answer at all is not counted: that is a {@link UdsTimeoutException}, or the exception of the link.
 *
 * <pre>{@code
 * UdsOutcome outcome = ecu.exchange(Bytes.hex("22 F1 90"));
 * if (outcome instanceof UdsOutcome.Negative no) {
 *     log.info("refused with {}", no.response().nrc());
 * }
 * }</pre>
 */
public sealed interface UdsOutcome {
    /**
     * Whom the request was for.
     *
     * @return its logical address
     */
    LogicalAddress target();

    /**
     * The outcome as a positive response.
     *
     * @return the response
     * @throws UdsNegativeResponseException if the answer is negative
     * @throws UdsUnexpectedResponseException if the answer belongs to another request for the same service
     * @throws UdsMalformedResponseException if the answer cannot be read
     * @throws UdsException if the positive response was suppressed
     */
    PositiveResponse orThrow();

    /**
     * A positive response.
     *
     * @param target who answered
     * @param response the answer
     */
    record Positive(LogicalAddress target, PositiveResponse response) implements UdsOutcome {
        @Override
        public PositiveResponse orThrow() {
            return response;
        }
    }

    /**
     * A negative response, but neither 0x78 nor a repeat that the options asked for.
     *
     * @param target who answered
     * @param response the answer
     */
    record Negative(LogicalAddress target, NegativeResponse response) implements UdsOutcome {
        @Override
        public PositiveResponse orThrow() {
            throw new UdsNegativeResponseException(target, response.serviceId(), response.nrc());
        }
    }

    /**
     * The request said that it wants no positive response, and no negative one came for as long as the options say.
     *
     * @param target whom the request was for
     */
    record Suppressed(LogicalAddress target) implements UdsOutcome {
        @Override
        public PositiveResponse orThrow() {
            throw new UdsException(
                    target, "no answer of " + target + ": the request asked for none, send it without suppression");
        }
    }

    /**
     * An answer to the same service, but with another sub-function, identifier or block than the request. No right one came
     * before P6 ran out.
     *
     * @param target who answered
     * @param request what was asked for
     * @param response the last such answer
     */
    record Unexpected(LogicalAddress target, Bytes request, Bytes response) implements UdsOutcome {
        @Override
        public PositiveResponse orThrow() {
            throw new UdsUnexpectedResponseException(
                    target,
                    response,
                    target + " answers " + request + " with " + response
                            + ", which belongs to another request: check what else uses this target",
                    null);
        }
    }

    /**
     * An answer to this request that cannot be read: it is shorter than what it has to repeat, or a negative response of
     * another length than 3 bytes.
     *
     * @param target who answered
     * @param request what was asked for
     * @param response the answer
     */
    record Malformed(LogicalAddress target, Bytes request, Bytes response) implements UdsOutcome {
        @Override
        public PositiveResponse orThrow() {
            throw new UdsMalformedResponseException(
                    target,
                    response,
                    target + " answers " + request + " with " + response
                            + ", which is too short or too long: check the software of the target",
                    null);
        }
    }
}
