package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import io.doip4j.uds.services.internal.SymmetricKeys;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import javax.crypto.SecretKey;

/** What an ECU checks the proof of a tester with that has no certificate. */
sealed interface ProofKey {
    /** The algorithm, as it is named on the wire. */
    Bytes indicator();

    boolean verifies(Bytes text, Bytes proof) throws GeneralSecurityException;

    /** A secret that both sides have; the proof is an HMAC-SHA256. */
    record Shared(SecretKey secret) implements ProofKey {
        @Override
        public Bytes indicator() {
            return AlgorithmIndicator.HMAC_SHA256;
        }

        @Override
        public boolean verifies(Bytes text, Bytes proof) throws GeneralSecurityException {
            return MessageDigest.isEqual(prove(text).toArray(), proof.toArray());
        }

        Bytes prove(Bytes text) throws GeneralSecurityException {
            return SymmetricKeys.hmac(secret, text);
        }
    }

    /** The public key of the tester; the proof is a signature. */
    record OfTester(SignatureScheme scheme, PublicKey key) implements ProofKey {
        @Override
        public Bytes indicator() {
            return scheme.indicator();
        }

        @Override
        public boolean verifies(Bytes text, Bytes proof) throws GeneralSecurityException {
            return scheme.verify(key, text, proof);
        }
    }
}
