package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** A certificate made for a test, with its keys. */
record TestCertificate(X509Certificate certificate, KeyPair keys) {
    /** The time of day in tests; certificates are valid for 10 days before and after. */
    static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    static final Duration VALIDITY = Duration.ofDays(10);

    private static final String BASIC_CONSTRAINTS = "55 1D 13";
    private static final String KEY_USAGE = "55 1D 0F";
    private static final String EXTENDED_KEY_USAGE = "55 1D 25";
    private static final String NAME_CONSTRAINTS = "55 1D 1E";

    Bytes der() {
        try {
            return Bytes.wrap(certificate.getEncoded());
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair keys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("RSA") || algorithm.equals("DSA")) {
                generator.initialize(2048);
            } else if (algorithm.equals("EC")) {
                generator.initialize(256);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** An authority that signs itself. */
    static TestCertificate root(String name) {
        return subject(name).keys(keys("EC")).authority().selfSigned();
    }

    static Maker subject(String name) {
        return new Maker(name);
    }

    /** Collects what a certificate says. */
    static final class Maker {
        private final String subject;
        private final List<Bytes> extensions = new ArrayList<>();
        private Instant from = NOW.minus(VALIDITY);
        private Instant to = NOW.plus(VALIDITY);
        private int serial = 1;
        private @Nullable KeyPair keys;

        private Maker(String subject) {
            this.subject = subject;
        }

        Maker keys(KeyPair pair) {
            keys = pair;
            return this;
        }

        Maker valid(Instant first, Instant last) {
            from = first;
            to = last;
            return this;
        }

        Maker serial(int number) {
            serial = number;
            return this;
        }

        Maker authority() {
            return extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.bool(true)));
        }

        Maker authorityFor(int more) {
            return extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.bool(true), Der.tagged(0x02, Bytes.of(more))));
        }

        /** Bit 0x80 is digitalSignature, 0x20 keyEncipherment, 0x04 keyCertSign. */
        Maker keyUsage(int bits) {
            return extension(KEY_USAGE, true, Der.bitString(Bytes.of(bits)));
        }

        Maker purpose(String oid) {
            return extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(oid)));
        }

        /** Lets an authority sign only for subjects below a name. */
        Maker onlyBelow(String name) {
            Bytes directoryName = Der.tagged(0xA4, name(name));
            return extension(NAME_CONSTRAINTS, true, Der.sequence(Der.tagged(0xA0, Der.sequence(directoryName))));
        }

        Maker extension(String oid, boolean critical, Bytes value) {
            Bytes octets = Der.octetString(value);
            extensions.add(
                    critical ? Der.sequence(Der.oid(oid), Der.bool(true), octets) : Der.sequence(Der.oid(oid), octets));
            return this;
        }

        TestCertificate selfSigned() {
            return signed(subject, pair());
        }

        TestCertificate issuedBy(TestCertificate issuer) {
            return signed(issuer.certificate.getSubjectX500Principal().getName(), issuer.keys);
        }

        /** Claims an issuer, and is signed by whatever key. */
        TestCertificate signed(String issuer, KeyPair signer) {
            try {
                Bytes algorithm = algorithm(signer);
                Bytes content = Der.sequence(
                        Der.tagged(0xA0, Der.tagged(0x02, Bytes.of(2))),
                        Der.integer(serial),
                        algorithm,
                        name(issuer),
                        Der.sequence(Der.time(from), Der.time(to)),
                        name(subject),
                        Bytes.wrap(pair().getPublic().getEncoded()),
                        Der.tagged(0xA3, Der.sequence(extensions.toArray(Bytes[]::new))));
                Signature signature = Signature.getInstance(signatureName(signer));
                signature.initSign(signer.getPrivate());
                signature.update(content.asBuffer());
                return parsed(Der.sequence(content, algorithm, Der.bitString(Bytes.wrap(signature.sign()))), pair());
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        private KeyPair pair() {
            if (keys == null) {
                keys = TestCertificate.keys("EC");
            }
            return keys;
        }
    }

    static TestCertificate parsed(Bytes der, KeyPair keys) throws CertificateException {
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der.toArray()));
        return new TestCertificate(certificate, keys);
    }

    private static Bytes name(String name) {
        return Bytes.wrap(new X500Principal(name).getEncoded());
    }

    private static String signatureName(KeyPair signer) {
        return switch (signer.getPrivate().getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
    }

    private static Bytes algorithm(KeyPair signer) {
        return switch (signer.getPrivate().getAlgorithm()) {
            case "EC" -> Der.sequence(Der.oid("2A 86 48 CE 3D 04 03 02"));
            case "RSA" -> Der.sequence(Der.oid("2A 86 48 86 F7 0D 01 01 0B"), Bytes.of(0x05, 0x00));
            default -> Der.sequence(Der.oid("2B 65 70"));
        };
    }
}
