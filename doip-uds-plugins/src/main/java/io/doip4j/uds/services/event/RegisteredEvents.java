package io.doip4j.uds.services.event;

import io.doip4j.uds.Dtc;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.DtcStatus;
import io.doip4j.uds.spi.DtcStatusListener;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.UdsExchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events that testers have set up in one ECU, in this order, and what sessions and connections do to them. */
final class RegisteredEvents implements SessionListener, DtcStatusListener {
    private final int capacity;
    /** With what takes the event out of the list of those that end with the connection. */
    private final Map<RegisteredEvent, Cancellable> events = new LinkedHashMap<>();

    RegisteredEvents(int capacity) {
        this.capacity = capacity;
    }

    /** The events that the tester of a request has set up on the connection of the request. */
    List<RegisteredEvent> of(UdsExchange exchange) {
        return events.keySet().stream().filter(event -> event.isOf(exchange)).toList();
    }

    /** Adds an event in place of the same one. Returns false, and changes nothing, if there is no room. */
    boolean add(RegisteredEvent event, UdsExchange exchange) {
        List<RegisteredEvent> same = of(exchange).stream()
                .filter(other -> other.setup().isSameEventAs(event.setup()))
                .toList();
        if (same.isEmpty() && events.size() >= capacity) {
            return false;
        }
        same.forEach(this::remove);
        events.put(event, exchange.connection().onClose(() -> remove(event)));
        return true;
    }

    /** Stops and forgets an event. No effect if it is not here. */
    void remove(RegisteredEvent event) {
        Cancellable closing = events.remove(event);
        if (closing != null) {
            closing.cancel();
            event.stop();
        }
    }

    @Override
    public void sessionChanged(Session from, Session to, Cause cause) {
        for (RegisteredEvent event : List.copyOf(events.keySet())) {
            event.pause();
            if (!event.isStored()) {
                remove(event);
            } else if (cause == Cause.RESET && event.isWanted()) {
                event.start();
            }
        }
    }

    @Override
    public void statusChanged(Dtc dtc, DtcStatus from, DtcStatus to) {
        for (RegisteredEvent event : List.copyOf(events.keySet())) {
            if (event.isActive()) {
                event.trigger().statusChanged(dtc, from, to);
            }
        }
    }
}
