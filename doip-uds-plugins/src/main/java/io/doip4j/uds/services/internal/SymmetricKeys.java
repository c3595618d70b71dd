package io.doip4j.uds.services.internal;

import io.doip4j.core.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that ECU and tester share. */
public final class SymmetricKeys {
    /** The shortest secret: 128 bits. */
    public static final int MIN_LENGTH = 16;

    /** Length of an HMAC-SHA256. */
    public static final int HMAC_LENGTH = 32;

    private static final String HMAC_SHA256 = "HmacSHA256";

    private SymmetricKeys() {}

    public static SecretKey hmacSha256(Bytes secret) {
        if (secret.length() < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "the secret has " + secret.length() + " bytes, needed are " + MIN_LENGTH + " or more");
        }
        return new SecretKeySpec(secret.toArray(), HMAC_SHA256);
    }

    public static Bytes hmac(SecretKey secret, Bytes... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(secret.getAlgorithm());
        mac.init(secret);
        for (Bytes part : parts) {
            mac.update(part.asBuffer());
        }
        return Bytes.wrap(mac.doFinal());
    }
}
