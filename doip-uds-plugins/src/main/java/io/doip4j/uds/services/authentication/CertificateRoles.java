package io.doip4j.uds.services.authentication;

import java.security.cert.X509Certificate;
import java.util.Set;

/**
 * Which roles a tester has by its certificate. The certificate is valid, and the tester has proved that it is its own.
 *
 * <p>Must be safe for use by any thread.
 */
@FunctionalInterface
public interface CertificateRoles {
    /**
     * Reads the roles.
     *
     * @param certificate the tester's certificate
     * @return the roles; empty if it gives none, then the tester gets NRC 0x5A
     */
    Set<String> roles(X509Certificate certificate);

    /**
     * The organizational units (OU) of the subject, each a role.
     *
     * @return the rule
     */
    static CertificateRoles organizationalUnits() {
        return OrganizationalUnits::of;
    }
}
