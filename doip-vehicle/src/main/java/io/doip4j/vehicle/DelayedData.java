package io.doip4j.vehicle;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.UdsExchange;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Data that take a time to be read.
 *
 * @param id the identifier
 * @param ecu the ECU that they belong to
 * @param time how long they take
 * @param data gives the data when that time is over, or throws
 */
record DelayedData(DataIdentifier id, EcuContext ecu, Duration time, Supplier<Bytes> data) implements DataRecord {
    @Override
    public boolean answersLater() {
        return true;
    }

    @Override
    public Bytes read(UdsExchange exchange) {
        return data.get();
    }

    @Override
    public CompletionStage<Bytes> readLater(UdsExchange exchange) {
        CompletableFuture<Void> delay = new CompletableFuture<>();
        Cancellable timer = ecu.scheduler().schedule(time, () -> delay.complete(null));
        // Nobody waits any more: the next tester should not have to.
        Cancellable watch = exchange.connection().onClose(() -> delay.complete(null));
        return delay.thenApply(done -> {
            timer.cancel();
            watch.cancel();
            return data.get();
        });
    }
}
