package io.doip4j.uds.ecu;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.TesterConnection;
import io.doip4j.uds.spi.UdsExchange;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A physical request of tester 0x0E00 in the extended session, with the rights that it is given. */
public record AnyExchange(int securityLevel, Set<String> roles, boolean isSecured) implements UdsExchange {
    /** A request without rights. */
    public AnyExchange() {
        this(0, Set.of(), false);
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
    public TesterConnection connection() {
        throw unexpected();
    }

    @Override
    public long receivedAt() {
        return 0;
    }

    @Override
    public Session session() {
        return Session.EXTENDED;
    }

    @Override
    public boolean responsePending() {
        return false;
    }

    @Override
    public void sendResponsePending() {
        throw unexpected();
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void changeSession(Session session) {
        throw unexpected();
    }

    @Override
    public void reset(ResetType type) {
        throw unexpected();
    }

    @Override
    public void unlock(int level) {
        throw unexpected();
    }

    @Override
    public void authenticate(Set<String> newRoles) {
        throw unexpected();
    }

    @Override
    public Subscription subscribe() {
        throw unexpected();
    }

    @Override
    public CompletionStage<Optional<UdsResponse>> dispatch(UdsRequest inner, boolean secured) {
        throw unexpected();
    }

    @Override
    public void afterSend(Runnable action) {
        throw unexpected();
    }

    private static UnsupportedOperationException unexpected() {
        return new UnsupportedOperationException("nothing here asks the engine for anything");
    }
}
