package io.doip4j.uds.services.security;

import io.doip4j.core.Bytes;
import java.security.GeneralSecurityException;

/**
 * How secured messages are protected (ISO 14229-1, service 0x84). Tester and ECU use the same.
 *
 * <p>What is authenticated, but not part of the protected data, is: the address of the tester (2 bytes), the address of the
 * ECU (2 bytes), then the message from its service identifier to the anti-replay counter (8 bytes). So a message is of no
 * use to another tester or ECU, nor as an answer.
 *
 * <p>Must be safe for use by any thread, and return at once.
 */
public interface SecuredDataProtection {
    /**
     * Data in a secured message.
     *
     * @param data the protected data
     * @param signature what proves that they are genuine
     */
    record Sealed(Bytes data, Bytes signature) {}

    /**
     * Whether the data are encrypted, too: administrativeParameter, bit 4.
     *
     * @return true if they are; they are always signed
     */
    boolean encrypts();

    /**
     * The value of signatureEncryptionCalculation.
     *
     * @return 0..0xFF
     */
    int calculation();

    /**
     * The length of every signature.
     *
     * @return bytes, 1..0xFFFF
     */
    int signatureLength();

    /**
     * Protects data.
     *
     * @param associated what is authenticated along with them
     * @param data the data
     * @return the protected data, with a signature of the right length
     * @throws GeneralSecurityException if it cannot be done
     */
    Sealed seal(Bytes associated, Bytes data) throws GeneralSecurityException;

    /**
     * Checks protected data, and takes the protection away. Signatures must be compared in constant time.
     *
     * @param associated what is authenticated along with them
     * @param sealed the protected data, with a signature of the right length
     * @return the data
     * @throws GeneralSecurityException if they are not genuine
     */
    Bytes open(Bytes associated, Sealed sealed) throws GeneralSecurityException;

    /**
     * Encryption and authentication with AES in Galois/counter mode. The signature is a random nonce of 12 bytes, then the tag
     * of 16 bytes. One key is good for 2<sup>32</sup> messages of all that use it.
     *
     * @param key what tester and ECU share, 16, 24 or 32 bytes
     * @return the protection, with signatureEncryptionCalculation 0x01
     * @throws IllegalArgumentException if the key has another length
     */
    static SecuredDataProtection aesGcm(Bytes key) {
        return new AesGcmProtection(key);
    }

    /**
     * Authentication without encryption. The signature is the HMAC-SHA256 of the associated bytes and the data, 32 bytes.
     *
     * @param key what tester and ECU share, 16 bytes or more
     * @return the protection, with signatureEncryptionCalculation 0x02
     * @throws IllegalArgumentException if the key is shorter
     */
    static SecuredDataProtection hmacSha256(Bytes key) {
        return new HmacProtection(key);
    }
}
