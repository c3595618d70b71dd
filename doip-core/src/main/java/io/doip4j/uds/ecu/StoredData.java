package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;

/**
 * The definition of a data identifier whose data are just kept: their first value, and where they can be read and written.
 * Every ECU that starts with it begins with the first value.
 *
 * @param id the identifier
 * @param initial the first value; its length is the only one that can be written
 * @param readableIn where the data can be read
 * @param writableIn where the data can be written
 */
public record StoredData(DataIdentifier id, Bytes initial, Sessions readableIn, Sessions writableIn) {
    /**
     * Data that can be read in every session and never written.
     *
     * @param id the identifier, 0..0xFFFF
     * @param value the data
     * @return the definition
     */
    public static StoredData readOnly(int id, Bytes value) {
        return new StoredData(DataIdentifier.of(id), value, Sessions.all(), Sessions.none());
    }

    /**
     * The same data, writable.
     *
     * @param sessions where
     * @return the definition
     */
    public StoredData writableIn(Sessions sessions) {
        return new StoredData(id, initial, readableIn, sessions);
    }

    /**
     * The same data, readable in some sessions only.
     *
     * @param sessions where
     * @return the definition
     */
    public StoredData readableIn(Sessions sessions) {
        return new StoredData(id, initial, sessions, writableIn);
    }

    /**
     * Makes the record that holds the current value.
     *
     * @return a record with the first value
     */
    public DataRecord create() {
        return new Held(this);
    }

    private static final class Held implements DataRecord {
        private final StoredData definition;
        private Bytes value;

        Held(StoredData definition) {
            this.definition = definition;
            this.value = definition.initial;
        }

        @Override
        public DataIdentifier id() {
            return definition.id;
        }

        @Override
        public Sessions readableIn() {
            return definition.readableIn;
        }

        @Override
        public Sessions writableIn() {
            return definition.writableIn;
        }

        @Override
        public Bytes read(UdsExchange exchange) {
            return value;
        }

        @Override
        public void write(Bytes data, UdsExchange exchange) {
            if (data.length() != definition.initial.length()) {
                throw new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            value = data;
        }
    }
}
