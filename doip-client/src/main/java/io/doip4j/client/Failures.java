package io.doip4j.client;

import io.doip4j.client.internal.net.EventLane;
import io.doip4j.client.internal.protocol.Failure;
import io.doip4j.client.internal.protocol.Outcome;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns values into what callers see: results and exceptions, which are made by the thread that throws them. */
final class Failures {
    private Failures() {}

    static DoipException exception(Failure failure, InetSocketAddress entity) {
        if (failure instanceof Failure.NoAck noAck) {
            return timeout("the acknowledge of " + noAck.target(), noAck.waited(), entity);
        } else if (failure instanceof Failure.Timeout timeout) {
            return timeout(timeout.what(), timeout.waited(), entity);
        } else if (failure instanceof Failure.Nacked nacked) {
            return new DiagnosticNackException(nacked.target(), nacked.code());
        } else if (failure instanceof Failure.HeaderNacked nacked) {
            return new HeaderNackException(nacked.code());
        } else if (failure instanceof Failure.QueueFull full) {
            return new QueueFullException(full.limit());
        } else if (failure instanceof Failure.NotConnected not) {
            return new ConnectionFailedException(not.why(), not.cause());
        } else if (failure instanceof Failure.Ended ended) {
            return new ConnectionClosedException(
                    "the connection to " + name(entity) + " is " + ended.why(), ended.byEntity());
        }
        return new DoipInterruptedException();
    }

    private static DoipTimeoutException timeout(String what, Duration waited, InetSocketAddress entity) {
        return new DoipTimeoutException(
                what + " did not come from " + name(entity) + " within " + waited.toMillis()
                        + " ms; check the entity, or wait longer",
                what,
                waited);
    }

    /** The exception of a stage that failed. */
    static Optional<DoipException> doipException(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null) {
            return Optional.empty();
        }
        return Optional.of(
                cause instanceof DoipException known
                        ? known
                        : new ConnectionFailedException("sending failed: " + cause, cause));
    }

    static String name(InetSocketAddress address) {
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Waits for an outcome that is bound to come. */
    static <T> T await(ClientTimers timers, CompletableFuture<Outcome<T>> future, InetSocketAddress entity) {
        try {
            return value(timers.await(future), entity);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DoipInterruptedException();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    static <T> T value(Outcome<T> outcome, InetSocketAddress entity) {
        if (outcome instanceof Outcome.Failed<T> failed) {
            throw exception(failed.failure(), entity);
        }
        return ((Outcome.Done<T>) outcome).value();
    }

    /** Completes a stage on a lane. */
    static <T, R> Consumer<Outcome<T>> completing(
            CompletableFuture<R> stage, EventLane lane, Function<T, R> result, InetSocketAddress entity) {
        return outcome -> lane.execute(() -> {
            if (outcome instanceof Outcome.Failed<T> failed) {
                stage.completeExceptionally(exception(failed.failure(), entity));
            } else {
                stage.complete(result.apply(((Outcome.Done<T>) outcome).value()));
            }
        });
    }
}
