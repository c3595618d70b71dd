package io.doip4j.uds;

import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * What a service makes of a request: a {@link UdsResponse}, no response at all, or one that comes later. Suppression,
 * "response pending" and silence on functional requests are not the service's business.
 */
public sealed interface UdsResult permits UdsResponse, UdsResult.NoResponse, UdsResult.Pending {
    /**
     * No response, for a service whose specification says so.
     *
     * @return the result
     */
    static UdsResult noResponse() {
        return NoResponse.INSTANCE;
    }

    /**
     * A response that comes later. Until then the tester is told to wait (NRC 0x78) as often as needed.
     *
     * @param stage completes with the result, or with a {@link NegativeResponseException}; another pending result or any other
     *     exception is answered with NRC 0x10
     * @return the result
     */
    static UdsResult pending(CompletionStage<? extends UdsResult> stage) {
        return new Pending(stage);
    }

    /** No response. */
    enum NoResponse implements UdsResult {
        /** The only value. */
        INSTANCE
    }

    /**
     * A response that comes later.
     *
     * @param stage completes with the result, on any thread
     */
    record Pending(CompletionStage<? extends UdsResult> stage) implements UdsResult {
        /**
         * Checks that there is a stage.
         *
         * @param stage completes with the result, on any thread
         */
        public Pending {
            Objects.requireNonNull(stage, "stage");
        }
    }
}
