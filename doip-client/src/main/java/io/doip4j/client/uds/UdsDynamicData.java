package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.ServiceId;
import java.util.concurrent.CompletionStage;

/**
 * Data identifiers that the tester defines, 0xF200..0xF3FF (ISO 14229-1, service 0x2C). A definition of one that exists is
 * appended to it.
 *
 * <pre>{@code
 * ecu.dynamicData().define(0xF301, new UdsDynamicData.Source(0xF190, 1, 3), new UdsDynamicData.Source(0x0112, 1, 1));
 * Bytes both = ecu.data().read(0xF301);
 * ecu.dynamicData().clear(0xF301);
 * }</pre>
 */
public final class UdsDynamicData {
    private static final int BY_IDENTIFIER = 0x01;
    private static final int BY_MEMORY = 0x02;
    private static final int CLEAR = 0x03;

    /**
     * A part of the data of another identifier.
     *
     * @param id 0..0xFFFF
     * @param position of its first byte, where 1 is the first of all; 1..0xFF
     * @param size number of bytes, 1..0xFF
     */
    public record Source(int id, int position, int size) {
        /**
         * Checks the ranges.
         *
         * @param id 0..0xFFFF
         * @param position 1..0xFF
         * @param size 1..0xFF
         * @throws IllegalArgumentException if a number is out of range
         */
        public Source {
            Args.range("data identifier", id, 0, 0xFFFF);
            Args.range("position", position, 1, 0xFF);
            Args.range("size", size, 1, 0xFF);
        }
    }

    private final Peer peer;

    UdsDynamicData(Peer peer) {
        this.peer = peer;
    }

    /**
     * Defines an identifier by parts of others.
     *
     * @param id 0..0xFFFF
     * @param sources 1 or more
     * @throws IllegalArgumentException if the identifier is out of range or there is no source
     */
    public void define(int id, Source... sources) {
        defineCall(id, sources).now();
    }

    /**
     * Defines an identifier by parts of others.
     *
     * @param id 0..0xFFFF
     * @param sources 1 or more
     * @return completes with the positive answer
     * @throws IllegalArgumentException if the identifier is out of range or there is no source
     */
    public CompletionStage<Void> defineAsync(int id, Source... sources) {
        return defineCall(id, sources).async();
    }

    private Call<Void> defineCall(int id, Source... sources) {
        RequestBuilder request = begin(BY_IDENTIFIER, id, sources.length);
        for (Source source : sources) {
            request.u16(source.id).u8(source.position).u8(source.size);
        }
        return peer.confirmed(request.build());
    }

    /**
     * Defines an identifier by pieces of memory.
     *
     * @param id 0..0xFFFF
     * @param sources 1 or more, all in one format
     * @throws IllegalArgumentException if the identifier is out of range, there is no source, or they have several formats
     */
    public void defineByMemory(int id, MemoryLocation... sources) {
        memoryCall(id, sources).now();
    }

    /**
     * Defines an identifier by pieces of memory.
     *
     * @param id 0..0xFFFF
     * @param sources 1 or more, all in one format
     * @return completes with the positive answer
     * @throws IllegalArgumentException if the identifier is out of range, there is no source, or they have several formats
     */
    public CompletionStage<Void> defineByMemoryAsync(int id, MemoryLocation... sources) {
        return memoryCall(id, sources).async();
    }

    private Call<Void> memoryCall(int id, MemoryLocation... sources) {
        RequestBuilder request = begin(BY_MEMORY, id, sources.length).u8(sources[0].format());
        for (MemoryLocation source : sources) {
            if (source.format() != sources[0].format()) {
                throw new IllegalArgumentException("memory in several formats: one request has one for all");
            }
            source.writeTo(request);
        }
        return peer.confirmed(request.build());
    }

    /**
     * Clears the definition of an identifier.
     *
     * @param id 0..0xFFFF
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public void clear(int id) {
        clearCall(id).now();
    }

    /**
     * Clears the definition of an identifier.
     *
     * @param id 0..0xFFFF
     * @return completes with the positive answer
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public CompletionStage<Void> clearAsync(int id) {
        return clearCall(id).async();
    }

    private Call<Void> clearCall(int id) {
        return peer.confirmed(begin(CLEAR, id, 1).build());
    }

    /** Clears all definitions. */
    public void clearAll() {
        peer.confirmed(Bytes.of(0x2C, CLEAR)).now();
    }

    /**
     * Clears all definitions.
     *
     * @return completes with the positive answer
     */
    public CompletionStage<Void> clearAllAsync() {
        return peer.confirmed(Bytes.of(0x2C, CLEAR)).async();
    }

    private static RequestBuilder begin(int subFunction, int id, int sources) {
        Args.range("number of sources", sources, 1, Integer.MAX_VALUE);
        return new RequestBuilder(ServiceId.DYNAMICALLY_DEFINE_DATA_IDENTIFIER)
                .u8(subFunction)
                .u16(DataIdentifier.of(id).value());
    }
}
