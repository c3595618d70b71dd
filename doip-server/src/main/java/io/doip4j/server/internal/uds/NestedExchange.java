package io.doip4j.server.internal.uds;

import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request that no message carried: one inside another, or one that a service makes for a tester later. */
final class NestedExchange extends Exchange {
    private final boolean secured;
    private final @Nullable Exchange outer;
    private final CompletableFuture<Optional<UdsResponse>> response = new CompletableFuture<>();

    NestedExchange(Ecu ecu, Tester tester, UdsRequest request, boolean secured, @Nullable Exchange outer) {
        super(ecu, tester.address(), tester.version(), tester.channel(), request);
        this.secured = secured;
        this.outer = outer;
    }

    CompletionStage<Optional<UdsResponse>> response() {
        return response;
    }

    void abandon(String why) {
        response.completeExceptionally(new IllegalStateException(why));
    }

    /** The timer is that of the outer request, if there is one. */
    @Override
    void takesTime() {
        if (outer != null) {
            outer.takesTime();
        }
    }

    @Override
    void finished(@Nullable UdsResponse result) {
        if (result == null || result.isPositive()) {
            if (outer != null) {
                outer.takeOver(this);
            } else {
                ecu().apply(this, false);
            }
        }
        for (Runnable action : actionsAfterSend()) {
            if (outer != null) {
                outer.afterSend(action);
            } else {
                ecu().host().onLoop(action);
            }
        }
        response.complete(Optional.ofNullable(result));
    }

    @Override
    public boolean isSecured() {
        return secured;
    }

    @Override
    public boolean responsePending() {
        return outer != null && outer.responsePending();
    }

    @Override
    public void sendResponsePending() {
        if (outer != null) {
            outer.sendResponsePending();
        }
    }
}
