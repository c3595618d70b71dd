package io.doip4j.uds.services.internal;

import io.doip4j.core.Bytes;
import java.security.SecureRandom;

/** Bytes that nobody can foretell. */
public final class RandomBytes {
    private RandomBytes() {}

    public static Bytes next(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    /** All 0x00 would mean "unlocked", and all 0xFF is what erased memory reads as: neither is a seed. */
    public static Bytes seed(int length) {
        Bytes seed = next(length);
        while (seed.isAll(0x00) || seed.isAll(0xFF)) {
            seed = next(length);
        }
        return seed;
    }
}
