package io.doip4j.uds.services.security;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.spi.UdsExchange;

/**
 * What comes before the data in a secured message (ISO 14229-1, service 0x84).
 *
 * <table>
 * <caption>Layout</caption>
 * <tr><th>offset</th><th>length</th><th>content</th></tr>
 * <tr><td>0</td><td>1</td><td>service identifier</td></tr>
 * <tr><td>1</td><td>2</td><td>administrativeParameter</td></tr>
 * <tr><td>3</td><td>1</td><td>signatureEncryptionCalculation</td></tr>
 * <tr><td>4</td><td>2</td><td>length of the signature, which ends the message</td></tr>
 * <tr><td>6</td><td>2</td><td>anti-replay counter</td></tr>
 * </table>
 *
 * @param administration bits, see the constants
 * @param calculation 0..0xFF
 * @param signatureLength 0..0xFFFF
 * @param counter 0..0xFFFF
 */
record SecuredHeader(int administration, int calculation, int signatureLength, int counter) {
    static final int LENGTH = 8;
    static final int REQUEST = 1;
    static final int PRE_ESTABLISHED_KEY = 1 << 3;
    static final int ENCRYPTED = 1 << 4;
    static final int SIGNED = 1 << 5;
    static final int SIGNED_RESPONSE_REQUESTED = 1 << 6;

    private static final int ADMINISTRATION = 1;
    private static final int CALCULATION = 3;
    private static final int SIGNATURE_LENGTH = 4;
    private static final int COUNTER = 6;
    private static final int LOW_BYTE = 0xFF;

    static SecuredHeader read(Bytes message) {
        return new SecuredHeader(
                message.u16(ADMINISTRATION),
                message.u8(CALCULATION),
                message.u16(SIGNATURE_LENGTH),
                message.u16(COUNTER));
    }

    Bytes encode(int serviceId) {
        return Bytes.of(
                serviceId,
                administration >> Byte.SIZE,
                administration & LOW_BYTE,
                calculation,
                signatureLength >> Byte.SIZE,
                signatureLength & LOW_BYTE,
                counter >> Byte.SIZE,
                counter & LOW_BYTE);
    }

    /** What is authenticated besides the data: who talks to whom, then the header as it is on the wire. */
    static Bytes associated(UdsExchange exchange, LogicalAddress ecu, Bytes header) {
        int tester = exchange.tester().value();
        return Bytes.of(tester >> Byte.SIZE, tester & LOW_BYTE, ecu.value() >> Byte.SIZE, ecu.value() & LOW_BYTE)
                .plus(header);
    }
}
