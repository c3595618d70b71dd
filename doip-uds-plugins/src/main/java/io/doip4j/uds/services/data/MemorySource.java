package io.doip4j.uds.services.data;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.MemoryMap;
import io.doip4j.uds.spi.MemoryRegion;
import io.doip4j.uds.spi.UdsExchange;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Some bytes of memory.
 *
 * @param memory the memory of the ECU
 * @param address first address, unsigned
 * @param size number of bytes
 */
record MemorySource(MemoryMap memory, long address, int size) implements Source {
    @Override
    public boolean isReadable(Session session) {
        MemoryRegion region = memory.find(address, size);
        return region != null && region.readableIn().contains(session);
    }

    @Override
    public @Nullable Nrc refusal(UdsExchange exchange) {
        MemoryRegion region = memory.find(address, size);
        if (region == null) {
            throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
        }
        return region.access().refusal(exchange);
    }

    @Override
    public boolean isThere(UdsExchange exchange) {
        return true;
    }

    @Override
    public boolean answersLater() {
        return false;
    }

    @Override
    public Bytes read(UdsExchange exchange) {
        return memory.read(address, size);
    }

    @Override
    public CompletableFuture<Bytes> readLater(UdsExchange exchange) {
        return CompletableFuture.completedFuture(read(exchange));
    }
}
