package io.doip4j.uds.services.security;

import io.doip4j.core.Bytes;
import io.doip4j.uds.services.internal.SymmetricKeys;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SignatureException;
import javax.crypto.SecretKey;

/** HMAC-SHA256: data stay readable. The associated bytes have a fixed length, so the boundary is clear. */
final class HmacProtection implements SecuredDataProtection {
    private static final int CALCULATION = 0x02;

    private final SecretKey key;

    HmacProtection(Bytes key) {
        this.key = SymmetricKeys.hmacSha256(key);
    }

    @Override
    public boolean encrypts() {
        return false;
    }

    @Override
    public int calculation() {
        return CALCULATION;
    }

    @Override
    public int signatureLength() {
        return SymmetricKeys.HMAC_LENGTH;
    }

    @Override
    public Sealed seal(Bytes associated, Bytes data) throws GeneralSecurityException {
        return new Sealed(data, SymmetricKeys.hmac(key, associated, data));
    }

    @Override
    public Bytes open(Bytes associated, Sealed sealed) throws GeneralSecurityException {
        Bytes right = SymmetricKeys.hmac(key, associated, sealed.data());
        if (!MessageDigest.isEqual(right.toArray(), sealed.signature().toArray())) {
            throw new SignatureException("the HMAC is not that of the message");
        }
        return sealed.data();
    }
}
