package io.doip4j.uds.services.data;

import io.doip4j.core.Bytes;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.UdsExchange;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One identifier that is sent periodically to one tester, from its creation until it is cancelled. */
final class PeriodicSample {
    private final EcuContext ecu;
    private final UdsExchange exchange;
    private final Subscription subscription;
    private final int id;
    private final long period;
    private final Runnable end;
    private Cancellable timer;
    private long due;
    /** Data that answer later and were asked for at the time of the last sample. */
    private @Nullable CompletableFuture<Bytes> asked;

    /** The last argument ends this sample. */
    PeriodicSample(
            EcuContext ecu, UdsExchange exchange, Subscription subscription, int id, Duration period, Runnable end) {
        this.ecu = ecu;
        this.exchange = exchange;
        this.subscription = subscription;
        this.id = id;
        this.period = period.toNanos();
        this.end = end;
        this.due = ecu.clock().nanoTime();
        this.timer = arm();
    }

    void cancel() {
        timer.cancel();
    }

    /** Ends this sample if the tester is gone or must not have it any more. Returns the data otherwise, else null. */
    @Nullable
    DataRecord endUnlessAllowed() {
        DataRecord found = ecu.dataIdentifiers().find(ReadDataByPeriodicIdentifier.FIRST_IDENTIFIER + id);
        if (found == null || exchange.isCancelled() || !isServed() || !isAllowed(found)) {
            end.run();
            return null;
        }
        return found;
    }

    private boolean isServed() {
        return ecu.service(ServiceId.READ_DATA_BY_PERIODIC_IDENTIFIER.value())
                .filter(service -> service.sessions().contains(exchange.session()))
                .filter(service -> service.access().refusal(exchange) == null)
                .isPresent();
    }

    private boolean isAllowed(DataRecord found) {
        return found.isReadableIn(exchange.session()) && found.readRefusal(exchange) == null;
    }

    /** The samples do not drift; those that the ECU was too busy for are not made up for. */
    private Cancellable arm() {
        long now = ecu.clock().nanoTime();
        due += period;
        if (due - now <= 0) {
            due = now + period;
        }
        return ecu.scheduler().schedule(Duration.ofNanos(due - now), this::tick);
    }

    private void tick() {
        DataRecord found = endUnlessAllowed();
        if (found == null) {
            return;
        }
        timer = arm();
        if (!found.answersLater()) {
            send(Reading.later(found, exchange));
            return;
        }
        CompletableFuture<Bytes> last = asked;
        if (last == null || last.isDone()) {
            asked = Reading.later(found, exchange);
        }
        if (last != null && last.isDone()) {
            send(last);
        }
    }

    /** A refusal only means that there is no sample this time. Anything else is a fault, for the scheduler to report. */
    private void send(CompletableFuture<Bytes> data) {
        Bytes sample;
        try {
            sample = data.join();
        } catch (CompletionException e) {
            if (Reading.refusal(e) == null) {
                throw e;
            }
            return;
        }
        subscription.sendPeriodic(id, sample);
    }
}
