package com.example.starter;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.EcuScheduler;
import io.doip4j.uds.spi.UdsExchange;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Data identifier 0xFD21: the voltage of the battery in 0.1 V, one byte. To measure it takes time. */
final class BatteryVoltage implements DataRecord {
    static final int AT_REST = 126;
    static final int UNDER_LOAD = 98;

    private static final DataIdentifier ID = DataIdentifier.of(0xFD21);
    private static final Duration MEASUREMENT = Duration.ofMillis(20);

    private final Starter starter;
    private final EcuScheduler scheduler;

    BatteryVoltage(Starter starter, EcuScheduler scheduler) {
        this.starter = starter;
        this.scheduler = scheduler;
    }

    @Override
    public DataIdentifier id() {
        return ID;
    }

    @Override
    public Bytes read(UdsExchange exchange) {
        return Bytes.of(starter.isTurning() ? UNDER_LOAD : AT_REST);
    }

    @Override
    public boolean answersLater() {
        return true;
    }

    @Override
    public CompletionStage<Bytes> readLater(UdsExchange exchange) {
        CompletableFuture<Bytes> measured = new CompletableFuture<>();
        scheduler.schedule(MEASUREMENT, () -> measured.complete(read(exchange)));
        return measured;
    }
}
