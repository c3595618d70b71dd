package io.doip4j.uds.services.security;

import io.doip4j.core.Bytes;
import java.security.GeneralSecurityException;

/** An algorithm whose seed is always the same. */
record FixedSeed(SeedKeyAlgorithm keys, Bytes fixed) implements SeedKeyAlgorithm {
    FixedSeed {
        if (fixed.length() != keys.seedLength() || fixed.isAll(0)) {
            throw new IllegalArgumentException("\"" + fixed + "\" cannot be a seed: needed are " + keys.seedLength()
                    + " bytes that are not all 0x00");
        }
    }

    @Override
    public int seedLength() {
        return keys.seedLength();
    }

    @Override
    public int keyLength() {
        return keys.keyLength();
    }

    @Override
    public Bytes seed(int level, Bytes dataRecord) {
        return fixed;
    }

    @Override
    public boolean accepts(int level, Bytes dataRecord, Bytes seed, Bytes key) throws GeneralSecurityException {
        return keys.accepts(level, dataRecord, seed, key);
    }
}
