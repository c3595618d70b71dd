package io.doip4j.uds.services.transfer;

import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Makes results of stages. */
final class Answers {
    private Answers() {}

    /** The response at once if the stage is done, so that the engine need not wait; else one that comes later. */
    static <T> UdsResult when(CompletableFuture<T> stage, Function<T, UdsResponse> response) {
        return stage.isDone() && !stage.isCompletedExceptionally()
                ? response.apply(stage.join())
                : UdsResult.pending(stage.thenApply(response));
    }
}
