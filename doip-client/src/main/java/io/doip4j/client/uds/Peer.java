package io.doip4j.client.uds;

import io.doip4j.client.DoipInterruptedException;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.PositiveResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whom a client talks to and how.
 *
 * @param engine carries the requests out
 * @param target an ECU or a functional group
 * @param options how to wait and repeat
 */
record Peer(Engine engine, LogicalAddress target, UdsOptions options) {
    /** A call of a service whose positive response says something. */
    <T> Call<T> call(Bytes request, Function<ResponseReader, T> reader) {
        return exchange(request).map(outcome -> read(outcome.orThrow(), reader));
    }

    /** A call of a service whose positive response may be suppressed. */
    <T> Call<T> call(Bytes request, Function<ResponseReader, T> reader, T whenSuppressed) {
        return exchange(request)
                .map(outcome ->
                        outcome instanceof UdsOutcome.Suppressed ? whenSuppressed : read(outcome.orThrow(), reader));
    }

    /** A call of a service whose positive response says nothing more. */
    Call<Void> confirmed(Bytes request) {
        return exchange(request).map(Peer::nothing);
    }

    private static Void nothing(UdsOutcome outcome) {
        if (!(outcome instanceof UdsOutcome.Suppressed)) {
            outcome.orThrow();
        }
        return null;
    }

    Call<UdsOutcome> exchange(Bytes request) {
        Bytes sent = prepare(request);
        return new SingleCall<>(this, () -> {
            Exchange exchange = new Exchange(engine, target, sent, options);
            engine.submit(target, exchange);
            return exchange.result();
        });
    }

    /** The request as the options want it on the wire. */
    Bytes prepare(Bytes request) {
        if (request.isEmpty()) {
            throw new IllegalArgumentException("a request needs at least its service identifier");
        }
        Bytes sent = options.payload.apply(options.suppression == null ? request : Expectation.suppress(request));
        if (sent.isEmpty()) {
            throw new IllegalArgumentException("the payload option made an empty request of " + request);
        }
        return sent;
    }

    private <T> T read(PositiveResponse response, Function<ResponseReader, T> reader) {
        ResponseReader from = new ResponseReader(target, response.message());
        try {
            return reader.apply(from);
        } catch (UdsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw from.malformed("cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Waits. The bound is in the exchange itself. */
    <T> T await(Supplier<CompletableFuture<T>> begin) {
        if (engine.isCalledBack()) {
            throw new IllegalStateException(
                    "a blocking call in a callback of the link would keep its own answer out: use the"
                            + " method that ends in Async, or another executor in the options");
        }
        try {
            return engine.await(begin.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoipInterruptedException();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private RuntimeException failure(Throwable cause) {
        if (cause instanceof UdsException own) {
            // Made by the thread of the link: here the trace shows who called
            own.fillInStackTrace();
        } else {
            // May be that of other calls, too: it stays as it is
            cause.addSuppressed(new CallSite());
        }
        return cause instanceof RuntimeException known ? known : new CompletionException(cause);
    }

    /** The same result, but on the executor of the options. */
    <T> CompletionStage<T> onExecutor(CompletionStage<T> result) {
        CompletableFuture<T> copy = new CompletableFuture<>();
        result.whenComplete((value, error) -> execute(() -> {
            if (error == null) {
                copy.complete(value);
            } else {
                copy.completeExceptionally(error);
            }
        }));
        return copy;
    }

    void execute(Runnable task) {
        try {
            options.executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
