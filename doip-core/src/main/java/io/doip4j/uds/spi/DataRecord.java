package io.doip4j.uds.spi;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;

/**
 * The data behind one data identifier. Implement it for data that are computed; {@code io.doip4j.uds.ecu.StoredData} is for
 * data that are just kept.
 *
 * <p>Thread rule: one call at a time per ECU. {@link #read} and {@link #write} are called on the event loop and must return
 * at once.
 */
public interface DataRecord {
    /**
     * The identifier.
     *
     * @return the identifier
     */
    DataIdentifier id();

    /**
     * The sessions in which the data can be read; elsewhere the identifier does not exist (NRC 0x31).
     *
     * @return all sessions, unless overridden
     */
    default Sessions readableIn() {
        return Sessions.all();
    }

    /**
     * The sessions in which the data can be written.
     *
     * @return none, unless overridden
     */
    default Sessions writableIn() {
        return Sessions.none();
    }

    /**
     * Reads the data.
     *
     * @param exchange the request that asks
     * @return the data
     * @throws NegativeResponseException if they cannot be read now
     */
    Bytes read(UdsExchange exchange);

    /**
     * Writes the data.
     *
     * @param data the new data
     * @param exchange the request that asks
     * @throws NegativeResponseException if the length (NRC 0x13), the value (NRC 0x31) or the conditions are wrong; by
     *     default always NRC 0x31
     */
    default void write(Bytes data, UdsExchange exchange) {
        throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
    }
}
