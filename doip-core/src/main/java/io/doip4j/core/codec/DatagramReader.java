package io.doip4j.core.codec;

import io.doip4j.core.Bytes;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNackCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads UDP datagrams: exactly one DoIP message each (ISO 13400-2). Immutable, safe for use by any thread as long as the
 * rules are.
 */
public final class DatagramReader {
    private static final DatagramResult TOO_SHORT =
            new DatagramResult.Ignored("shorter than the " + DoipHeader.LENGTH + " bytes of a header");
    private static final DatagramResult NOT_TO_BE_ANSWERED =
            new DatagramResult.Ignored("a type that is not answered: NACK, announcement or response");

    private final HeaderRules rules;

    /**
     * A reader.
     *
     * @param rules what to accept
     */
    public DatagramReader(HeaderRules rules) {
        this.rules = rules;
    }

    /**
     * Reads one datagram.
     *
     * @param datagram all its bytes, from position to limit; the position moves to the limit
     * @return what it is
     */
    public DatagramResult read(ByteBuffer datagram) {
        if (datagram.remaining() < DoipHeader.LENGTH) {
            datagram.position(datagram.limit());
            return TOO_SHORT;
        }
        long bits = datagram.getLong();
        long header = datagram.order() == ByteOrder.BIG_ENDIAN ? bits : Long.reverseBytes(bits);
        DatagramResult result = read(header, datagram);
        datagram.position(datagram.limit());
        return result;
    }

    private DatagramResult read(long header, ByteBuffer payload) {
        long length = DoipHeader.payloadLength(header);
        int type = DoipHeader.type(header);
        HeaderVerdict verdict = rules.check(DoipHeader.version(header), DoipHeader.inverse(header), type, length);
        if (verdict == HeaderVerdict.IGNORE) {
            return NOT_TO_BE_ANSWERED;
        }
        if (verdict == HeaderVerdict.ACCEPT && length != payload.remaining()) {
            return refused(header, GenericNackCode.INVALID_PAYLOAD_LENGTH);
        }
        return verdict == HeaderVerdict.ACCEPT
                ? new DatagramResult.Message(
                        ProtocolVersion.of(DoipHeader.version(header)), DoipMessage.read(type, Bytes.copyOf(payload)))
                : refused(header, verdict.nackCode().orElseThrow());
    }

    private DatagramResult refused(long header, GenericNackCode code) {
        return new DatagramResult.Refused(rules.violation(DoipHeader.of(header), code));
    }
}
