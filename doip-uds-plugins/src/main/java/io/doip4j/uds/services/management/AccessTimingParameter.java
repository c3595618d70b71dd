package io.doip4j.uds.services.management;

import com.google.auto.service.AutoService;
import io.doip4j.core.Bytes;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.EcuState;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.StateKey;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * AccessTimingParameter (ISO 14229-1:2013, service 0x83, withdrawn in 2020): reads the longest P2 and P2* that a tester can
 * set (0x01), sets the times of the session (0x02), reads the active ones (0x03), sets others (0x04). Only ECUs with
 * {@link AccessTimingSettings} have it.
 *
 * <p>Times are four bytes as in the response to DiagnosticSessionControl: P2 in milliseconds, P2* in units of 10 ms. A tester
 * can only give the ECU more time than the session does, never less; the ECU may still answer earlier. A session transition
 * brings the times of the session back.
 *
 * <p>Negative responses, in this order: 0x12 for another sub-function, 0x13 for a wrong length, 0x31 for times that are
 * shorter than those of the session or longer than those of the extended set.
 */
@AutoService(UdsServiceProvider.class)
public final class AccessTimingParameter implements UdsServiceProvider {
    private static final int READ_EXTENDED = 0x01;
    private static final int SET_DEFAULT = 0x02;
    private static final int READ_ACTIVE = 0x03;
    private static final int SET_GIVEN = 0x04;
    private static final int LENGTH = 2;
    private static final int LENGTH_WITH_TIMES = 6;
    private static final int P2_AT = 2;
    private static final int P2_STAR_AT = 4;
    private static final int RESPONSE_DATA_LENGTH = 5;

    /** A provider without options. */
    public AccessTimingParameter() {}

    @Override
    public String id() {
        return "uds.access-timing-parameter";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.ACCESS_TIMING_PARAMETER.value())
                .sessions(Sessions.nonDefault())
                .subFunction(READ_EXTENDED)
                .subFunction(SET_DEFAULT)
                .subFunction(READ_ACTIVE)
                .subFunction(SET_GIVEN)
                .nonBlocking()
                .build();
    }

    @Override
    public boolean appliesTo(EcuContext ecu) {
        return ecu.setting(AccessTimingSettings.class).isPresent();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return new Service(ecu, ecu.setting(AccessTimingSettings.class).orElseThrow());
    }

    /** Times as they travel. */
    private record Times(int p2, int p2Star) {
        static Times of(SessionDefinition definition) {
            return new Times(definition.p2Reported(), definition.p2StarReported());
        }

        boolean isWithin(Times shortest, Times longest) {
            return p2 >= shortest.p2 && p2 <= longest.p2 && p2Star >= shortest.p2Star && p2Star <= longest.p2Star;
        }
    }

    private record Service(EcuContext ecu, AccessTimingSettings settings) implements UdsService {
        private static final StateKey<Times> GIVEN = StateKey.session("uds.access-timing-parameter.given", Times.class);

        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            int subFunction = request.subFunction();
            if (subFunction < READ_EXTENDED || subFunction > SET_GIVEN) {
                return request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
            }
            if (request.length() != (subFunction == SET_GIVEN ? LENGTH_WITH_TIMES : LENGTH)) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            SessionDefinition session =
                    ecu.sessions().definition(exchange.session()).orElseThrow();
            EcuState state = ecu.state();
            return switch (subFunction) {
                case READ_EXTENDED -> times(request, Times.of(settings.in(session)));
                case READ_ACTIVE -> times(request, state.get(GIVEN, () -> Times.of(session)));
                case SET_DEFAULT -> {
                    state.remove(GIVEN);
                    yield request.positiveResponse(subFunction);
                }
                default -> set(request, session);
            };
        }

        private UdsResult set(UdsRequest request, SessionDefinition session) {
            Bytes message = request.message();
            Times given = new Times(message.u16(P2_AT), message.u16(P2_STAR_AT));
            if (!given.isWithin(Times.of(session), Times.of(settings.in(session)))) {
                return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
            }
            ecu.state().put(GIVEN, given);
            return request.positiveResponse(SET_GIVEN);
        }

        private static UdsResult times(UdsRequest request, Times times) {
            return request.positive(RESPONSE_DATA_LENGTH)
                    .u8(request.subFunction())
                    .u16(times.p2())
                    .u16(times.p2Star())
                    .build();
        }
    }
}
