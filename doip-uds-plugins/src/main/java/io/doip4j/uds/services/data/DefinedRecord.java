package io.doip4j.uds.services.data;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.UdsExchange;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The data of a dynamically defined data identifier: its pieces one after the other. Every piece keeps its own sessions and
 * access rules, and they are looked at whenever it is read, whoever asks.
 *
 * @param id the identifier
 * @param sources the pieces, 1 or more
 */
record DefinedRecord(DataIdentifier id, List<Source> sources) implements DataRecord {
    DefinedRecord {
        sources = List.copyOf(sources);
    }

    @Override
    public boolean isReadableIn(Session session) {
        return sources.stream().allMatch(source -> source.isReadable(session));
    }

    @Override
    public @Nullable Nrc readRefusal(UdsExchange exchange) {
        Nrc refusal = null;
        for (Source source : sources) {
            refusal = Reading.first(refusal, source.refusal(exchange));
        }
        return refusal;
    }

    @Override
    public OptionalInt length() {
        return OptionalInt.of(sources.stream().mapToInt(Source::size).sum());
    }

    @Override
    public boolean answersLater() {
        return sources.stream().anyMatch(Source::answersLater);
    }

    @Override
    public Bytes read(UdsExchange exchange) {
        check(exchange);
        return join(sources.stream().map(source -> source.read(exchange)).toList());
    }

    @Override
    public CompletionStage<Bytes> readLater(UdsExchange exchange) {
        check(exchange);
        return Reading.all(sources.stream()
                        .map(source -> source.readLater(exchange))
                        .toList())
                .thenApply(this::join);
    }

    private void check(UdsExchange exchange) {
        if (!isReadableIn(exchange.session())) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        Nrc refusal = readRefusal(exchange);
        if (refusal != null) {
            throw new NegativeResponseException(refusal);
        }
    }

    private Bytes join(List<Bytes> pieces) {
        byte[] all = new byte[length().orElseThrow()];
        int at = 0;
        for (Bytes piece : pieces) {
            piece.copyTo(all, at);
            at += piece.length();
        }
        return Bytes.wrap(all);
    }
}
