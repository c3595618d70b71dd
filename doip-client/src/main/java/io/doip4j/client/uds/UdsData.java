package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.ServiceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Data identifiers of an ECU (ISO 14229-1, services 0x22 and 0x2E).
 *
 * <pre>{@code
 * Bytes anything = ecu.data().read(0xF190);
 * String vin = ecu.data().read(VIN);
 * DidValues both = ecu.data().readAll(VIN, SPEED);
 * long speed = both.get(SPEED);
 * ecu.data().write(0x0112, Bytes.of(0x20));
 * }</pre>
 */
public final class UdsData {
    private static final int MOST_IDENTIFIERS = 1000;

    private final Peer peer;

    UdsData(Peer peer) {
        this.peer = peer;
    }

    /**
     * Reads the data of one identifier as they are.
     *
     * @param id 0..0xFFFF
     * @return the data, 0 bytes or more
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public Bytes read(int id) {
        return readCall(Did.of(id, DidCodec.raw())).now();
    }

    /**
     * Reads the data of one identifier as they are.
     *
     * @param id 0..0xFFFF
     * @return the data, 0 bytes or more
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public CompletionStage<Bytes> readAsync(int id) {
        return readCall(Did.of(id, DidCodec.raw())).async();
    }

    /**
     * Reads one identifier.
     *
     * @param did the identifier
     * @param <T> its value
     * @return the value
     */
    public <T> T read(Did<T> did) {
        return readCall(did).now();
    }

    /**
     * Reads one identifier.
     *
     * @param did the identifier
     * @param <T> its value
     * @return the value
     */
    public <T> CompletionStage<T> readAsync(Did<T> did) {
        return readCall(did).async();
    }

    private <T> Call<T> readCall(Did<T> did) {
        Bytes request = new RequestBuilder(ServiceId.READ_DATA_BY_IDENTIFIER)
                .u16(did.id().value())
                .build();
        return peer.call(request, response -> {
            response.skip(2);
            Bytes data = response.rest();
            OptionalInt length = did.codec().length();
            if (length.isPresent() && length.getAsInt() != data.length()) {
                throw response.malformed(
                        "has " + data.length() + " bytes of data for " + did.id() + ", its codec needs exactly "
                                + length.getAsInt(),
                        null);
            }
            return did.codec().decode(data);
        });
    }

    /**
     * Reads several identifiers with one request. All but the last need codecs with a length: the answer does not say where the
     * data of one end.
     *
     * @param dids 1 to 1000 identifiers; an ECU often takes fewer in one request
     * @return what the ECU has of them
     * @throws IllegalArgumentException if one but the last has no length, or there are too many or none
     */
    public DidValues readAll(Did<?>... dids) {
        return readAllCall(List.of(dids)).now();
    }

    /**
     * Reads several identifiers with one request, as {@link #readAll}.
     *
     * @param dids 1 to 1000 identifiers
     * @return what the ECU has of them
     * @throws IllegalArgumentException if one but the last has no length, or there are too many or none
     */
    public CompletionStage<DidValues> readAllAsync(Did<?>... dids) {
        return readAllCall(List.of(dids)).async();
    }

    private Call<DidValues> readAllCall(List<Did<?>> dids) {
        Args.range("number of data identifiers", dids.size(), 1, MOST_IDENTIFIERS);
        Map<DataIdentifier, OptionalInt> lengths = new LinkedHashMap<>();
        RequestBuilder request = new RequestBuilder(ServiceId.READ_DATA_BY_IDENTIFIER);
        for (int i = 0; i < dids.size(); i++) {
            Did<?> did = dids.get(i);
            if (i < dids.size() - 1 && did.codec().length().isEmpty()) {
                throw new IllegalArgumentException("data identifier " + did.id()
                        + " has no length: put it last, or give it a codec with a length");
            }
            lengths.put(did.id(), did.codec().length());
            request.u16(did.id().value());
        }
        return peer.call(request.build(), response -> values(response, lengths));
    }

    private DidValues values(ResponseReader response, Map<DataIdentifier, OptionalInt> lengths) {
        Map<DataIdentifier, Bytes> data = new LinkedHashMap<>();
        while (response.hasMore()) {
            DataIdentifier id = DataIdentifier.of(response.u16());
            OptionalInt length = lengths.get(id);
            if (length == null) {
                throw response.malformed("has data identifier " + id + ", which was not asked for", null);
            }
            data.put(id, length.isPresent() ? response.bytes(length.getAsInt()) : response.rest());
        }
        return new DidValues(peer.target(), response.message(), data);
    }

    /**
     * Writes the data of an identifier as they are.
     *
     * @param id 0..0xFFFF
     * @param data 1 byte or more
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public void write(int id, Bytes data) {
        writeCall(DataIdentifier.of(id), data).now();
    }

    /**
     * Writes the data of an identifier as they are.
     *
     * @param id 0..0xFFFF
     * @param data 1 byte or more
     * @return completes with the positive answer
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public CompletionStage<Void> writeAsync(int id, Bytes data) {
        return writeCall(DataIdentifier.of(id), data).async();
    }

    /**
     * Writes an identifier.
     *
     * @param did the identifier
     * @param value its new value
     * @param <T> the value
     * @throws IllegalArgumentException if the value does not fit
     */
    public <T> void write(Did<T> did, T value) {
        writeCall(did.id(), did.codec().encode(value)).now();
    }

    /**
     * Writes an identifier.
     *
     * @param did the identifier
     * @param value its new value
     * @param <T> the value
     * @return completes with the positive answer
     * @throws IllegalArgumentException if the value does not fit
     */
    public <T> CompletionStage<Void> writeAsync(Did<T> did, T value) {
        return writeCall(did.id(), did.codec().encode(value)).async();
    }

    private Call<Void> writeCall(DataIdentifier id, Bytes data) {
        return peer.confirmed(new RequestBuilder(ServiceId.WRITE_DATA_BY_IDENTIFIER)
                .u16(id.value())
                .bytes(data)
                .build());
    }
}
