package io.doip4j.uds.services.authentication;

import io.doip4j.uds.Nrc;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What an ECU demands of a tester's certificate besides that it is valid: content, scope. Called before the tester has
 * proved that the certificate is its own.
 *
 * <p>Must be safe for use by any thread.
 */
@FunctionalInterface
public interface CertificateCheck {
    /**
     * Whether a certificate is refused.
     *
     * @param certificate a certificate whose chain, time and use are in order
     * @return null if it is not, else the code to refuse with: 0x53 (use), 0x55 (content), 0x56 (scope), 0x57 (revoked)
     */
    @Nullable
    Nrc refusal(X509Certificate certificate);
}
