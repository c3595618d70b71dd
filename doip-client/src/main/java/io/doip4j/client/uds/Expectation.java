package io.doip4j.client.uds;

import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import java.util.Set;

/**
 * What the answer to a request looks like (ISO 14229-1, the message layouts of the services): its service identifier, and what it
 * repeats of the request.
 */
final class Expectation {
    private static final int SUB_FUNCTION = 0x7F;
    private static final int EVENT_TYPE = 0x3F;
    private static final int SUPPRESS = 0x80;
    private static final Set<Integer> WITH_SUB_FUNCTION =
            Set.of(0x10, 0x11, 0x19, 0x27, 0x28, 0x29, 0x2C, 0x31, 0x3E, 0x83, 0x85, 0x86, 0x87);
    private static final Set<Integer> ANSWER_IS_CONFIRMATION =
            Set.of(0x10, 0x11, 0x28, 0x2C, 0x31, 0x3E, 0x83, 0x85, 0x86, 0x87);

    /** How a message relates to the request. */
    enum Match {
        POSITIVE,
        NEGATIVE,
        /** Negative response 0x78. */
        PENDING,
        /** For this request, but not readable. */
        MALFORMED,
        /** For this service, but with another echo. */
        OTHER_ECHO,
        /** For something else. */
        FOREIGN
    }

    private final Bytes request;
    private final int serviceId;

    Expectation(Bytes request) {
        this.request = request;
        this.serviceId = request.u8(0);
    }

    int serviceId() {
        return serviceId;
    }

    Bytes request() {
        return request;
    }

    /** Whether the request asks for no positive response. */
    boolean suppressed() {
        return WITH_SUB_FUNCTION.contains(serviceId) && request.length() > 1 && (request.u8(1) & SUPPRESS) != 0;
    }

    /** The same request without the wish for a positive response, if that would be no more than a confirmation. */
    static Bytes suppress(Bytes request) {
        if (request.length() < 2 || !ANSWER_IS_CONFIRMATION.contains(request.u8(0))) {
            return request;
        }
        byte[] changed = request.toArray();
        changed[1] |= (byte) SUPPRESS;
        return Bytes.wrap(changed);
    }

    /** Whether a target refuses because it works on something else: negative response 0x21. */
    static boolean isBusy(Bytes message) {
        return message.length() == 3
                && message.u8(0) == ServiceId.NEGATIVE_RESPONSE
                && message.u8(2) == Nrc.BUSY_REPEAT_REQUEST.value();
    }

    Match match(Bytes message) {
        int first = message.u8(0);
        if (first == ServiceId.NEGATIVE_RESPONSE) {
            return negative(message);
        }
        if (!ServiceId.isRequest(serviceId) || first != serviceId + ServiceId.RESPONSE_OFFSET) {
            return Match.FOREIGN;
        }
        return positive(message);
    }

    private Match negative(Bytes message) {
        if (message.length() < 2 || message.u8(1) != serviceId) {
            return Match.FOREIGN;
        }
        if (message.length() != 3) {
            return Match.MALFORMED;
        }
        return message.u8(2) == Nrc.RESPONSE_PENDING.value() ? Match.PENDING : Match.NEGATIVE;
    }

    private Match positive(Bytes message) {
        return switch (serviceId) {
            case 0x10, 0x11, 0x27, 0x28, 0x29, 0x3E, 0x83, 0x85, 0x87 -> echo(message, 1, SUB_FUNCTION);
            case 0x86 -> echo(message, 1, EVENT_TYPE);
            case 0x19 -> report(message);
            case 0x31 -> both(echo(message, 1, SUB_FUNCTION), same(message, 2, 2));
            case 0x2C -> dynamic(message);
            case 0x22 -> identifiers(message);
            case 0x24, 0x2E -> same(message, 1, 2);
            case 0x2F -> same(message, 1, 3);
            case 0x36, 0x38 -> same(message, 1, 1);
            case 0x3D -> same(message, 1, writtenMemory());
            // With more bytes it is periodic data, which also begin like the answer
            case 0x2A -> message.length() == 1 ? Match.POSITIVE : Match.FOREIGN;
            default -> Match.POSITIVE;
        };
    }

    /** The byte of a sub-function or event: the highest bits are not part of it. */
    private Match echo(Bytes message, int index, int mask) {
        if (request.length() <= index) {
            return Match.POSITIVE;
        }
        if (message.length() <= index) {
            return Match.MALFORMED;
        }
        return (message.u8(index) & mask) == (request.u8(index) & mask) ? Match.POSITIVE : Match.OTHER_ECHO;
    }

    /** Bytes that the answer has where the request has them. What a wrong request lacks is not compared. */
    private Match same(Bytes message, int index, int length) {
        int compared = Math.min(length, Math.max(0, request.length() - index));
        if (message.length() < index + compared) {
            return Match.MALFORMED;
        }
        return message.slice(index, compared).equals(request.slice(Math.min(index, request.length()), compared))
                ? Match.POSITIVE
                : Match.OTHER_ECHO;
    }

    private static Match both(Match first, Match second) {
        return first == Match.POSITIVE ? second : first;
    }

    /** Reports about one code repeat it: 0x04 and 0x06 right behind the sub-function. */
    private Match report(Bytes message) {
        Match subFunction = echo(message, 1, SUB_FUNCTION);
        int report = request.length() > 1 ? request.u8(1) & SUB_FUNCTION : 0;
        return report == 0x04 || report == 0x06 ? both(subFunction, same(message, 2, 3)) : subFunction;
    }

    /** The identifier may be missing in the answer of 2C, as that which clears all has none. */
    private Match dynamic(Bytes message) {
        Match subFunction = echo(message, 1, SUB_FUNCTION);
        return message.length() < 4 ? subFunction : both(subFunction, same(message, 2, 2));
    }

    /** The answer begins with one of the identifiers: with which one depends on what the target has. */
    private Match identifiers(Bytes message) {
        if (request.length() < 3) {
            return Match.POSITIVE;
        }
        if (message.length() < 3) {
            return Match.MALFORMED;
        }
        for (int i = 1; i + 1 < request.length(); i += 2) {
            if (request.u16(i) == message.u16(1)) {
                return Match.POSITIVE;
            }
        }
        return Match.OTHER_ECHO;
    }

    private int writtenMemory() {
        return request.length() < 2 ? 0 : 1 + (request.u8(1) & 0x0F) + (request.u8(1) >> 4);
    }
}
