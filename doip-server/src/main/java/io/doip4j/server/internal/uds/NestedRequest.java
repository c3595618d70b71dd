package io.doip4j.server.internal.uds;

import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request that no message carried, before it is handled: one inside another, or one that a service makes for a tester. */
final class NestedRequest {
    private final Tester tester;
    private final UdsRequest request;
    private final boolean secured;
    private final @Nullable Exchange outer;
    private final CompletableFuture<Optional<UdsResponse>> response = new CompletableFuture<>();

    NestedRequest(Tester tester, UdsRequest request, boolean secured, @Nullable Exchange outer) {
        this.tester = tester;
        this.request = request;
        this.secured = secured;
        this.outer = outer;
    }

    Tester tester() {
        return tester;
    }

    UdsRequest request() {
        return request;
    }

    boolean secured() {
        return secured;
    }

    @Nullable
    Exchange outer() {
        return outer;
    }

    CompletionStage<Optional<UdsResponse>> response() {
        return response;
    }

    void complete(@Nullable UdsResponse result) {
        response.complete(Optional.ofNullable(result));
    }

    void abandon(String why) {
        response.completeExceptionally(new IllegalStateException(why));
    }
}
