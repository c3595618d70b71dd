package io.doip4j.uds.services.authentication;

import io.doip4j.core.Bytes;

/** The name of an algorithm on the wire: its object identifier in ASN.1 BER, filled up with 0x00 to 16 bytes. */
final class AlgorithmIndicator {
    static final int LENGTH = 16;

    static final Bytes HMAC_SHA256 = of("06 08 2A 86 48 86 F7 0D 02 09");

    private AlgorithmIndicator() {}

    static Bytes of(String objectIdentifier) {
        Bytes encoded = Bytes.hex(objectIdentifier);
        return encoded.plus(Bytes.wrap(new byte[LENGTH - encoded.length()]));
    }
}
