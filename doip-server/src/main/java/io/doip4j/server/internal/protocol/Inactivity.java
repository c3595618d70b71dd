package io.doip4j.server.internal.protocol;

import io.doip4j.server.internal.time.TimerQueue;
import io.doip4j.server.spi.CloseReason;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection on which nothing happens: the timers of initial and general inactivity (ISO 13400-2), of which one runs at
 * most.
 */
final class Inactivity {
    private final TimerQueue timers;
    private final EntityConfig.Timing timing;
    private final Consumer<CloseReason> close;
    private long lastActivity;
    private TimerQueue.@Nullable Timer timer;

    Inactivity(TimerQueue timers, EntityConfig.Timing timing, Consumer<CloseReason> close) {
        this.timers = timers;
        this.timing = timing;
        this.close = close;
    }

    /** From now on the tester has so long to activate routing. */
    void awaitActivation() {
        cancel();
        timer = timers.schedule(timing.initialInactivity(), () -> {
            timer = null;
            close.accept(CloseReason.INITIAL_INACTIVITY);
        });
    }

    /** From now on the connection may be idle so long. */
    void awaitTraffic() {
        cancel();
        activity();
        arm();
    }

    /** Bytes were received or sent. */
    void activity() {
        lastActivity = timers.now();
    }

    void cancel() {
        TimerQueue.Timer armed = timer;
        if (armed != null) {
            armed.cancel();
            timer = null;
        }
    }

    /** One timer per connection: it is armed again when it fires early, not with every byte. */
    private void due() {
        timer = null;
        if (timers.now() - lastActivity >= general().toNanos()) {
            close.accept(CloseReason.GENERAL_INACTIVITY);
        } else {
            arm();
        }
    }

    private void arm() {
        timer = timers.scheduleAt(lastActivity + general().toNanos(), this::due);
    }

    private Duration general() {
        return timing.generalInactivity();
    }
}
