package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/**
 * What a tester does to authenticate, written down once more from the Javadoc of {@link Authentication}, so that ECU and
 * tester do not share a mistake.
 */
final class TestTester {
    private TestTester() {}

    static Bytes field(Bytes content) {
        return Bytes.of(content.length() >> 8, content.length() & 0xFF).plus(content);
    }

    static Bytes clientText(Bytes challengeServer, Bytes challengeClient, Bytes lastField) {
        return Der.concat(
                Bytes.ascii("UDS-29-CLIENT"), field(challengeServer), field(challengeClient), field(lastField));
    }

    static Bytes serverText(Bytes challengeClient, Bytes challengeServer) {
        return Der.concat(
                Bytes.ascii("UDS-29-SERVER"), field(challengeClient), field(challengeServer), field(Bytes.EMPTY));
    }

    static Bytes sign(PrivateKey key, Bytes text) {
        try {
            Signature signature = signature(key.getAlgorithm());
            signature.initSign(key);
            signature.update(text.toArray());
            return Bytes.wrap(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static boolean verifies(PublicKey key, Bytes text, Bytes proof) {
        try {
            Signature signature = signature(key.getAlgorithm());
            signature.initVerify(key);
            signature.update(text.toArray());
            return signature.verify(proof.toArray());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Signature signature(String keyAlgorithm) throws GeneralSecurityException {
        if (keyAlgorithm.equals("RSA")) {
            Signature pss = Signature.getInstance("RSASSA-PSS");
            pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            return pss;
        }
        return Signature.getInstance(keyAlgorithm.equals("EC") ? "SHA256withECDSA" : "Ed25519");
    }

    /** Reads fields, each after its length in two bytes. */
    static final class Reader {
        private Bytes rest;

        Reader(Bytes rest) {
            this.rest = rest;
        }

        Bytes next() {
            int length = rest.u16(0);
            Bytes field = rest.slice(2, length);
            rest = rest.from(2 + length);
            return field;
        }

        boolean isAtEnd() {
            return rest.isEmpty();
        }
    }
}
