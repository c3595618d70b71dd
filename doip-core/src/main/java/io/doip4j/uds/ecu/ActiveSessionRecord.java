package io.doip4j.uds.ecu;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.UdsExchange;
import java.util.OptionalInt;

/** Data identifier 0xF186, the active diagnostic session (ISO 14229-1, annex C): one byte, read-only. */
public final class ActiveSessionRecord implements DataRecord {
    private static final DataIdentifier ID = DataIdentifier.of(0xF186);

    /** A record without state: it reads the session from the request. */
    public ActiveSessionRecord() {}

    @Override
    public DataIdentifier id() {
        return ID;
    }

    @Override
    public OptionalInt length() {
        return OptionalInt.of(1);
    }

    @Override
    public Bytes read(UdsExchange exchange) {
        return Bytes.of(exchange.session().value());
    }
}
