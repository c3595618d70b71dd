package io.doip4j.uds.services.data;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.DataIdentifiers;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.UdsExchange;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Some bytes of the data of another identifier. That must not be a dynamically defined one, so that none is made of itself.
 *
 * @param identifiers the identifiers of the ECU
 * @param id the other identifier
 * @param position the first byte, counted from 1
 * @param size number of bytes
 */
record RecordSource(DataIdentifiers identifiers, int id, int position, int size) implements Source {
    @Override
    public boolean isReadable(Session session) {
        DataRecord source = find();
        return source != null
                && source.isReadableIn(session)
                && isInside(source.length().orElse(Integer.MAX_VALUE));
    }

    @Override
    public @Nullable Nrc refusal(UdsExchange exchange) {
        return existing().readRefusal(exchange);
    }

    @Override
    public boolean isThere(UdsExchange exchange) {
        DataRecord source = existing();
        return source.length().isPresent()
                || source.answersLater()
                || isInside(source.read(exchange).length());
    }

    @Override
    public boolean answersLater() {
        DataRecord source = find();
        return source != null && source.answersLater();
    }

    @Override
    public Bytes read(UdsExchange exchange) {
        return slice(existing().read(exchange));
    }

    @Override
    public CompletableFuture<Bytes> readLater(UdsExchange exchange) {
        return Reading.later(existing(), exchange).thenApply(this::slice);
    }

    /** The data may have become shorter: then the conditions are not those of the definition. */
    private Bytes slice(Bytes data) {
        if (!isInside(data.length())) {
            throw new NegativeResponseException(Nrc.CONDITIONS_NOT_CORRECT);
        }
        return data.slice(position - 1, size);
    }

    private boolean isInside(int length) {
        return position >= 1 && size >= 1 && position - 1 + size <= length;
    }

    private @Nullable DataRecord find() {
        DataRecord found = identifiers.find(id);
        return found instanceof DefinedRecord ? null : found;
    }

    private DataRecord existing() {
        DataRecord found = find();
        if (found == null) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        return found;
    }
}
