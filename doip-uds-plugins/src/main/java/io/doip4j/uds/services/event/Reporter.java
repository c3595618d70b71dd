package io.doip4j.uds.services.event;

import io.doip4j.core.MonotonicClock;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.EcuScheduler;
import io.doip4j.uds.spi.Subscription;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets the ECU handle the requests that one event is answered with, and sends the positive responses, never two within the
 * shortest interval. The same request that has to wait is handled once.
 */
final class Reporter {
    private static final int LARGEST_COUNT = 0xFF;

    private final MonotonicClock clock;
    private final EcuScheduler scheduler;
    private final Subscription subscription;
    private final Duration interval;
    /** At most one for each diagnostic trouble code of the ECU. */
    private final Set<UdsRequest> due = new LinkedHashSet<>();

    private @Nullable Cancellable timer;
    private @Nullable Runnable whenDone;
    private long earliest;
    private int count;
    private boolean answering;
    /** Counts starts and stops: what is answered later for an earlier one is not sent. */
    private long generation;

    Reporter(EcuContext ecu, Subscription subscription, Duration interval) {
        this.clock = ecu.clock();
        this.scheduler = ecu.scheduler();
        this.subscription = subscription;
        this.interval = interval;
        this.earliest = clock.nanoTime();
    }

    /** Begins to count anew. */
    void start() {
        stop();
        count = 0;
    }

    /** Sends nothing any more. */
    void stop() {
        generation++;
        due.clear();
        whenDone = null;
        answering = false;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** The number of events since the start, at most 255. */
    int count() {
        return count;
    }

    /** The event has happened. */
    void report(UdsRequest request) {
        if (due.add(request)) {
            count = Math.min(count + 1, LARGEST_COUNT);
            proceed();
        }
    }

    /** Runs something when all that has happened was answered. */
    void finish(Runnable action) {
        whenDone = action;
        proceed();
    }

    /** One at a time: a request that takes long must not pile up. */
    private void proceed() {
        if (answering || timer != null) {
            return;
        }
        if (!due.isEmpty()) {
            long wait = Math.max(0, earliest - clock.nanoTime());
            timer = scheduler.schedule(Duration.ofNanos(wait), this::answerNext);
        } else if (whenDone != null) {
            Runnable action = whenDone;
            whenDone = null;
            action.run();
        }
    }

    private void answerNext() {
        timer = null;
        earliest = clock.nanoTime() + interval.toNanos();
        Iterator<UdsRequest> first = due.iterator();
        UdsRequest request = first.next();
        first.remove();
        answering = true;
        long mine = generation;
        subscription.dispatch(request).whenComplete((response, fault) -> {
            if (mine == generation) {
                answering = false;
                if (response != null) {
                    response.filter(UdsResponse::isPositive).ifPresent(subscription::send);
                }
                proceed();
            }
        });
    }
}
