package io.doip4j.client.uds;

import io.doip4j.uds.DataIdentifier;

/**
 * A data identifier together with what its data mean.
 *
 * <pre>{@code
 * static final Did<String> VIN = Did.of(0xF190, DidCodec.ascii(17));
 * }</pre>
 *
 * @param id the identifier
 * @param codec turns its data into a value and back
 * @param <T> the value
 */
public record Did<T>(DataIdentifier id, DidCodec<T> codec) {
    /**
     * A data identifier.
     *
     * @param id 0..0xFFFF
     * @param codec turns its data into a value and back
     * @param <T> the value
     * @return the identifier with its codec
     * @throws IllegalArgumentException if the identifier is out of range
     */
    public static <T> Did<T> of(int id, DidCodec<T> codec) {
        return new Did<>(DataIdentifier.of(id), codec);
    }
}
