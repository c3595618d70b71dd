package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How proofs of ownership are signed: what kind of key a party has decides. */
enum SignatureScheme {
    /** Elliptic curve: ECDSA with SHA-256, signature as an ASN.1 sequence of r and s. */
    ECDSA("SHA256withECDSA", "06 08 2A 86 48 CE 3D 04 03 02"),
    /** RSA: RSASSA-PSS with SHA-256, MGF1 with SHA-256, salt of 32 bytes. */
    RSA_PSS("RSASSA-PSS", "06 09 2A 86 48 86 F7 0D 01 01 0A"),
    /** Ed25519. */
    ED25519("Ed25519", "06 03 2B 65 70");

    private static final int SALT_LENGTH = 32;

    private final String algorithm;
    private final String objectIdentifier;

    SignatureScheme(String algorithm, String objectIdentifier) {
        this.algorithm = algorithm;
        this.objectIdentifier = objectIdentifier;
    }

    /** The scheme for a key; empty for a kind of key that has none. */
    static Optional<SignatureScheme> of(Key key) {
        if (key instanceof EdECKey edwards) {
            boolean known = NamedParameterSpec.ED25519
                    .getName()
                    .equals(edwards.getParams().getName());
            return known ? Optional.of(ED25519) : Optional.empty();
        }
        return switch (key.getAlgorithm()) {
            case "EC" -> Optional.of(ECDSA);
            case "RSA", "RSASSA-PSS" -> Optional.of(RSA_PSS);
            default -> Optional.empty();
        };
    }

    /** The scheme for a key of the configuration. */
    static SignatureScheme required(Key key) {
        return of(key).orElseThrow(() -> new IllegalArgumentException(
                "a key of the kind " + key.getAlgorithm() + " cannot be used: needed is EC, RSA or Ed25519"));
    }

    /** How the scheme is named on the wire. */
    Bytes indicator() {
        return AlgorithmIndicator.of(objectIdentifier);
    }

    Bytes sign(PrivateKey key, Bytes data) throws GeneralSecurityException {
        Signature signature = signature();
        signature.initSign(key);
        signature.update(data.asBuffer());
        return Bytes.wrap(signature.sign());
    }

    boolean verify(PublicKey key, Bytes data, Bytes proof) throws GeneralSecurityException {
        Signature signature = signature();
        signature.initVerify(key);
        signature.update(data.asBuffer());
        try {
            return signature.verify(proof.toArray());
        } catch (SignatureException e) {
            // Not even the form of a signature.
            return false;
        }
    }

    private Signature signature() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        AlgorithmParameterSpec parameters = parameters();
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        return signature;
    }

    private @Nullable AlgorithmParameterSpec parameters() {
        return this == RSA_PSS
                ? new PSSParameterSpec(
                        MGF1ParameterSpec.SHA256.getDigestAlgorithm(),
                        "MGF1",
                        MGF1ParameterSpec.SHA256,
                        SALT_LENGTH,
                        PSSParameterSpec.TRAILER_FIELD_BC)
                : null;
    }
}
