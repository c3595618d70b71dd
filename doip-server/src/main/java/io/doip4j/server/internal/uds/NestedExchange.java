package io.doip4j.server.internal.uds;

import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.uds.UdsResponse;
import org.jspecify.annotations.Nullable;

/** A request that no message carried, being handled: with the rights and the session of the moment when that begins. */
final class NestedExchange extends Exchange {
    private final NestedRequest nested;
    private final @Nullable Exchange outer;
    private TimerQueue.@Nullable Timer limit;

    NestedExchange(Ecu ecu, NestedRequest nested) {
        super(ecu, nested.tester(), nested.request());
        this.nested = nested;
        this.outer = nested.outer();
    }

    @Override
    int depth() {
        return outer == null ? 0 : outer.depth() + 1;
    }

    @Override
    Exchange outermost() {
        return outer == null ? this : outer.outermost();
    }

    /** The timer is that of the outer request, if there is one. Without one nobody waits, but it must end. */
    @Override
    void takesTime() {
        if (outer != null) {
            outer.takesTime();
        } else if (limit == null && !isAnswered()) {
            limit = ecu().host().timers().schedule(ecu().definition().p4(), () -> ecu().abort(this));
        }
    }

    @Override
    void finished(@Nullable UdsResponse result) {
        if (limit != null) {
            limit.cancel();
        }
        try {
            if (outer == null) {
                ecu().finish(this, result);
            } else {
                outer.takeOver(this, result == null || result.isPositive());
            }
        } finally {
            nested.complete(result);
        }
    }

    @Override
    public boolean isSecured() {
        return nested.secured();
    }

    @Override
    public boolean isCancelled() {
        return super.isCancelled() || (outer == null ? !channel().isOpen() : outer.isCancelled());
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
