package io.doip4j.vehicle.fault;

import io.doip4j.core.Bytes;
import io.doip4j.server.spi.UdsInterceptor.TakenRequest;
import io.doip4j.uds.UdsRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A request that a fault has struck and that an ECU is busy with. May be used by any thread. */
final class OpenRequest {
    private final ActiveFault fault;
    private final UdsRequest request;
    private final TakenRequest taken;
    private final Consumer<OpenRequest> whenOver;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * A request that was just taken.
     *
     * @param whenOver called once when the ECU is free again, or handles the request
     */
    OpenRequest(ActiveFault fault, UdsRequest request, TakenRequest taken, Consumer<OpenRequest> whenOver) {
        this.fault = fault;
        this.request = request;
        this.taken = taken;
        this.whenOver = whenOver;
    }

    boolean isOf(ActiveFault other) {
        return fault.equals(other);
    }

    UdsRequest request() {
        return request;
    }

    void send(Bytes response) {
        if (!over.get()) {
            taken.send(response);
        }
    }

    void later(Duration time, Runnable action) {
        taken.later(time, () -> {
            if (!over.get()) {
                action.run();
            }
        });
    }

    /** No response, or no further one. */
    void end() {
        if (over.compareAndSet(false, true)) {
            taken.end();
            whenOver.accept(this);
        }
    }

    /** Gives up, and returns when the ECU is free. */
    void cancel() {
        if (over.compareAndSet(false, true)) {
            taken.endNow();
            whenOver.accept(this);
        }
    }

    /** The ECU handles it now. */
    void giveBack() {
        if (over.compareAndSet(false, true)) {
            taken.giveBack();
            whenOver.accept(this);
        }
    }
}
