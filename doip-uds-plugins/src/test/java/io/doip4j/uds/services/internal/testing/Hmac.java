package io.doip4j.uds.services.internal.testing;

import io.doip4j.core.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 as a tester computes it, without the code of the services. */
public final class Hmac {
    private Hmac() {}

    public static Bytes of(Bytes secret, Bytes text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.toArray(), "HmacSHA256"));
            return Bytes.wrap(mac.doFinal(text.toArray()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
