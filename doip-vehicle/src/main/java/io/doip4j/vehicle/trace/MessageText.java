package io.doip4j.vehicle.trace;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.codec.DoipHeader;
import io.doip4j.core.codec.HeaderViolation;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.UnknownMessage;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import java.util.regex.Pattern;

/** Messages in words. */
final class MessageText {
    /** Fields that say nothing. */
    private static final Pattern ABSENT =
            Pattern.compile(", (\\w+=Optional(Long)?\\.empty|\\w+=(?=[,\\]])|reserved=0(?=[,\\]]))|\\[]$");

    private static final Pattern PRESENT = Pattern.compile("Optional(?:Long)?\\[([^\\[\\]]*)]");
    private static final int NEGATIVE_LENGTH = 3;

    private MessageText() {}

    static String of(DoipMessage message) {
        if (message instanceof DiagnosticMessage diagnostic) {
            return way(diagnostic.source(), diagnostic.target()) + uds(diagnostic.userData());
        }
        if (message instanceof DiagnosticAck ack) {
            return way(ack.source(), ack.target()) + "acknowledge " + ack.code() + echo(ack.previousData());
        }
        if (message instanceof DiagnosticNack nack) {
            return way(nack.source(), nack.target()) + "negative acknowledge " + nack.code()
                    + echo(nack.previousData());
        }
        if (message instanceof UnknownMessage unknown) {
            return "message of type " + unknown.type() + ": " + unknown.payload();
        }
        String fields = ABSENT.matcher(message.toString()).replaceAll("");
        return PRESENT.matcher(fields).replaceAll("$1");
    }

    private static String way(LogicalAddress source, LogicalAddress target) {
        return source + " to " + target + ", ";
    }

    private static String echo(Bytes previous) {
        return previous.isEmpty() ? "" : ", which repeats " + previous;
    }

    /** A UDS message: what kind it is, and its bytes. */
    static String uds(Bytes data) {
        if (data.isEmpty()) {
            return "no user data";
        }
        int first = data.u8(0);
        if (first == ServiceId.NEGATIVE_RESPONSE) {
            return data.length() < NEGATIVE_LENGTH
                    ? "incomplete negative response: " + data
                    : "negative response " + Nrc.of(data.u8(2)) + " to " + ServiceId.of(data.u8(1)) + ": " + data;
        }
        return ServiceId.isRequest(first)
                ? "request " + ServiceId.of(first) + ": " + data
                : "response to " + ServiceId.of(first - ServiceId.RESPONSE_OFFSET) + ": " + data;
    }

    /** Bytes that begin with a header that cannot be. */
    static String refused(HeaderViolation violation, Bytes bytes) {
        DoipHeader header = violation.header();
        return "no valid message, " + violation.code() + ", type " + header.type() + ", length "
                + header.payloadLength() + ": " + bytes;
    }
}
