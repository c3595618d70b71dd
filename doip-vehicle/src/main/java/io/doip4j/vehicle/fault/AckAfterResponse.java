package io.doip4j.vehicle.fault;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.server.spi.Interception;
import java.util.HashMap;
import java.util.Map;

/** Keeps an acknowledge back until the response of the same ECU has been sent. */
final class AckAfterResponse implements Effect {
    private record Key(long connectionId, LogicalAddress ecu) {}

    private final Map<Key, DoipMessage> kept = new HashMap<>();

    @Override
    public boolean concerns(Passing message) {
        return message.sent()
                && message.message() instanceof DiagnosticAck ack
                && !kept.containsKey(key(message, ack.source()));
    }

    private static Key key(Passing message, LogicalAddress ecu) {
        return new Key(message.peer().connectionId(), ecu);
    }

    @Override
    public Interception strike(Passing message) {
        if (message.message() instanceof DiagnosticAck ack) {
            kept.put(key(message, ack.source()), ack);
        }
        return Interception.drop();
    }

    @Override
    public Interception afterwards(Passing message, Interception decision) {
        if (!message.sent() || !(message.message() instanceof DiagnosticMessage response)) {
            return decision;
        }
        DoipMessage ack = kept.remove(key(message, response.source()));
        return ack == null ? decision : Interception.sequence(decision, Interception.replace(ack));
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public void forget(long connectionId) {
        kept.keySet().removeIf(key -> key.connectionId() == connectionId);
    }
}
