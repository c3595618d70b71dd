package io.doip4j.uds.services.event;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.services.event.ResponseOnEventSettings.Event;
import java.util.Map;

/**
 * A request to set up an event, in its parts.
 *
 * @param event what is to happen
 * @param request the whole request
 * @param record what belongs to the event
 * @param service the request to answer; empty if it follows from the event
 */
record SetupRequest(Event event, UdsRequest request, Bytes record, Bytes service) {
    private static final int STORE_BIT = 0x40;
    private static final int WINDOW_AT = 2;
    private static final int RECORD_AT = 3;
    private static final int READ_DATA = ServiceId.READ_DATA_BY_IDENTIFIER.value();
    /** The shortest requests of the services that usually answer events. */
    private static final Map<Integer, Integer> SHORTEST = Map.of(
            ServiceId.READ_DTC_INFORMATION.value(),
            2,
            READ_DATA,
            3,
            ServiceId.INPUT_OUTPUT_CONTROL_BY_IDENTIFIER.value(),
            4,
            ServiceId.ROUTINE_CONTROL.value(),
            4);

    private static final int DTC_REPORT_AT = 1;
    private static final int USER_MEMORY_SNAPSHOT = 0x18;
    private static final int USER_MEMORY_EXTENDED_DATA = 0x19;

    /** Takes a request apart. Throws NRC 0x13 if it is too short or too long for its event. */
    static SetupRequest read(Event event, UdsRequest request) {
        Bytes message = request.message();
        Bytes parts = message.from(Math.min(RECORD_AT, message.length()));
        int recordLength = recordLength(event, parts);
        if (parts.length() < recordLength) {
            throw wrongLength();
        }
        Bytes service = parts.from(recordLength);
        boolean impliesService = event == Event.MOST_RECENT_DTC || event == Event.DTC_RECORD;
        if (service.isEmpty() != impliesService || !isComplete(service)) {
            throw wrongLength();
        }
        return new SetupRequest(event, request, parts.slice(0, recordLength), service);
    }

    private static int recordLength(Event event, Bytes parts) {
        return switch (event) {
            case DTC_STATUS_CHANGE, TIMER, MOST_RECENT_DTC -> 1;
            case DATA_CHANGE -> 2;
            case COMPARISON -> Comparison.LENGTH;
            case DTC_RECORD -> 3 + (hasMemory(parts) ? 1 : 0);
        };
    }

    private static boolean hasMemory(Bytes parts) {
        if (parts.length() <= DTC_REPORT_AT) {
            return false;
        }
        int report = parts.u8(DTC_REPORT_AT);
        return report == USER_MEMORY_SNAPSHOT || report == USER_MEMORY_EXTENDED_DATA;
    }

    /** Whether a request to answer has what its service always needs; the rest is known when it is handled. */
    private static boolean isComplete(Bytes service) {
        if (service.isEmpty()) {
            return true;
        }
        int id = service.u8(0);
        // Two bytes for each identifier
        return service.length() >= SHORTEST.getOrDefault(id, 1) && (id != READ_DATA || service.length() % 2 == 1);
    }

    private static NegativeResponseException wrongLength() {
        return new NegativeResponseException(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
    }

    /** Whether a request has the bit that makes an event outlive session transitions and resets. */
    static boolean isToBeStored(UdsRequest request) {
        return (request.subFunction() & STORE_BIT) != 0;
    }

    boolean isToBeStored() {
        return isToBeStored(request);
    }

    int window() {
        return request.message().u8(WINDOW_AT);
    }

    boolean isSameEventAs(SetupRequest other) {
        return event == other.event && record.equals(other.record);
    }

    /** The response to a request: sub-function, number of events, and all that followed the sub-function. */
    static PositiveResponse response(UdsRequest request, int count) {
        Bytes rest = request.message().from(WINDOW_AT);
        return request.positive(2 + rest.length())
                .u8(request.subFunction())
                .u8(count)
                .bytes(rest)
                .build();
    }
}
