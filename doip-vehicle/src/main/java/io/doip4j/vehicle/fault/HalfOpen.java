package io.doip4j.vehicle.fault;

import io.doip4j.server.spi.Interception;
import java.util.HashSet;
import java.util.Set;

/** Nothing comes through a connection any more, and nobody says so. */
final class HalfOpen implements Effect {
    private final Set<Long> silent = new HashSet<>();

    @Override
    public boolean concerns(Passing message) {
        return message.isTcp();
    }

    @Override
    public Interception strike(Passing message) {
        silent.add(message.peer().connectionId());
        return Interception.drop();
    }

    @Override
    public boolean swallows(Passing message) {
        return message.isTcp() && silent.contains(message.peer().connectionId());
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public void forget(long connectionId) {
        silent.remove(connectionId);
    }
}
