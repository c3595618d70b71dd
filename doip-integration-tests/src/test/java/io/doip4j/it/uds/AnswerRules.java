package io.doip4j.it.uds;

import static io.doip4j.it.uds.AllowedAnswers.only;
import static io.doip4j.it.uds.Situation.Where.EVERYWHERE;
import static io.doip4j.it.uds.Situation.Where.EXTENDED_SESSION;
import static io.doip4j.it.uds.Situation.Where.NOT_DEFAULT_SESSION;
import static io.doip4j.it.uds.Situation.Where.NOT_PROGRAMMING_SESSION;
import static io.doip4j.it.uds.Situation.Where.PROGRAMMING_SESSION;

import io.doip4j.core.Bytes;
import io.doip4j.it.uds.Situation.Where;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the reference ECU may answer to any request when nothing has been begun: no seed asked for, no transfer, no event, no
 * identifier defined. Written from the rules of ISO 14229-1, not from the services, so that it can find fault with them.
 */
final class AnswerRules {
    /** Service to where it is available. */
    private static final Map<Integer, Where> SERVICES = Map.ofEntries(
            Map.entry(0x10, EVERYWHERE),
            Map.entry(0x11, EVERYWHERE),
            Map.entry(0x14, NOT_PROGRAMMING_SESSION),
            Map.entry(0x19, NOT_PROGRAMMING_SESSION),
            Map.entry(0x22, EVERYWHERE),
            Map.entry(0x23, EXTENDED_SESSION),
            Map.entry(0x24, NOT_PROGRAMMING_SESSION),
            Map.entry(0x27, NOT_DEFAULT_SESSION),
            Map.entry(0x28, EXTENDED_SESSION),
            Map.entry(0x29, NOT_PROGRAMMING_SESSION),
            Map.entry(0x2A, EXTENDED_SESSION),
            Map.entry(0x2C, EXTENDED_SESSION),
            Map.entry(0x2E, EXTENDED_SESSION),
            Map.entry(0x2F, EXTENDED_SESSION),
            Map.entry(0x31, EVERYWHERE),
            Map.entry(0x34, PROGRAMMING_SESSION),
            Map.entry(0x35, PROGRAMMING_SESSION),
            Map.entry(0x36, PROGRAMMING_SESSION),
            Map.entry(0x37, PROGRAMMING_SESSION),
            Map.entry(0x3D, EXTENDED_SESSION),
            Map.entry(0x3E, EVERYWHERE),
            Map.entry(0x85, EXTENDED_SESSION),
            Map.entry(0x86, NOT_PROGRAMMING_SESSION));

    /** Service to its sub-functions to where each is available. 0x31 has its own order of checks. */
    private static final Map<Integer, Map<Integer, Where>> SUB_FUNCTIONS = Map.of(
            0x10, Map.of(0x01, EVERYWHERE, 0x02, NOT_DEFAULT_SESSION, 0x03, NOT_PROGRAMMING_SESSION),
            0x11, Map.of(0x01, EVERYWHERE, 0x02, EXTENDED_SESSION, 0x03, EVERYWHERE),
            0x19, everywhere(0x01, 0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x14),
            0x27, Map.of(0x01, EVERYWHERE, 0x02, EVERYWHERE, 0x03, PROGRAMMING_SESSION, 0x04, PROGRAMMING_SESSION),
            0x28, everywhere(0x00, 0x01, 0x02, 0x03),
            0x29, everywhere(0x00, 0x08),
            0x2C, everywhere(0x01, 0x02, 0x03),
            0x3E, everywhere(0x00),
            0x85, everywhere(0x01, 0x02),
            // Bit 6 asks to store the event
            0x86, everywhere(0x00, 0x01, 0x03, 0x04, 0x05, 0x06, 0x40, 0x41, 0x43, 0x44, 0x45, 0x46));

    private static final int ROUTINE_CONTROL = 0x31;

    private AnswerRules() {}

    private static Map<Integer, Where> everywhere(Integer... subFunctions) {
        return Arrays.stream(subFunctions).collect(Collectors.toMap(Function.identity(), any -> EVERYWHERE));
    }

    /** Whether a byte can begin a request. */
    static boolean isRequest(int serviceId) {
        return (serviceId & 0x40) == 0;
    }

    /** Whether the ECU has the service in any session. */
    static boolean isKnown(int serviceId) {
        return SERVICES.containsKey(serviceId);
    }

    /** Whether the highest bit of the second byte of a request suppresses a positive response. */
    static boolean hasSubFunction(int serviceId) {
        return SUB_FUNCTIONS.containsKey(serviceId) || serviceId == ROUTINE_CONTROL;
    }

    static AllowedAnswers allowed(Situation situation, Bytes request) {
        int serviceId = request.u8(0);
        Where where = SERVICES.get(serviceId);
        if (where == null) {
            return isRequest(serviceId) ? only(0x11) : AllowedAnswers.NOTHING;
        }
        if (!situation.isIn(where)) {
            return only(0x7F);
        }
        Map<Integer, Where> subFunctions = SUB_FUNCTIONS.get(serviceId);
        if (subFunctions != null) {
            if (request.length() < 2) {
                return only(0x13);
            }
            Where available = subFunctions.get(request.u8(1) & 0x7F);
            if (available == null) {
                return only(0x12);
            }
            if (!situation.isIn(available)) {
                return only(0x7E);
            }
        }
        return ServiceRules.allowed(situation, request);
    }
}
