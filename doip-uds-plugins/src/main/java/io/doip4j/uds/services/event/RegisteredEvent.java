package io.doip4j.uds.services.event;

import io.doip4j.uds.services.internal.Peer;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuScheduler;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.UdsExchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An event that a tester has set up. At first it is not watched. */
final class RegisteredEvent {
    private final SetupRequest setup;
    private final Subscription subscription;
    private final Trigger trigger;
    private final Reporter reporter;
    private final EcuScheduler scheduler;
    private final @Nullable Duration window;
    private boolean stored;
    private boolean active;
    /** Whether a tester has started it, and neither stopped it since nor its window ended. */
    private boolean wanted;

    private Cancellable windowEnd = () -> {};

    /** The window is null if it does not end. */
    RegisteredEvent(
            SetupRequest setup,
            Subscription subscription,
            Trigger trigger,
            Reporter reporter,
            EcuScheduler scheduler,
            @Nullable Duration window) {
        this.setup = setup;
        this.subscription = subscription;
        this.trigger = trigger;
        this.reporter = reporter;
        this.scheduler = scheduler;
        this.window = window;
        this.stored = setup.isToBeStored();
    }

    SetupRequest setup() {
        return setup;
    }

    Trigger trigger() {
        return trigger;
    }

    boolean isOf(UdsExchange exchange) {
        return new Peer(subscription.tester(), subscription.connection().id()).equals(Peer.of(exchange));
    }

    boolean isStored() {
        return stored;
    }

    /** Makes it outlive session transitions and resets. */
    void store() {
        stored = true;
    }

    /** Whether it is watched. */
    boolean isActive() {
        return active;
    }

    /** Whether it is to be watched again after a reset. */
    boolean isWanted() {
        return wanted;
    }

    void start() {
        wanted = true;
        active = true;
        reporter.start();
        trigger.start(reporter::report);
        if (window != null) {
            windowEnd = scheduler.schedule(window, this::windowEnded);
        }
    }

    /** Stops it as a tester does. */
    void stop() {
        wanted = false;
        pause();
    }

    /** Stops it as a session transition does. */
    void pause() {
        active = false;
        windowEnd.cancel();
        trigger.stop();
        reporter.stop();
    }

    private void windowEnded() {
        wanted = false;
        active = false;
        trigger.stop();
        reporter.finish(() -> subscription.send(SetupRequest.response(setup.request(), reporter.count())));
    }
}
