package io.doip4j.uds.services.security;

import io.doip4j.core.Bytes;
import io.doip4j.uds.services.internal.Lengths;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** Keys that the ECU computes and compares. */
record ComputedKeys(int seedLength, int keyLength, SeedKeyFunction keys) implements SeedKeyAlgorithm {
    ComputedKeys {
        Lengths.range("length of the seed", seedLength, 1, MAX_LENGTH);
        Lengths.range("length of the key", keyLength, 1, MAX_LENGTH);
    }

    @Override
    public boolean accepts(int level, Bytes dataRecord, Bytes seed, Bytes key) throws GeneralSecurityException {
        Bytes right = keys.key(level, dataRecord, seed);
        return MessageDigest.isEqual(right.toArray(), key.toArray());
    }
}
