package io.doip4j.uds.services.authentication;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** Whether a certificate is one for a tester to authenticate with (RFC 5280, key usage and basic constraints). */
final class ClientUse {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NO_AUTHORITY = -1;
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";
    private static final Set<String> RIGHT_USES = Set.of(CLIENT_AUTHENTICATION, ANY_USE);

    private ClientUse() {}

    /** What a certificate does not restrict is allowed. */
    static boolean allows(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() == NO_AUTHORITY
                && (usage == null || usage[DIGITAL_SIGNATURE])
                && allowsPurpose(certificate);
    }

    private static boolean allowsPurpose(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null || purposes.stream().anyMatch(RIGHT_USES::contains);
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
