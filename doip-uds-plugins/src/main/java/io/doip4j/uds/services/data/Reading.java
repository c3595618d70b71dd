package io.doip4j.uds.services.data;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.UdsExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What the services that read data identifiers have in common: who may, and data that come later. */
final class Reading {
    private Reading() {}

    /** What keeps a tester from reading all of them, null if nothing does. */
    static @Nullable Nrc refusal(List<DataRecord> dataRecords, UdsExchange exchange) {
        Nrc refusal = null;
        for (DataRecord dataRecord : dataRecords) {
            refusal = first(refusal, dataRecord.readRefusal(exchange));
        }
        return refusal;
    }

    /** Of two refusals the one whose check comes first: 0x38, then 0x34, then 0x33, so the one with the higher number. */
    static @Nullable Nrc first(@Nullable Nrc one, @Nullable Nrc other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.value() >= other.value() ? one : other;
    }

    /** Begins to read data whichever way they answer. What reading throws is in the future. */
    static CompletableFuture<Bytes> later(DataRecord dataRecord, UdsExchange exchange) {
        try {
            return dataRecord.answersLater()
                    ? dataRecord.readLater(exchange).toCompletableFuture()
                    : CompletableFuture.completedFuture(dataRecord.read(exchange));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Waits for all, so that nothing is still being read when the answer is there, and fails as the first in the order does,
     * whichever was the first in time.
     */
    static CompletableFuture<List<Bytes>> all(List<CompletableFuture<Bytes>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .handle((nothing, fault) -> {
                    List<Bytes> values = new ArrayList<>(parts.size());
                    parts.forEach(part -> values.add(part.join()));
                    return values;
                });
    }

    /** The refusal that made a stage fail, null if it was something else. */
    static @Nullable NegativeResponseException refusal(Throwable fault) {
        Throwable cause = fault;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof NegativeResponseException negative ? negative : null;
    }
}
