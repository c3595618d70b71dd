package io.doip4j.uds.services.control;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.InputOutput;
import io.doip4j.uds.spi.UdsExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An input or output with some elements that does not tell its length and notes how it is controlled. */
final class FakeInputOutput implements InputOutput {
    final List<String> calls = new ArrayList<>();

    @Nullable
    Nrc refusal;

    @Nullable
    CompletableFuture<Bytes> later;

    private final int id;
    private final int elements;

    FakeInputOutput(int id, int elements) {
        this.id = id;
        this.elements = elements;
    }

    private void note(String call) {
        if (refusal != null) {
            throw new NegativeResponseException(refusal);
        }
        calls.add(call);
    }

    @Override
    public DataIdentifier id() {
        return DataIdentifier.of(id);
    }

    @Override
    public int elements() {
        return elements;
    }

    @Override
    public Bytes read(UdsExchange exchange) {
        return Bytes.of(calls.size());
    }

    @Override
    public boolean answersLater() {
        return later != null;
    }

    @Override
    public CompletionStage<Bytes> readLater(UdsExchange exchange) {
        return later == null ? CompletableFuture.completedFuture(read(exchange)) : later;
    }

    @Override
    public void returnControl(Bytes mask) {
        note("return " + mask.toHex());
    }

    @Override
    public void resetToDefault(Bytes mask, UdsExchange exchange) {
        note("default " + mask.toHex());
    }

    @Override
    public void freeze(Bytes mask, UdsExchange exchange) {
        note("freeze " + mask.toHex());
    }

    @Override
    public void adjust(Bytes state, Bytes mask, UdsExchange exchange) {
        note("adjust " + state.toHex() + " mask " + mask.toHex());
    }
}
