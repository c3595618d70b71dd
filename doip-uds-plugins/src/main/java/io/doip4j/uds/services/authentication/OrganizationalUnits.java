package io.doip4j.uds.services.authentication;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** Reads the organizational units of a certificate's subject. */
final class OrganizationalUnits {
    private static final String ATTRIBUTE = "OU";

    private OrganizationalUnits() {}

    static Set<String> of(X509Certificate certificate) {
        Set<String> units = new LinkedHashSet<>();
        try {
            LdapName subject =
                    new LdapName(certificate.getSubjectX500Principal().getName());
            for (Rdn rdn : subject.getRdns()) {
                collect(rdn.toAttributes().get(ATTRIBUTE), units);
            }
        } catch (NamingException e) {
            // A name that cannot be read gives no rights at all, not those of the part that could be.
            return Set.of();
        }
        return units;
    }

    private static void collect(@Nullable Attribute values, Set<String> units) throws NamingException {
        for (int i = 0; values != null && i < values.size(); i++) {
            // A value in an unusual encoding is no text, and names no role.
            if (values.get(i) instanceof String unit) {
                units.add(unit);
            }
        }
    }
}
