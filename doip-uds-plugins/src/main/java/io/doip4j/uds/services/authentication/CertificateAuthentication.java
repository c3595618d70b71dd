package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import io.doip4j.uds.services.internal.Lengths;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Authentication with certificate exchange (ISO 14229-1, service 0x29, APCE), a setting for {@link Authentication}: whom the
 * ECU trusts, which roles a certificate gives, and what the ECU proves itself with. Immutable.
 *
 * <p>Certificates are X.509 in DER. A chain is certificates one after the other, each issued by the next; the trusted one may
 * be left out. The validity is checked against the time of day, not the clock of the ECU, which does not know it.
 */
public final class CertificateAuthentication {
    private static final int MAX_FIELD = 0xFFFF;

    private final CertificateVerifier verifier;
    private final CertificateRoles roles;
    private final CertificateCheck check;
    private final Challenges challenges;
    private final boolean unidirectional;
    private final @Nullable Identity identity;
    private final @Nullable CertificateReceiver receiver;

    /** What the ECU proves itself with. */
    record Identity(PrivateKey key, SignatureScheme scheme, Bytes chain) {
        Bytes prove(Bytes text) throws GeneralSecurityException {
            return scheme.sign(key, text);
        }
    }

    private CertificateAuthentication(Builder builder) {
        verifier = new CertificateVerifier(Set.copyOf(builder.anchors), builder.revoked, builder.clock);
        roles = builder.roles;
        check = builder.check;
        challenges = new Challenges(builder.challengeLength, builder.source);
        unidirectional = builder.unidirectional;
        identity = builder.identity;
        receiver = builder.receiver;
    }

    /**
     * Begins the setting of an ECU that trusts these authorities.
     *
     * @param authorities their certificates, one or more
     * @return a builder
     * @throws IllegalArgumentException if there is none
     */
    public static Builder trusting(X509Certificate... authorities) {
        if (authorities.length == 0) {
            throw new IllegalArgumentException("name at least one authority to trust");
        }
        Builder builder = new Builder();
        for (X509Certificate authority : authorities) {
            builder.anchors.add(new TrustAnchor(authority, null));
        }
        return builder;
    }

    CertificateVerifier verifier() {
        return verifier;
    }

    CertificateRoles roles() {
        return roles;
    }

    CertificateCheck check() {
        return check;
    }

    Challenges challenges() {
        return challenges;
    }

    boolean unidirectional() {
        return unidirectional;
    }

    @Nullable
    Identity identity() {
        return identity;
    }

    @Nullable
    CertificateReceiver receiver() {
        return receiver;
    }

    /** Collects what the setting consists of. Not safe for use by several threads at once. */
    public static final class Builder {
        private final Set<TrustAnchor> anchors = new HashSet<>();
        private CertificateRoles roles = CertificateRoles.organizationalUnits();
        private CertificateCheck check = certificate -> null;
        private Predicate<X509Certificate> revoked = certificate -> false;
        private InstantSource clock = InstantSource.system();
        private int challengeLength = Challenges.DEFAULT_LENGTH;
        private ChallengeSource source = ChallengeSource.random();
        private boolean unidirectional = true;
        private @Nullable Identity identity;
        private @Nullable CertificateReceiver receiver;

        private Builder() {}

        /**
         * Sets which roles a certificate gives, {@link CertificateRoles#organizationalUnits} unless set.
         *
         * @param rule the rule
         * @return this
         */
        public Builder roles(CertificateRoles rule) {
            roles = rule;
            return this;
        }

        /**
         * Sets what else the ECU demands of a certificate, nothing unless set.
         *
         * @param rule the rule
         * @return this
         */
        public Builder check(CertificateCheck rule) {
            check = rule;
            return this;
        }

        /**
         * Sets which certificates are revoked, none unless set. Asked for every certificate of a chain; must be safe for use by
         * any thread. With a revocation list: {@code revoked(list::isRevoked)}.
         *
         * @param rule true for a certificate that is refused with NRC 0x57
         * @return this
         */
        public Builder revoked(Predicate<X509Certificate> rule) {
            revoked = rule;
            return this;
        }

        /**
         * Sets the time of day, the system's unless set.
         *
         * @param time the time of day, safe for use by any thread
         * @return this
         */
        public Builder clock(InstantSource time) {
            clock = time;
            return this;
        }

        /**
         * Sets the length of the ECU's challenges, 32 bytes unless set.
         *
         * @param length bytes, 16..255
         * @return this
         */
        public Builder challengeLength(int length) {
            challengeLength = length;
            return this;
        }

        /**
         * Sets where challenges come from, a strong random source unless set.
         *
         * @param challenges the source
         * @return this
         */
        public Builder challenges(ChallengeSource challenges) {
            source = challenges;
            return this;
        }

        /**
         * Lets the ECU prove itself to testers, too: with it the task verifyCertificateBidirectional is there.
         *
         * @param key its private key: EC, RSA or Ed25519
         * @param chain its certificate, and those between it and what testers trust
         * @return this
         * @throws IllegalArgumentException if there is no certificate, the key is of another kind or does not belong to it, or
         *     the chain is longer than 65,535 bytes
         */
        public Builder identity(PrivateKey key, X509Certificate... chain) {
            SignatureScheme scheme = SignatureScheme.required(key);
            Bytes encoded = encoded(chain);
            if (chain.length == 0 || !isPair(scheme, key, chain[0])) {
                throw new IllegalArgumentException("the private key does not belong to the first certificate");
            }
            identity = new Identity(key, scheme, encoded);
            return this;
        }

        /**
         * Takes the task verifyCertificateUnidirectional away: no tester is authenticated that does not make the ECU prove
         * itself.
         *
         * @return this
         */
        public Builder bidirectionalOnly() {
            unidirectional = false;
            return this;
        }

        /**
         * Takes certificates that testers transmit: with it the task transmitCertificate is there.
         *
         * @param taker what takes them
         * @return this
         */
        public Builder receiver(CertificateReceiver taker) {
            receiver = taker;
            return this;
        }

        /**
         * Makes the setting.
         *
         * @return the setting
         * @throws IllegalArgumentException if the length of the challenge is out of range, or the ECU is to be bidirectional
         *     only and has no identity
         */
        public CertificateAuthentication build() {
            if (!unidirectional && identity == null) {
                throw new IllegalArgumentException("bidirectional authentication needs an identity of the ECU");
            }
            return new CertificateAuthentication(this);
        }

        private static Bytes encoded(X509Certificate... chain) {
            Bytes all = Bytes.EMPTY;
            try {
                for (X509Certificate certificate : chain) {
                    all = all.plus(Bytes.wrap(certificate.getEncoded()));
                }
            } catch (CertificateEncodingException e) {
                throw new IllegalArgumentException("a certificate cannot be written as DER", e);
            }
            Lengths.range("length of the certificates", all.length(), 0, MAX_FIELD);
            return all;
        }

        private static boolean isPair(SignatureScheme scheme, PrivateKey key, X509Certificate certificate) {
            Bytes text = Bytes.ascii("a private key and its certificate");
            try {
                return scheme.verify(certificate.getPublicKey(), text, scheme.sign(key, text));
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }
}
