package io.doip4j.uds.services;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.UdsExchange;
import org.jspecify.annotations.Nullable;

/** A physical request in a given session. It remembers what the service asked of the engine. */
final class FakeExchange implements UdsExchange {
    private final Session session;

    @Nullable
    Session newSession;

    @Nullable
    ResetType reset;

    FakeExchange(Session session) {
        this.session = session;
    }

    @Override
    public Addressing addressing() {
        return Addressing.PHYSICAL;
    }

    @Override
    public LogicalAddress tester() {
        return LogicalAddress.of(0x0E00);
    }

    @Override
    public LogicalAddress target() {
        return LogicalAddress.of(0x1000);
    }

    @Override
    public long connectionId() {
        return 1;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public boolean responsePending() {
        return false;
    }

    @Override
    public void changeSession(Session wanted) {
        newSession = wanted;
    }

    @Override
    public void reset(ResetType type) {
        reset = type;
    }

    @Override
    public void afterSend(Runnable action) {
        throw new UnsupportedOperationException("no service here needs it");
    }
}
