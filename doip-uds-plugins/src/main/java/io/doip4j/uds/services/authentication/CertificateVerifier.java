package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Verifies X.509 certificates against what the ECU trusts (RFC 5280). It never asks the network.
 *
 * @param anchors whom the ECU trusts
 * @param revoked which certificates are not valid any more
 * @param clock the time of day
 */
record CertificateVerifier(Set<TrustAnchor> anchors, Predicate<X509Certificate> revoked, InstantSource clock) {
    /** A certificate and all above it; nobody needs more, and each costs time. */
    private static final int MAX_CHAIN = 8;

    private static final String X_509 = "X.509";
    private static final String PKIX = "PKIX";
    private static final int ASN1_SEQUENCE = 0x30;

    private static final Map<Reason, Nrc> CODES = Map.of(
            BasicReason.EXPIRED, Nrc.CERTIFICATE_INVALID_TIME_PERIOD,
            BasicReason.NOT_YET_VALID, Nrc.CERTIFICATE_INVALID_TIME_PERIOD,
            BasicReason.INVALID_SIGNATURE, Nrc.CERTIFICATE_INVALID_SIGNATURE,
            BasicReason.ALGORITHM_CONSTRAINED, Nrc.CERTIFICATE_INVALID_SIGNATURE,
            BasicReason.REVOKED, Nrc.CERTIFICATE_INVALID_CERTIFICATE,
            PKIXReason.UNRECOGNIZED_CRIT_EXT, Nrc.CERTIFICATE_INVALID_CONTENT,
            PKIXReason.INVALID_POLICY, Nrc.CERTIFICATE_INVALID_CONTENT,
            PKIXReason.INVALID_NAME, Nrc.CERTIFICATE_INVALID_SCOPE);

    /**
     * Gives the certificate of whoever sent a chain.
     *
     * @param encoded certificates in DER one after the other, each issued by the next; the trusted one may be left out
     * @throws NegativeResponseException with NRC 0x50..0x52, 0x54..0x57 if it is not valid
     */
    X509Certificate verified(Bytes encoded) throws GeneralSecurityException {
        List<X509Certificate> chain = withoutAnchors(parsed(encoded));
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setDate(Date.from(clock.instant()));
        parameters.setRevocationEnabled(false);
        try {
            CertPathValidator.getInstance(PKIX)
                    .validate(CertificateFactory.getInstance(X_509).generateCertPath(chain), parameters);
        } catch (CertPathValidatorException e) {
            throw refused(code(e));
        }
        if (chain.stream().anyMatch(revoked)) {
            throw refused(Nrc.CERTIFICATE_INVALID_CERTIFICATE);
        }
        return chain.get(0);
    }

    private static List<X509Certificate> parsed(Bytes encoded) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance(X_509);
        ByteArrayInputStream input = new ByteArrayInputStream(encoded.toArray());
        List<X509Certificate> chain = new ArrayList<>();
        do {
            // The factory reads text, too, but only DER has a length that says where the next one begins.
            int at = encoded.length() - input.available();
            boolean isDer = at < encoded.length() && encoded.u8(at) == ASN1_SEQUENCE;
            if (!isDer || chain.size() == MAX_CHAIN) {
                throw refused(Nrc.CERTIFICATE_INVALID_FORMAT);
            }
            try {
                chain.add((X509Certificate) factory.generateCertificate(input));
            } catch (CertificateException e) {
                throw refused(Nrc.CERTIFICATE_INVALID_FORMAT);
            }
        } while (input.available() > 0);
        return chain;
    }

    private List<X509Certificate> withoutAnchors(List<X509Certificate> chain) {
        int end = chain.size();
        while (end > 1 && isAnchor(chain.get(end - 1))) {
            end--;
        }
        return chain.subList(0, end);
    }

    private boolean isAnchor(X509Certificate certificate) {
        return anchors.stream().anyMatch(anchor -> certificate.equals(anchor.getTrustedCert()));
    }

    private static Nrc code(CertPathValidatorException refusal) {
        Nrc code = CODES.get(refusal.getReason());
        if (code != null) {
            return code;
        }
        // The issuer's key is of another kind than the signature: the JDK has no reason for that.
        return refusal.getReason() == BasicReason.UNSPECIFIED && refusal.getCause() instanceof GeneralSecurityException
                ? Nrc.CERTIFICATE_INVALID_SIGNATURE
                : Nrc.CERTIFICATE_INVALID_CHAIN_OF_TRUST;
    }

    private static NegativeResponseException refused(Nrc code) {
        return new NegativeResponseException(code);
    }
}
