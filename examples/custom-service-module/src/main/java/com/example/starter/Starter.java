package com.example.starter;

import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.EcuScheduler;
import io.doip4j.uds.spi.EcuState;
import io.doip4j.uds.spi.StateKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The starter of one ECU: it turns for a time and stops by itself. */
final class Starter {
    /** As long as the server runs: two services share it, and whichever is made first makes it. */
    private static final StateKey<Starter> OF_ECU = StateKey.persistent("example.starter", Starter.class);

    /** The engine forgets it when the ECU is reset. */
    private static final StateKey<Integer> STARTS =
            StateKey.volatileUntilReset("example.starter.starts", Integer.class);

    private final EcuScheduler scheduler;
    private final EcuState state;
    private Cancellable end = () -> {};
    private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

    Starter(EcuScheduler scheduler, EcuState state) {
        this.scheduler = scheduler;
        this.state = state;
    }

    static Starter of(EcuContext ecu) {
        return ecu.state().get(OF_ECU, () -> new Starter(ecu.scheduler(), ecu.state()));
    }

    void start(Duration time) {
        stop();
        state.put(STARTS, starts() + 1);
        stopped = new CompletableFuture<>();
        end = scheduler.schedule(time, this::stop);
    }

    void stop() {
        end.cancel();
        stopped.complete(null);
    }

    boolean isTurning() {
        return !stopped.isDone();
    }

    /** Completes when the starter stands, at once if it does already. */
    CompletionStage<Void> whenStopped() {
        return stopped;
    }

    /** How often it was started since the last reset. */
    int starts() {
        return state.get(STARTS, () -> 0);
    }
}
