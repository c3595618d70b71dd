package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.ServiceId;
import java.util.concurrent.CompletionStage;

/**
 * Memory of an ECU by address (ISO 14229-1, services 0x23 and 0x3D).
 *
 * <pre>{@code
 * Bytes content = ecu.memory().read(MemoryLocation.of(0x2000_0010, 4).withFormat(0x14));
 * }</pre>
 */
public final class UdsMemory {
    private final Peer peer;

    UdsMemory(Peer peer) {
        this.peer = peer;
    }

    /**
     * Reads memory.
     *
     * @param where the memory
     * @return its content, as many bytes as asked for
     */
    public Bytes read(MemoryLocation where) {
        return readCall(where).now();
    }

    /**
     * Reads memory.
     *
     * @param where the memory
     * @return its content, as many bytes as asked for
     */
    public CompletionStage<Bytes> readAsync(MemoryLocation where) {
        return readCall(where).async();
    }

    private Call<Bytes> readCall(MemoryLocation where) {
        RequestBuilder request = new RequestBuilder(ServiceId.READ_MEMORY_BY_ADDRESS).u8(where.format());
        return peer.call(where.writeTo(request).build(), response -> {
            if (response.remaining() != where.size()) {
                throw response.malformed(
                        "has " + response.remaining() + " bytes of memory, asked for were "
                                + Long.toUnsignedString(where.size()),
                        null);
            }
            return response.rest();
        });
    }

    /**
     * Writes memory.
     *
     * @param where the memory
     * @param content as many bytes as the location has
     * @throws IllegalArgumentException if the content has another size than the location
     */
    public void write(MemoryLocation where, Bytes content) {
        writeCall(where, content).now();
    }

    /**
     * Writes memory.
     *
     * @param where the memory
     * @param content as many bytes as the location has
     * @return completes with the positive answer
     * @throws IllegalArgumentException if the content has another size than the location
     */
    public CompletionStage<Void> writeAsync(MemoryLocation where, Bytes content) {
        return writeCall(where, content).async();
    }

    private Call<Void> writeCall(MemoryLocation where, Bytes content) {
        if (content.length() != where.size()) {
            throw new IllegalArgumentException(
                    "content has " + content.length() + " bytes, the location " + Long.toUnsignedString(where.size()));
        }
        RequestBuilder request = new RequestBuilder(ServiceId.WRITE_MEMORY_BY_ADDRESS).u8(where.format());
        return peer.confirmed(where.writeTo(request).bytes(content).build());
    }
}
