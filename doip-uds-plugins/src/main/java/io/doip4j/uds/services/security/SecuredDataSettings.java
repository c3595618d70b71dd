package io.doip4j.uds.services.security;

import io.doip4j.uds.services.internal.Lengths;

/**
 * The setting for {@link SecuredDataTransmission}: an ECU without it does not have the service. Immutable.
 *
 * @param protection how messages are protected, with a key that is established before
 */
public record SecuredDataSettings(SecuredDataProtection protection) {
    private static final int MAX_CALCULATION = 0xFF;
    private static final int MAX_SIGNATURE = 0xFFFF;

    /**
     * Checks what the protection says of itself.
     *
     * @param protection how messages are protected
     * @throws IllegalArgumentException if one of its numbers is out of range
     */
    public SecuredDataSettings {
        Lengths.range("signatureEncryptionCalculation", protection.calculation(), 0, MAX_CALCULATION);
        Lengths.range("length of the signature", protection.signatureLength(), 1, MAX_SIGNATURE);
    }
}
