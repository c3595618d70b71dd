package io.doip4j.client.uds;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One request. */
record SingleCall<T>(Peer peer, Supplier<CompletableFuture<T>> begin) implements Call<T> {
    @Override
    public T now() {
        return peer.await(begin);
    }

    @Override
    public CompletionStage<T> async() {
        return peer.onExecutor(begin.get());
    }
}
