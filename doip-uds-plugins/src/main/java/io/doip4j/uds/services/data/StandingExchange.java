package io.doip4j.uds.services.data;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.SessionControl;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.TesterConnection;
import io.doip4j.uds.spi.UdsExchange;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Who ordered data, for the time after the request, when data are read that no request asks for. Session, security level and
 * roles are those of the moment. Nothing can be asked of the engine: no answer is made.
 */
final class StandingExchange implements UdsExchange {
    private final Addressing addressing;
    private final LogicalAddress target;
    private final long receivedAt;
    private final boolean secured;
    private final Subscription subscription;
    private final SessionControl sessions;

    /** To be made while the request that orders is handled. */
    StandingExchange(UdsExchange order, Subscription subscription, SessionControl sessions) {
        this.addressing = order.addressing();
        this.target = order.target();
        this.receivedAt = order.receivedAt();
        this.secured = order.isSecured();
        this.subscription = subscription;
        this.sessions = sessions;
    }

    @Override
    public Addressing addressing() {
        return addressing;
    }

    @Override
    public LogicalAddress tester() {
        return subscription.tester();
    }

    @Override
    public LogicalAddress target() {
        return target;
    }

    @Override
    public TesterConnection connection() {
        return subscription.connection();
    }

    @Override
    public long receivedAt() {
        return receivedAt;
    }

    @Override
    public Session session() {
        return sessions.active();
    }

    @Override
    public int securityLevel() {
        return subscription.securityLevel();
    }

    @Override
    public Set<String> roles() {
        return subscription.roles();
    }

    @Override
    public boolean isSecured() {
        return secured;
    }

    @Override
    public boolean responsePending() {
        return false;
    }

    @Override
    public void sendResponsePending() {
        throw nobodyAsks();
    }

    @Override
    public boolean isCancelled() {
        return !connection().isOpen();
    }

    @Override
    public void changeSession(Session session) {
        throw nobodyAsks();
    }

    @Override
    public void reset(ResetType type) {
        throw nobodyAsks();
    }

    @Override
    public void unlock(int level) {
        throw nobodyAsks();
    }

    @Override
    public void authenticate(Set<String> roles) {
        throw nobodyAsks();
    }

    @Override
    public Subscription subscribe() {
        throw nobodyAsks();
    }

    @Override
    public CompletionStage<Optional<UdsResponse>> dispatch(UdsRequest inner, boolean secured) {
        throw nobodyAsks();
    }

    @Override
    public void afterSend(Runnable action) {
        throw nobodyAsks();
    }

    private static IllegalStateException nobodyAsks() {
        return new IllegalStateException("no request is being handled: data are read because they were ordered before");
    }
}
