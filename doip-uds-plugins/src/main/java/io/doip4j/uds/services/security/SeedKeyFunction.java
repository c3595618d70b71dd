package io.doip4j.uds.services.security;

import io.doip4j.core.Bytes;
import io.doip4j.uds.services.internal.Lengths;
import io.doip4j.uds.services.internal.SymmetricKeys;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;

/**
 * Makes the key that opens a security level out of a seed (ISO 14229-1, service 0x27). ECU and tester use the same function.
 *
 * <p>Must be safe for use by any thread, and return at once.
 */
@FunctionalInterface
public interface SeedKeyFunction {
    /** The shortest key that {@link #hmacSha256} makes: 4 bytes. */
    int MIN_HMAC_KEY = 4;

    /**
     * Makes a key.
     *
     * @param level the security level, odd, 1..0x7D
     * @param dataRecord what the tester sent with its request for a seed; empty unless the level has a data record
     * @param seed the seed
     * @return the key, always of the same length
     * @throws GeneralSecurityException if it cannot be made
     */
    Bytes key(int level, Bytes dataRecord, Bytes seed) throws GeneralSecurityException;

    /**
     * The key is the seed XOR a mask. For demonstrations and tests: who sees one seed and its key knows the mask.
     *
     * @param mask as long as the seed
     * @return the function
     */
    static SeedKeyFunction xor(Bytes mask) {
        return (level, dataRecord, seed) -> {
            byte[] key = seed.toArray();
            for (int i = 0; i < key.length; i++) {
                key[i] ^= (byte) mask.u8(i);
            }
            return Bytes.wrap(key);
        };
    }

    /**
     * The key is the beginning of the HMAC-SHA256, under a secret, of: level (1 byte), seed, data record.
     *
     * @param secret what ECU and tester share, 16 bytes or more
     * @param keyLength bytes, 4..32
     * @return the function
     * @throws IllegalArgumentException if the secret is too short or the length is out of range
     */
    static SeedKeyFunction hmacSha256(Bytes secret, int keyLength) {
        SecretKey secretKey = SymmetricKeys.hmacSha256(secret);
        int length = Lengths.range("length of the key", keyLength, MIN_HMAC_KEY, SymmetricKeys.HMAC_LENGTH);
        return (level, dataRecord, seed) ->
                SymmetricKeys.hmac(secretKey, Bytes.of(level), seed, dataRecord).slice(0, length);
    }
}
