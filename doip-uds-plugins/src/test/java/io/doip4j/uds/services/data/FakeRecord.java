package io.doip4j.uds.services.data;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Data that a test changes while the ECU runs. Those that answer later wait until the test completes them. */
final class FakeRecord implements DataRecord {
    final List<CompletableFuture<Bytes>> reads = new ArrayList<>();
    final List<CompletableFuture<Void>> writes = new ArrayList<>();
    Bytes value;
    boolean tellsLength;
    boolean later;
    Sessions sessions = Sessions.all();
    Access access = Access.free();

    @Nullable
    Nrc refusal;

    @Nullable
    RuntimeException fault;

    @Nullable
    UdsExchange lastReader;

    private final DataIdentifier id;

    FakeRecord(int id, String valueHex) {
        this.id = DataIdentifier.of(id);
        this.value = Bytes.hex(valueHex);
    }

    static FakeRecord later(int id) {
        FakeRecord made = new FakeRecord(id, "");
        made.later = true;
        return made;
    }

    FakeRecord access(Access needed) {
        access = needed;
        return this;
    }

    FakeRecord in(Sessions only) {
        sessions = only;
        return this;
    }

    void answer(int number, String valueHex) {
        reads.get(number).complete(Bytes.hex(valueHex));
    }

    void refuse(int number, Nrc nrc) {
        reads.get(number).completeExceptionally(new NegativeResponseException(nrc));
    }

    private void check() {
        if (fault != null) {
            throw fault;
        }
        if (refusal != null) {
            throw new NegativeResponseException(refusal);
        }
    }

    @Override
    public DataIdentifier id() {
        return id;
    }

    @Override
    public Sessions readableIn() {
        return sessions;
    }

    @Override
    public Sessions writableIn() {
        return sessions;
    }

    @Override
    public Access readAccess() {
        return access;
    }

    @Override
    public Access writeAccess() {
        return access;
    }

    @Override
    public OptionalInt length() {
        return tellsLength ? OptionalInt.of(value.length()) : OptionalInt.empty();
    }

    @Override
    public Bytes scaling() {
        return Bytes.of(0x01);
    }

    @Override
    public Bytes read(UdsExchange exchange) {
        lastReader = exchange;
        check();
        return value;
    }

    @Override
    public void write(Bytes data, UdsExchange exchange) {
        check();
        value = data;
    }

    @Override
    public boolean answersLater() {
        return later;
    }

    @Override
    public CompletionStage<Bytes> readLater(UdsExchange exchange) {
        lastReader = exchange;
        check();
        CompletableFuture<Bytes> read = new CompletableFuture<>();
        reads.add(read);
        return read;
    }

    @Override
    public CompletionStage<Void> writeLater(Bytes data, UdsExchange exchange) {
        check();
        CompletableFuture<Void> write = new CompletableFuture<>();
        writes.add(write);
        return write.thenRun(() -> value = data);
    }
}
