package io.doip4j.vehicle;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.UdsExchange;

/**
 * Data whose reading fails with an exception that nobody expects: the ECU answers NRC 0x10 and goes on.
 *
 * @param id the identifier
 */
record FaultyData(DataIdentifier id) implements DataRecord {
    @Override
    public Bytes read(UdsExchange exchange) {
        throw new IllegalStateException("data identifier " + id + " always fails, to show what happens then");
    }
}
