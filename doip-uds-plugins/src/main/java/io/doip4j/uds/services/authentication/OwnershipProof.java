package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;

/**
 * What a proof of ownership proves: that its maker has the key, and made it for this exchange of challenges. It is a
 * signature or a message authentication code over a label of the side that makes it, then the fields, each after its length
 * in two bytes as on the wire. The labels keep one side's proof from being sent back as the other's.
 */
final class OwnershipProof {
    private static final Bytes TESTER = Bytes.ascii("UDS-29-CLIENT");
    private static final Bytes ECU = Bytes.ascii("UDS-29-SERVER");

    private OwnershipProof() {}

    /** What a tester signs; the last field is its ephemeral public key, or its additional parameter. */
    static Bytes byTester(Bytes challengeServer, Bytes challengeClient, Bytes lastField) {
        return text(TESTER, challengeServer, challengeClient, lastField);
    }

    /** What the ECU signs; the last field is its ephemeral public key, or empty. */
    static Bytes byEcu(Bytes challengeClient, Bytes challengeServer, Bytes lastField) {
        return text(ECU, challengeClient, challengeServer, lastField);
    }

    private static Bytes text(Bytes label, Bytes... fields) {
        int length = label.length();
        for (Bytes field : fields) {
            length += 2 + field.length();
        }
        byte[] text = new byte[length];
        label.copyTo(text, 0);
        int at = label.length();
        for (Bytes field : fields) {
            text[at++] = (byte) (field.length() >> 8);
            text[at++] = (byte) field.length();
            field.copyTo(text, at);
            at += field.length();
        }
        return Bytes.wrap(text);
    }
}
