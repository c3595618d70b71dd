package io.doip4j.uds.services.control;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.InputOutput;
import io.doip4j.uds.spi.InputOutputs;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.OptionalInt;

/**
 * InputOutputControlByIdentifier (ISO 14229-1, service 0x2F): gives control of an input or output back to the ECU (0x00),
 * sets its default value (0x01), keeps the value of now (0x02) or sets a value (0x03). The positive response has the value
 * that is effective then.
 *
 * <p>A request has a state record with 0x03 and only there, and a mask behind it, for every control, if and only if the input
 * or output has several elements, see {@link InputOutput#elements}.
 *
 * <p>Negative responses, in this order: 0x13 without control parameter; 0x31 if the input or output cannot be controlled in
 * the active session; 0x38, 0x34 or 0x33 if the tester lacks what controlling it needs; 0x31 for another control; 0x13 if
 * state record or mask are missing, too long or too short; 0x31 if the mask selects no element, or one that is not there;
 * whatever the {@link InputOutput} refuses with.
 *
 * <p>Control ends with the session: the engine sees to that.
 */
@AutoService(UdsServiceProvider.class)
public final class InputOutputControlByIdentifier implements UdsServiceProvider {
    private static final int CONTROL_AT = 3;
    private static final int OPTION_AT = 4;
    private static final int RESPONSE_HEADER = 3;

    private static final int RETURN_CONTROL = 0x00;
    private static final int RESET_TO_DEFAULT = 0x01;
    private static final int FREEZE = 0x02;
    private static final int ADJUST = 0x03;

    /** A provider without options. */
    public InputOutputControlByIdentifier() {}

    @Override
    public String id() {
        return "uds.input-output-control-by-identifier";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.INPUT_OUTPUT_CONTROL_BY_IDENTIFIER.value())
                .sessions(Sessions.nonDefault())
                .minLength(OPTION_AT)
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        InputOutputs io = ecu.io();
        return (request, exchange) -> handle(io, request, exchange);
    }

    private static UdsResult handle(InputOutputs io, UdsRequest request, UdsExchange exchange) {
        InputOutput found = io.find(request.message().u16(1));
        if (found == null || !found.controllableIn().contains(exchange.session())) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        Nrc refusal = found.controlAccess().refusal(exchange);
        if (refusal != null) {
            return request.negativeResponse(refusal);
        }
        int control = request.message().u8(CONTROL_AT);
        if (control > ADJUST) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        ElementMask elements = new ElementMask(found.elements());
        Bytes option = request.message().from(OPTION_AT);
        int stateLength = option.length() - elements.maskLength();
        if (!isStateLength(found, control, stateLength)) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        Bytes mask = option.from(stateLength);
        if (!elements.isValid(mask)) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        control(found, control, option.slice(0, stateLength), mask, exchange);
        return found.answersLater()
                ? UdsResult.pending(found.readLater(exchange).thenApply(now -> respond(request, found, now)))
                : respond(request, found, found.read(exchange));
    }

    /** An input or output that does not tell the length of its state checks it when it is adjusted. */
    private static boolean isStateLength(InputOutput found, int control, int length) {
        if (control != ADJUST) {
            return length == 0;
        }
        OptionalInt known = found.length();
        return length > 0 && (known.isEmpty() || known.getAsInt() == length);
    }

    private static void control(InputOutput found, int control, Bytes state, Bytes mask, UdsExchange exchange) {
        switch (control) {
            case RETURN_CONTROL -> found.returnControl(mask);
            case RESET_TO_DEFAULT -> found.resetToDefault(mask, exchange);
            case FREEZE -> found.freeze(mask, exchange);
            default -> found.adjust(state, mask, exchange);
        }
    }

    private static UdsResponse respond(UdsRequest request, InputOutput found, Bytes now) {
        return request.positive(RESPONSE_HEADER + now.length())
                .u16(found.id().value())
                .u8(request.message().u8(CONTROL_AT))
                .bytes(now)
                .build();
    }
}
