package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.spi.Access;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The definition of a data identifier whose data are just kept: their first value, and where they can be read and written.
 * Every ECU that starts with it begins with the first value.
 *
 * @param id the identifier
 * @param initial the first value; its length is the only one that can be written
 * @param readableIn where the data can be read
 * @param writableIn where the data can be written
 * @param readAccess what a tester needs to read them
 * @param writeAccess what a tester needs to write them
 * @param scaling how they are scaled (service 0x24); empty if that is not known
 * @param valid which values of the right length can be written
 */
public record StoredData(
        DataIdentifier id,
        Bytes initial,
        Sessions readableIn,
        Sessions writableIn,
        Access readAccess,
        Access writeAccess,
        Bytes scaling,
        Predicate<Bytes> valid) {
    /**
     * Data that can be read in every session by everybody and never written.
     *
     * @param id the identifier, 0..0xFFFF
     * @param value the data
     * @return the definition
     */
    public static StoredData readOnly(int id, Bytes value) {
        return new StoredData(
                DataIdentifier.of(id),
                value,
                Sessions.all(),
                Sessions.none(),
                Access.free(),
                Access.free(),
                Bytes.EMPTY,
                any -> true);
    }

    /**
     * The same data, writable.
     *
     * @param sessions where
     * @return the definition
     */
    public StoredData writableIn(Sessions sessions) {
        return new StoredData(id, initial, readableIn, sessions, readAccess, writeAccess, scaling, valid);
    }

    /**
     * The same data, readable in some sessions only.
     *
     * @param sessions where
     * @return the definition
     */
    public StoredData readableIn(Sessions sessions) {
        return new StoredData(id, initial, sessions, writableIn, readAccess, writeAccess, scaling, valid);
    }

    /**
     * The same data, protected against reading.
     *
     * @param needed what a tester needs
     * @return the definition
     */
    public StoredData readAccess(Access needed) {
        return new StoredData(id, initial, readableIn, writableIn, needed, writeAccess, scaling, valid);
    }

    /**
     * The same data, protected against writing.
     *
     * @param needed what a tester needs
     * @return the definition
     */
    public StoredData writeAccess(Access needed) {
        return new StoredData(id, initial, readableIn, writableIn, readAccess, needed, scaling, valid);
    }

    /**
     * The same data with their scaling.
     *
     * @param scalingBytes scaling bytes with their extensions (ISO 14229-1, annex C)
     * @return the definition
     */
    public StoredData scaling(Bytes scalingBytes) {
        return new StoredData(id, initial, readableIn, writableIn, readAccess, writeAccess, scalingBytes, valid);
    }

    /**
     * The same data with a check of what is written; other values are refused with NRC 0x31.
     *
     * @param check true for a value of the right length that can be written
     * @return the definition
     */
    public StoredData valid(Predicate<Bytes> check) {
        return new StoredData(id, initial, readableIn, writableIn, readAccess, writeAccess, scaling, check);
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
        public Access readAccess() {
            return definition.readAccess;
        }

        @Override
        public Access writeAccess() {
            return definition.writeAccess;
        }

        @Override
        public OptionalInt length() {
            return OptionalInt.of(definition.initial.length());
        }

        @Override
        public Bytes scaling() {
            return definition.scaling;
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
            if (!definition.valid.test(data)) {
                throw new NegativeResponseException(Nrc.REQUEST_OUT_OF_RANGE);
            }
            value = data;
        }
    }
}
