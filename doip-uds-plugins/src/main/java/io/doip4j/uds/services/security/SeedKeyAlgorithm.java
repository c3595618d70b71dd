package io.doip4j.uds.services.security;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.services.internal.RandomBytes;
import io.doip4j.uds.services.internal.SymmetricKeys;
import java.security.GeneralSecurityException;

/**
 * How a security level makes seeds and checks keys (ISO 14229-1, service 0x27).
 *
 * <p>Several ECUs may share one: implementations must be safe for use by any thread, and return at once.
 */
public interface SeedKeyAlgorithm {
    /** The longest seed and the longest key: 4096 bytes. */
    int MAX_LENGTH = 4096;

    /**
     * The length of every seed.
     *
     * @return bytes, 1..{@value #MAX_LENGTH}
     */
    int seedLength();

    /**
     * The length of every key.
     *
     * @return bytes, 1..{@value #MAX_LENGTH}
     */
    int keyLength();

    /**
     * Makes a seed; random bytes from a strong source unless overridden.
     *
     * @param level the security level, odd, 1..0x7D
     * @param dataRecord what the tester sent with its request; empty unless the level has a data record
     * @return a seed of the right length that is not all 0x00, which would mean that the level is unlocked, and should not be
     *     all 0xFF
     * @throws NegativeResponseException to give none: NRC 0x31 for a data record that is not taken, NRC 0x22 if conditions
     *     are not correct
     */
    default Bytes seed(int level, Bytes dataRecord) {
        return RandomBytes.seed(seedLength());
    }

    /**
     * Whether a key belongs to a seed. The time that this takes must not depend on where a wrong key differs, see
     * {@link java.security.MessageDigest#isEqual}.
     *
     * @param level the security level, odd, 1..0x7D
     * @param dataRecord what the tester sent with its request for the seed
     * @param seed the seed
     * @param key what the tester sent, of the right length
     * @return true if it does
     * @throws GeneralSecurityException if it cannot be checked; whatever is thrown counts as a wrong key
     */
    boolean accepts(int level, Bytes dataRecord, Bytes seed, Bytes key) throws GeneralSecurityException;

    /**
     * Random seeds, and keys that the ECU can compute, too. Keys are compared in constant time.
     *
     * @param seedLength bytes, 1..{@value #MAX_LENGTH}
     * @param keyLength bytes, 1..{@value #MAX_LENGTH}
     * @param keys makes the right key
     * @return the algorithm
     * @throws IllegalArgumentException if a length is out of range
     */
    static SeedKeyAlgorithm computed(int seedLength, int keyLength, SeedKeyFunction keys) {
        return new ComputedKeys(seedLength, keyLength, keys);
    }

    /**
     * Random seeds; the key is the seed XOR a mask, see {@link SeedKeyFunction#xor}. For demonstrations and tests.
     *
     * @param mask as long as seed and key, 1..{@value #MAX_LENGTH} bytes
     * @return the algorithm
     * @throws IllegalArgumentException if the length is out of range
     */
    static SeedKeyAlgorithm xor(Bytes mask) {
        return computed(mask.length(), mask.length(), SeedKeyFunction.xor(mask));
    }

    /**
     * Random seeds of 16 bytes; the key is an HMAC-SHA256 cut to 16 bytes, see {@link SeedKeyFunction#hmacSha256}.
     *
     * @param secret what ECU and tester share, 16 bytes or more
     * @return the algorithm
     * @throws IllegalArgumentException if the secret is too short
     */
    static SeedKeyAlgorithm hmacSha256(Bytes secret) {
        return computed(
                SymmetricKeys.MIN_LENGTH,
                SymmetricKeys.MIN_LENGTH,
                SeedKeyFunction.hmacSha256(secret, SymmetricKeys.MIN_LENGTH));
    }

    /**
     * The same algorithm with one seed for all requests, for tests only: who knows the key once knows it for ever.
     *
     * @param seed the seed
     * @return the algorithm
     * @throws IllegalArgumentException if the seed has another length or is all 0x00
     */
    default SeedKeyAlgorithm withFixedSeed(Bytes seed) {
        return new FixedSeed(this, seed);
    }
}
