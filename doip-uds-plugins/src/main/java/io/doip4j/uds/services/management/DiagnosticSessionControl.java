package io.doip4j.uds.services.management;

import com.google.auto.service.AutoService;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionControl;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.SessionGuard;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.Optional;

/**
 * DiagnosticSessionControl (ISO 14229-1, service 0x10): moves the ECU to another session, and tells the P2 and P2* of that
 * session. Asking for the active session begins it anew.
 *
 * <p>Negative responses, in this order: 0x12 for a session that the ECU does not have, 0x7E for a transition that its
 * definition refuses, 0x13 if anything follows the sub-function, whatever a {@link SessionGuard} refuses with.
 */
@AutoService(UdsServiceProvider.class)
public final class DiagnosticSessionControl implements UdsServiceProvider {
    private static final int LENGTH = 2;
    private static final int RESPONSE_DATA_LENGTH = 5;
    private static final int LARGEST_SESSION = 0x7E;

    /** A provider without options. */
    public DiagnosticSessionControl() {}

    @Override
    public String id() {
        return "uds.diagnostic-session-control";
    }

    @Override
    public ServiceDescriptor descriptor() {
        // The sessions are the ECU's, so the sub-functions are not the same for all and the service checks them.
        return ServiceDescriptor.of(ServiceId.DIAGNOSTIC_SESSION_CONTROL.value())
                .uncheckedSubFunction()
                .nonBlocking()
                .build();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        SessionControl sessions = ecu.sessions();
        return (request, exchange) -> handle(sessions, request, exchange);
    }

    private static UdsResult handle(SessionControl sessions, UdsRequest request, UdsExchange exchange) {
        Optional<SessionDefinition> wanted = wanted(sessions, request.subFunction());
        if (wanted.isEmpty()) {
            return request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
        }
        SessionDefinition definition = wanted.get();
        if (!sessions.allowsTransition(definition.session())) {
            return request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED_IN_ACTIVE_SESSION);
        }
        if (request.length() != LENGTH) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        Nrc veto = sessions.veto(definition.session());
        if (veto != null) {
            return request.negativeResponse(veto);
        }
        exchange.changeSession(definition.session());
        return request.positive(RESPONSE_DATA_LENGTH)
                .u8(definition.session().value())
                .u16(definition.p2Reported())
                .u16(definition.p2StarReported())
                .build();
    }

    private static Optional<SessionDefinition> wanted(SessionControl sessions, int subFunction) {
        boolean reserved = subFunction == 0 || subFunction > LARGEST_SESSION;
        return reserved ? Optional.empty() : sessions.definition(Session.of(subFunction));
    }
}
