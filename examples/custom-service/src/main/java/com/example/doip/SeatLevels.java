package com.example.doip;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.UdsExchange;

/**
 * Data identifier 0xFD10, one byte per seat. ISO 14229-1 leaves 0xFD00..0xFEFF to system suppliers. A plugin may add
 * identifiers to ReadDataByIdentifier without touching that service.
 */
record SeatLevels(SeatHeating heating) implements DataRecord {
    private static final DataIdentifier ID = DataIdentifier.of(0xFD10);

    @Override
    public DataIdentifier id() {
        return ID;
    }

    @Override
    public Bytes read(UdsExchange exchange) {
        return heating.levels();
    }
}
