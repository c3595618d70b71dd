package io.doip4j.uds.services.event;

import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuScheduler;
import java.time.Duration;
import java.util.function.Consumer;

/** Lets time pass. */
final class TimerTrigger implements Trigger {
    private final EcuScheduler scheduler;
    private final Duration period;
    private final UdsRequest answer;
    private Cancellable timer = () -> {};

    TimerTrigger(EcuScheduler scheduler, Duration period, UdsRequest answer) {
        this.scheduler = scheduler;
        this.period = period;
        this.answer = answer;
    }

    @Override
    public void start(Consumer<UdsRequest> happened) {
        timer.cancel();
        timer = scheduler.schedule(period, () -> {
            start(happened);
            happened.accept(answer);
        });
    }

    @Override
    public void stop() {
        timer.cancel();
    }
}
