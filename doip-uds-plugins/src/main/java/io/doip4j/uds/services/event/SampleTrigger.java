package io.doip4j.uds.services.event;

import io.doip4j.core.Bytes;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuScheduler;
import io.doip4j.uds.spi.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches the data behind an identifier: reads them as the tester would, again and again. The first time is at the start, so
 * that it knows what the data were then. A sample that cannot be had is left out.
 */
final class SampleTrigger implements Trigger {
    private static final int DATA_AT = 3;

    private final EcuScheduler scheduler;
    private final Duration interval;
    private final Subscription subscription;
    private final UdsRequest read;
    private final Supplier<SampleCondition> conditions;
    private final UdsRequest answer;
    private Cancellable timer = () -> {};
    /** Counts starts and stops: what a sample of an earlier one says is not asked any more. */
    private long generation;

    /** Reads with a ReadDataByIdentifier request for one identifier; every start gets a condition of its own. */
    SampleTrigger(
            EcuScheduler scheduler,
            Duration interval,
            Subscription subscription,
            UdsRequest read,
            Supplier<SampleCondition> conditions,
            UdsRequest answer) {
        this.scheduler = scheduler;
        this.interval = interval;
        this.subscription = subscription;
        this.read = read;
        this.conditions = conditions;
        this.answer = answer;
    }

    @Override
    public void start(Consumer<UdsRequest> happened) {
        stop();
        sample(conditions.get(), happened);
    }

    @Override
    public void stop() {
        generation++;
        timer.cancel();
    }

    private void sample(SampleCondition condition, Consumer<UdsRequest> happened) {
        long mine = generation;
        subscription.dispatch(read).whenComplete((response, fault) -> {
            if (mine == generation) {
                // Not earlier: a sample may take longer than the interval.
                timer = scheduler.schedule(interval, () -> sample(condition, happened));
                if (response != null && data(response).filter(condition::occurs).isPresent()) {
                    happened.accept(answer);
                }
            }
        });
    }

    private static Optional<Bytes> data(Optional<UdsResponse> response) {
        return response.filter(UdsResponse::isPositive)
                .map(UdsResponse::message)
                .filter(message -> message.length() >= DATA_AT)
                .map(message -> message.from(DATA_AT));
    }
}
