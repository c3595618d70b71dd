package io.doip4j.testkit.contract;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.NegativeResponse;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A call of the service under test.
 *
 * @param ecu the ECU that it belongs to
 * @param request what it was asked
 * @param result what it gave in the end
 * @param thrown what it threw in the end
 * @param taken how long it kept its thread
 */
record Call(
        LogicalAddress ecu,
        UdsRequest request,
        @Nullable UdsResult result,
        @Nullable Throwable thrown,
        Duration taken) {

    /** The NRC that it refuses the request with. */
    Optional<Nrc> refusal() {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof NegativeResponseException refused) {
            return Optional.of(refused.nrc());
        }
        return result instanceof NegativeResponse negative ? Optional.of(negative.nrc()) : Optional.empty();
    }

    Optional<PositiveResponse> positive() {
        return result instanceof PositiveResponse positive ? Optional.of(positive) : Optional.empty();
    }
}
