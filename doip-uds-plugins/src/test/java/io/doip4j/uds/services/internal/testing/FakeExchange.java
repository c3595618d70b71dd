package io.doip4j.uds.services.internal.testing;

import io.doip4j.core.LogicalAddress;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.UdsExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A request to a {@link FakeEcu}. It remembers what the service asked of the engine. */
public final class FakeExchange implements UdsExchange {
    private final FakeEcu ecu;
    private final Addressing addressing;
    private final LogicalAddress tester;
    private final FakeConnection connection;
    private final boolean secured;
    private final Session session;
    private final int level;
    private final Set<String> roles;
    private final long receivedAt;
    private final List<Runnable> afterSend = new ArrayList<>();

    @Nullable
    Session newSession;

    @Nullable
    ResetType reset;

    @Nullable
    Integer unlocked;

    @Nullable
    Set<String> newRoles;

    boolean responsePending;
    boolean cancelled;

    FakeExchange(
            FakeEcu ecu, Addressing addressing, LogicalAddress tester, FakeConnection connection, boolean secured) {
        this.ecu = ecu;
        this.addressing = addressing;
        this.tester = tester;
        this.connection = connection;
        this.secured = secured;
        this.session = ecu.active();
        this.level = tester.equals(ecu.owner) ? ecu.level() : 0;
        this.roles = tester.equals(ecu.authenticated) ? ecu.roles() : Set.of();
        this.receivedAt = ecu.clock().nanoTime();
    }

    /** The session that the service has changed to, null if it has not. */
    public @Nullable Session newSession() {
        return newSession;
    }

    /** The reset that the service wants, null if it wants none. */
    public @Nullable ResetType reset() {
        return reset;
    }

    /** The level that the service has unlocked, null if none. */
    public @Nullable Integer unlocked() {
        return unlocked;
    }

    /** The same tester, inside this request or after it. */
    FakeExchange nested(boolean isSecured) {
        return new FakeExchange(ecu, Addressing.PHYSICAL, tester, connection, isSecured);
    }

    /** Does what the engine does with the answer. */
    void answered(boolean positive) {
        if (positive) {
            ecu.apply(this);
        }
        afterSend.forEach(Runnable::run);
    }

    @Override
    public Addressing addressing() {
        return addressing;
    }

    @Override
    public LogicalAddress tester() {
        return tester;
    }

    @Override
    public LogicalAddress target() {
        return addressing == Addressing.PHYSICAL ? ecu.address() : LogicalAddress.of(0xE400);
    }

    @Override
    public FakeConnection connection() {
        return connection;
    }

    @Override
    public long receivedAt() {
        return receivedAt;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public int securityLevel() {
        return level;
    }

    @Override
    public Set<String> roles() {
        return roles;
    }

    @Override
    public boolean isSecured() {
        return secured;
    }

    @Override
    public boolean responsePending() {
        return responsePending;
    }

    @Override
    public void sendResponsePending() {
        responsePending = true;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
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
    public void unlock(int level) {
        unlocked = level;
    }

    @Override
    public void authenticate(Set<String> roles) {
        newRoles = roles;
    }

    @Override
    public Subscription subscribe() {
        return new FakeSubscription(ecu, this);
    }

    @Override
    public CompletionStage<Optional<UdsResponse>> dispatch(UdsRequest inner, boolean isSecured) {
        return ecu.dispatch(inner, nested(isSecured));
    }

    @Override
    public void afterSend(Runnable action) {
        afterSend.add(action);
    }
}
