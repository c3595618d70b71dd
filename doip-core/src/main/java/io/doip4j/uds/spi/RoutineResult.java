package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import java.util.concurrent.CompletionStage;

/** What a routine answers: its status record, now or later. */
public sealed interface RoutineResult permits RoutineResult.Done, RoutineResult.Pending {
    /**
     * An answer that is there.
     *
     * @param statusRecord what follows the routine identifier in the response; may be empty
     * @return the result
     */
    static RoutineResult of(Bytes statusRecord) {
        return new Done(statusRecord);
    }

    /**
     * An answer that comes later. Until then the tester is told to wait (NRC 0x78).
     *
     * @param stage completes with the status record, or with a {@link io.doip4j.uds.NegativeResponseException}; any other
     *     exception is answered with NRC 0x10
     * @return the result
     */
    static RoutineResult pending(CompletionStage<Bytes> stage) {
        return new Pending(stage);
    }

    /**
     * An answer that is there.
     *
     * @param statusRecord what follows the routine identifier in the response; may be empty
     */
    record Done(Bytes statusRecord) implements RoutineResult {}

    /**
     * An answer that comes later.
     *
     * @param stage completes with the status record, on any thread
     */
    record Pending(CompletionStage<Bytes> stage) implements RoutineResult {}
}
