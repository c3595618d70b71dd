package io.doip4j.uds.services.authentication;

import io.doip4j.uds.Nrc;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Takes certificates that testers transmit without proving that they are their own (ISO 14229-1, service 0x29, task
 * transmitCertificate).
 *
 * <p>Must be safe for use by any thread.
 */
@FunctionalInterface
public interface CertificateReceiver {
    /**
     * Takes a certificate.
     *
     * @param evaluationId what the certificate is for, 0..0xFFFF
     * @param certificate a certificate whose chain and time are in order, and that is not revoked
     * @return null if it was taken, else the code to refuse with: 0x53 for an unknown evaluation, 0x55 (content), 0x56 (scope)
     */
    @Nullable
    Nrc receive(int evaluationId, X509Certificate certificate);
}
