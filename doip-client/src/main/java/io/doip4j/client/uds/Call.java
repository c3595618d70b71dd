package io.doip4j.client.uds;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Something to ask of a target, either way: waiting here for the result, or not. */
interface Call<T> {
    /** Asks and waits. */
    T now();

    /** Asks. The stage completes on the executor of the options. */
    CompletionStage<T> async();

    /** Makes something else of the result. It may throw what the call may throw. */
    default <U> Call<U> map(Function<? super T, U> change) {
        return new Call<>() {
            @Override
            public U now() {
                return change.apply(Call.this.now());
            }

            @Override
            public CompletionStage<U> async() {
                return unwrapped(Call.this.async().thenApply(change));
            }
        };
    }

    /** Asks for something else next. */
    default <U> Call<U> then(Function<? super T, Call<U>> next) {
        return new Call<>() {
            @Override
            public U now() {
                return next.apply(Call.this.now()).now();
            }

            @Override
            public CompletionStage<U> async() {
                return unwrapped(
                        Call.this.async().thenCompose(value -> next.apply(value).async()));
            }
        };
    }

    static <T> Call<T> done(T value) {
        return new Call<>() {
            @Override
            public T now() {
                return value;
            }

            @Override
            public CompletionStage<T> async() {
                return CompletableFuture.completedFuture(value);
            }
        };
    }

    /** A stage that fails with the exception itself, as the first stage of a chain does, and not with a wrapped one. */
    private static <T> CompletionStage<T> unwrapped(CompletionStage<T> stage) {
        CompletableFuture<T> plain = new CompletableFuture<>();
        stage.whenComplete((value, error) -> {
            if (error == null) {
                plain.complete(value);
            } else {
                plain.completeExceptionally(
                        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
            }
        });
        return plain;
    }
}
