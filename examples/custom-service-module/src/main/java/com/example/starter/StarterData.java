package com.example.starter;

import io.doip4j.core.Bytes;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.UdsExchange;

/** Data identifier 0xFD20: 1 if the starter turns, else 0; then how often it was started since the last reset, at most 255. */
record StarterData(Starter starter) implements DataRecord {
    private static final DataIdentifier ID = DataIdentifier.of(0xFD20);
    private static final int LARGEST_COUNT = 0xFF;

    @Override
    public DataIdentifier id() {
        return ID;
    }

    @Override
    public Bytes read(UdsExchange exchange) {
        return Bytes.of(starter.isTurning() ? 1 : 0, Math.min(starter.starts(), LARGEST_COUNT));
    }
}
