package io.doip4j.client.internal.net;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Lets the calling thread wait. */
@FunctionalInterface
public interface Waiter {
    /**
     * Waits.
     *
     * @param result what is awaited; it is bound to come
     * @param <T> its type
     * @return the result
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException if the result is an exception
     */
    <T> T await(CompletableFuture<T> result) throws InterruptedException, ExecutionException;
}
