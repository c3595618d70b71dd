package io.doip4j.uds.services.management;

import com.google.auto.service.AutoService;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.EcuState;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.StateKey;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;

/**
 * LinkControl (ISO 14229-1, service 0x87): moves a link of the vehicle to another bit rate in two steps. First the tester
 * asks whether a rate is possible, by its mode identifier (0x01) or in bits per second (0x02, three bytes), then it asks for
 * the transition (0x03). The transition is made when its response has left. A session transition in between makes the first
 * step void; the default session brings the normal rate back.
 *
 * <p>It makes no sense on DoIP itself, but for a link behind the ECU: only ECUs with {@link LinkControlSettings} have it.
 *
 * <p>Negative responses, in this order: 0x12 for a sub-function that the ECU does not have, 0x24 for a transition without the
 * step before it, 0x13 for a wrong length, 0x31 for a rate that the link does not have.
 */
@AutoService(UdsServiceProvider.class)
public final class LinkControl implements UdsServiceProvider {
    private static final int VERIFY_FIXED = 0x01;
    private static final int VERIFY_SPECIFIC = 0x02;
    private static final int TRANSITION = 0x03;
    private static final int FIXED_LENGTH = 3;
    private static final int SPECIFIC_LENGTH = 5;
    private static final int TRANSITION_LENGTH = 2;
    private static final int RATE_WIDTH = 3;

    /** A provider without options. */
    public LinkControl() {}

    @Override
    public String id() {
        return "uds.link-control";
    }

    @Override
    public ServiceDescriptor descriptor() {
        return ServiceDescriptor.of(ServiceId.LINK_CONTROL.value())
                .sessions(Sessions.nonDefault())
                .subFunction(VERIFY_FIXED)
                .subFunction(VERIFY_SPECIFIC)
                .subFunction(TRANSITION)
                .nonBlocking()
                .build();
    }

    @Override
    public boolean appliesTo(EcuContext ecu) {
        return ecu.setting(LinkControlSettings.class).isPresent();
    }

    @Override
    public UdsService create(EcuContext ecu) {
        return new Service(ecu, ecu.setting(LinkControlSettings.class).orElseThrow());
    }

    private static final class Service implements UdsService {
        private static final StateKey<Link> VERIFIED = StateKey.session("uds.link-control.verified", Link.class);

        private final EcuState state;
        private final LinkControlSettings settings;
        private boolean moved;

        Service(EcuContext ecu, LinkControlSettings settings) {
            this.state = ecu.state();
            this.settings = settings;
            ecu.sessions().onTransition((from, to, cause) -> {
                if (to.isDefault() && moved) {
                    moved = false;
                    settings.listener().backToNormal();
                }
            });
        }

        @Override
        public UdsResult handle(UdsRequest request, UdsExchange exchange) {
            int subFunction = request.subFunction();
            if (subFunction == VERIFY_FIXED && !settings.modes().isEmpty()) {
                return verifyFixed(request);
            }
            if (subFunction == VERIFY_SPECIFIC && settings.hasSpecificRates()) {
                return verifySpecific(request);
            }
            return subFunction == TRANSITION
                    ? transition(request, exchange)
                    : request.negativeResponse(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
        }

        private UdsResult verifyFixed(UdsRequest request) {
            if (request.length() != FIXED_LENGTH) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            int mode = request.message().u8(2);
            return settings.modes().contains(mode)
                    ? verified(request, new Link.Fixed(mode))
                    : request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }

        private UdsResult verifySpecific(UdsRequest request) {
            if (request.length() != SPECIFIC_LENGTH) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            int rate = (int) request.message().unsigned(2, RATE_WIDTH);
            return settings.hasRate(rate)
                    ? verified(request, new Link.Specific(rate))
                    : request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }

        private UdsResult verified(UdsRequest request, Link link) {
            state.put(VERIFIED, link);
            return request.positiveResponse(request.subFunction());
        }

        private UdsResult transition(UdsRequest request, UdsExchange exchange) {
            Link link = state.get(VERIFIED);
            if (link == null) {
                return request.negativeResponse(Nrc.REQUEST_SEQUENCE_ERROR);
            }
            if (request.length() != TRANSITION_LENGTH) {
                return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
            }
            state.remove(VERIFIED);
            moved = true;
            exchange.afterSend(() -> settings.listener().transition(link));
            return request.positiveResponse(TRANSITION);
        }
    }
}
