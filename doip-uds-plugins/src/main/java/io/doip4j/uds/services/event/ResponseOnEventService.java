package io.doip4j.uds.services.event;

import io.doip4j.core.Bytes;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.services.event.ResponseOnEventSettings.Event;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.UdsExchange;
import io.doip4j.uds.spi.UdsService;
import java.time.Duration;
import java.util.List;

/** ResponseOnEvent in one ECU: takes requests apart, and does what they want to the {@link RegisteredEvents}. */
final class ResponseOnEventService implements UdsService {
    private static final int EVENT_BITS = 0x3F;
    private static final int STOP = 0x00;
    private static final int REPORT = 0x04;
    private static final int START = 0x05;
    private static final int CLEAR = 0x06;

    private static final int WINDOW_AT = 2;
    private static final int CONTROL_LENGTH = 3;
    private static final int INFINITE_WINDOW = 0x02;
    private static final int LONGEST_SERVICE = 4095;

    private final EcuContext ecu;
    private final ResponseOnEventSettings settings;
    private final Triggers triggers;
    private final RegisteredEvents registry;

    ResponseOnEventService(EcuContext ecu, ResponseOnEventSettings settings) {
        this.ecu = ecu;
        this.settings = settings;
        this.triggers = new Triggers(ecu, settings);
        this.registry = new RegisteredEvents(settings.maxEvents());
        ecu.sessions().onTransition(registry);
        ecu.dtcs().onStatusChange(registry);
    }

    @Override
    public UdsResult handle(UdsRequest request, UdsExchange exchange) {
        int number = request.subFunction() & EVENT_BITS;
        return switch (number) {
            case STOP, REPORT, START, CLEAR -> control(number, request, exchange);
            default -> setUp(event(number), request, exchange);
        };
    }

    private Event event(int number) {
        for (Event event : settings.events()) {
            if (event.value() == number) {
                return event;
            }
        }
        throw new NegativeResponseException(Nrc.SUB_FUNCTION_NOT_SUPPORTED);
    }

    private UdsResult control(int number, UdsRequest request, UdsExchange exchange) {
        if (request.length() != CONTROL_LENGTH) {
            return request.negativeResponse(Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT);
        }
        List<RegisteredEvent> events = registry.of(exchange);
        switch (number) {
            case STOP -> events.forEach(RegisteredEvent::stop);
            case CLEAR -> events.forEach(registry::remove);
            case START -> {
                if (events.isEmpty()) {
                    return request.negativeResponse(Nrc.CONDITIONS_NOT_CORRECT);
                }
                start(events, SetupRequest.isToBeStored(request));
            }
            default -> {
                return report(request, events);
            }
        }
        return SetupRequest.response(request, 0);
    }

    private static void start(List<RegisteredEvent> events, boolean store) {
        for (RegisteredEvent event : events) {
            if (store) {
                event.store();
            }
            if (!event.isActive()) {
                event.start();
            }
        }
    }

    private static UdsResult report(UdsRequest request, List<RegisteredEvent> events) {
        List<UdsRequest> active = events.stream()
                .filter(RegisteredEvent::isActive)
                .map(event -> event.setup().request())
                .toList();
        PositiveResponse.Builder response =
                request.positive(active.size()).u8(request.subFunction()).u8(active.size());
        for (UdsRequest setup : active) {
            response.u8(setup.subFunction()).bytes(setup.message().from(WINDOW_AT));
        }
        return response.build();
    }

    private UdsResult setUp(Event event, UdsRequest request, UdsExchange exchange) {
        SetupRequest setup = SetupRequest.read(event, request);
        if (setup.window() != INFINITE_WINDOW && !settings.windows().containsKey(setup.window())) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        Subscription subscription = exchange.subscribe();
        Trigger trigger = triggers.create(setup, subscription, exchange.session());
        Bytes service = setup.service();
        boolean answerable = service.isEmpty()
                || (settings.services().contains(service.u8(0)) && service.length() <= LONGEST_SERVICE);
        if (!answerable || !registry.add(registered(setup, subscription, trigger), exchange)) {
            return request.negativeResponse(Nrc.REQUEST_OUT_OF_RANGE);
        }
        return SetupRequest.response(request, 0);
    }

    private RegisteredEvent registered(SetupRequest setup, Subscription subscription, Trigger trigger) {
        Reporter reporter = new Reporter(ecu, subscription, settings.messageInterval());
        Duration window = settings.windows().get(setup.window());
        return new RegisteredEvent(setup, subscription, trigger, reporter, ecu.scheduler(), window);
    }
}
