package io.doip4j.uds.services.control;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.Routine;
import io.doip4j.uds.spi.RoutineResult;
import io.doip4j.uds.spi.Routines;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * RoutineControl (ISO 14229-1, service 0x31): starts a routine (0x01), stops it (0x02), or asks for its results (0x03).
 *
 * <p>Request: sub-function, routine identifier (2), option record. Response: sub-function, routine identifier (2), status
 * record.
 *
 * <p>Negative responses, in this order: 0x31 if the active session has no such routine; whatever the {@link Routine} wants
 * for access (0x38, 0x34, 0x33); 0x12 if the routine does not have the sub-function; then what the routine refuses with,
 * usually 0x13, 0x31, 0x24, 0x22 or 0x72. Which sub-functions there are depends on the routine, so the identifier is checked
 * first.
 */
@AutoService(UdsServiceProvider.class)
public final class RoutineControl implements UdsServiceProvider {
    private static final int START = 0x01;
    private static final int STOP = 0x02;
    private static final int REQUEST_RESULTS = 0x03;
    private static final int IDENTIFIER_AT = 2;
    private static final int OPTIONS_AT = 4;
    private static final int RESPONSE_HEAD_LENGTH = 3;

    /** A provider without options. */
    public RoutineControl() {}

    @Override
    public String id() {
        return "uds.routine-control";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.ROUTINE_CONTROL.value())
                .uncheckedSubFunction()
                .minLength(OPTIONS_AT)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        Routines routines = ecu.routines();
        return (request, exchange) -> handle(routines, request, exchange);
    }

    private static UdsResult handle(Routines routines, UdsRequest request, UdsExchange exchange) {
        Routine routine = routines.find(request.message().u16(IDENTIFIER_AT));
        if (routine == null || !routine.availableIn().contains(exchange.session())) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        Nrc refusal = routine.access().refusal(exchange);
        if (refusal != null) {
            return request.negativeResponse(refusal);
        }
        RoutineResult result = control(routine, request, exchange);
        return result instanceof RoutineResult.Pending pending
                ? UdsResult.pending(pending.stage().thenApply(status -> response(request, status)))
                : response(request, ((RoutineResult.Done) result).statusRecord());
    }

    private static RoutineResult control(Routine routine, UdsRequest request, UdsExchange exchange) {
        Bytes options = request.message().from(OPTIONS_AT);
        return switch (request.subFunction()) {
            case START -> routine.start(options, exchange);
            case STOP -> routine.stop(options, exchange);
            case REQUEST_RESULTS -> routine.results(options, exchange);
            default -> throw new NegativeResponseException(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
        };
    }

    private static PositiveResponse response(UdsRequest request, Bytes statusRecord) {
        return request.positive(RESPONSE_HEAD_LENGTH + statusRecord.length())
                .u8(request.subFunction())
                .u16(request.message().u16(IDENTIFIER_AT))
                .bytes(statusRecord)
                .build();
    }
}
