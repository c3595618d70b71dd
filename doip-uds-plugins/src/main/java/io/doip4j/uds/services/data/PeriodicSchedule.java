package io.doip4j.uds.services.data;

import io.doip4j.uds.Session;
import io.doip4j.uds.services.internal.Peer;
import io.doip4j.uds.spi.Cancellable;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.StateKey;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.UdsExchange;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an ECU sends periodically, and to whom. */
final class PeriodicSchedule {
    /** The schedule of an ECU, which lives as long as the ECU does: it empties itself at a reset. */
    static final StateKey<PeriodicSchedule> KEY =
            StateKey.persistent("uds.read-data-by-periodic-identifier.schedule", PeriodicSchedule.class);

    private final EcuContext ecu;
    private final int max;
    private final Map<Peer, Feed> feeds = new LinkedHashMap<>();

    /** What one recipient is sent, by the low byte of the identifier. */
    private record Feed(Map<Integer, PeriodicSample> samples, Cancellable atClose) {}

    PeriodicSchedule(EcuContext ecu, int max) {
        this.ecu = ecu;
        this.max = max;
    }

    /** Whether an identifier, counted from 0xF200, is sent to anybody. */
    boolean isSending(int id) {
        return feeds.values().stream().anyMatch(feed -> feed.samples.containsKey(id));
    }

    /** Whether these can be sent together with those that are sent now. */
    boolean hasRoom(UdsExchange exchange, Set<Integer> ids) {
        Feed own = feeds.get(Peer.of(exchange));
        long added = ids.stream()
                .filter(id -> own == null || !own.samples.containsKey(id))
                .count();
        int present =
                feeds.values().stream().mapToInt(feed -> feed.samples.size()).sum();
        return present + added <= max;
    }

    /** Begins to send, anew what is sent already. */
    void start(UdsExchange exchange, Set<Integer> ids, Duration period) {
        stop(exchange, ids);
        Peer recipient = Peer.of(exchange);
        Feed feed = feeds.computeIfAbsent(
                recipient,
                absent -> new Feed(new HashMap<>(), exchange.connection().onClose(() -> stopAll(recipient))));
        Subscription subscription = exchange.subscribe();
        StandingExchange standing = new StandingExchange(exchange, subscription, ecu.sessions());
        for (int id : ids) {
            feed.samples.put(
                    id, new PeriodicSample(ecu, standing, subscription, id, period, () -> stop(recipient, Set.of(id))));
        }
    }

    /** Stops sending to who asks. No effect on what it is not sent. */
    void stop(UdsExchange exchange, Set<Integer> ids) {
        stop(Peer.of(exchange), ids);
    }

    /** Stops sending anything to who asks. */
    void stopAll(UdsExchange exchange) {
        stopAll(Peer.of(exchange));
    }

    private void stopAll(Peer recipient) {
        Feed feed = feeds.get(recipient);
        if (feed != null) {
            stop(recipient, Set.copyOf(feed.samples.keySet()));
        }
    }

    private void stop(Peer recipient, Set<Integer> ids) {
        Feed feed = feeds.get(recipient);
        if (feed == null) {
            return;
        }
        for (int id : ids) {
            PeriodicSample sample = feed.samples.remove(id);
            if (sample != null) {
                sample.cancel();
            }
        }
        if (feed.samples.isEmpty()) {
            feeds.remove(recipient);
            feed.atClose.cancel();
        }
    }

    /** The default session has no periodic data, whoever allows the service there; a reset ends everything. */
    void sessionChanged(Session from, Session to, SessionListener.Cause cause) {
        if (to.isDefault() || cause == SessionListener.Cause.RESET) {
            List.copyOf(feeds.keySet()).forEach(this::stopAll);
        } else {
            endWhatIsNotAllowed();
        }
    }

    void endWhatIsNotAllowed() {
        List.copyOf(feeds.values())
                .forEach(feed -> List.copyOf(feed.samples.values()).forEach(PeriodicSample::endUnlessAllowed));
    }
}
