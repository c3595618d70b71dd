package io.doip4j.server.internal.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.internal.protocol.ReplyChannel;
import io.doip4j.server.internal.uds.SecurityState.Rights;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.Subscription;
import io.doip4j.uds.spi.TesterConnection;
import io.doip4j.uds.spi.UdsExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One request being handled, and what its service asked of the engine. */
abstract class Exchange implements UdsExchange {
    private final Ecu ecu;
    private final LogicalAddress tester;
    private final ProtocolVersion version;
    private final ReplyChannel channel;
    private final UdsRequest request;
    private final Session session;
    private final Rights rights;
    private final long receivedAt;

    private volatile boolean cancelled;
    private @Nullable Session newSession;
    private @Nullable ResetType reset;
    private int unlocked;
    private @Nullable Set<String> newRoles;
    private @Nullable List<Runnable> afterSend;
    private volatile boolean answered;

    Exchange(Ecu ecu, Tester tester, UdsRequest request) {
        this(ecu, tester.address(), tester.version(), tester.channel(), request);
    }

    Exchange(Ecu ecu, LogicalAddress tester, ProtocolVersion version, ReplyChannel channel, UdsRequest request) {
        this.ecu = ecu;
        this.tester = tester;
        this.version = version;
        this.channel = channel;
        this.request = request;
        this.session = ecu.session().active();
        this.rights = ecu.security().rightsOf(tester, channel.connectionId());
        this.receivedAt = ecu.host().timers().stepTime();
    }

    /** The service takes time. To be called on the event loop. */
    abstract void takesTime();

    /** The final result is there: a response, or null for none. Called once, on the event loop. */
    abstract void finished(@Nullable UdsResponse response);

    /** Takes the final result; a second one is ignored. To be called on the event loop. */
    final void completed(@Nullable UdsResponse response) {
        if (!answered) {
            answered = true;
            finished(response);
        }
    }

    final ProtocolVersion version() {
        return version;
    }

    final UdsRequest request() {
        return request;
    }

    final Ecu ecu() {
        return ecu;
    }

    final ReplyChannel channel() {
        return channel;
    }

    /** Who asks, for what lasts longer than the request. */
    final Tester from() {
        return new Tester(tester, version, channel);
    }

    /** Sends a response from the ECU's physical address, also if the request went to a group. */
    final void send(UdsResponse response) {
        channel.reply(version, new DiagnosticMessage(ecu.address(), tester, response.message()));
    }

    /** How many requests it is inside of. */
    int depth() {
        return 0;
    }

    /** The request that it is inside of, which is inside of none; itself if there is none. */
    Exchange outermost() {
        return this;
    }

    final boolean isAnswered() {
        return answered;
    }

    final void cancel() {
        cancelled = true;
    }

    final @Nullable Session newSession() {
        return newSession;
    }

    final @Nullable ResetType resetType() {
        return reset;
    }

    /** 0 for none. */
    final int unlockedLevel() {
        return unlocked;
    }

    final @Nullable Set<String> newRoles() {
        return newRoles;
    }

    final List<Runnable> actionsAfterSend() {
        List<Runnable> actions = afterSend;
        return actions == null ? List.of() : actions;
    }

    /** What a request inside this one asked for is done with the answer to this one, effects only if it was not refused. */
    final void takeOver(Exchange inner, boolean effects) {
        inner.actionsAfterSend().forEach(this::afterSend);
        if (!effects) {
            return;
        }
        newSession = inner.newSession == null ? newSession : inner.newSession;
        reset = inner.reset == null ? reset : inner.reset;
        unlocked = inner.unlocked == 0 ? unlocked : inner.unlocked;
        newRoles = inner.newRoles == null ? newRoles : inner.newRoles;
    }

    @Override
    public final LogicalAddress tester() {
        return tester;
    }

    @Override
    public final TesterConnection connection() {
        return new ConnectionView(ecu, channel);
    }

    @Override
    public final long receivedAt() {
        return receivedAt;
    }

    @Override
    public final Session session() {
        return session;
    }

    @Override
    public final int securityLevel() {
        return rights.level();
    }

    @Override
    public final Set<String> roles() {
        return rights.roles();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public final void changeSession(Session wanted) {
        if (ecu.session().definition(wanted).isEmpty()) {
            throw new IllegalArgumentException("the ECU has no session " + wanted);
        }
        newSession = wanted;
    }

    @Override
    public final void reset(ResetType type) {
        reset = type;
    }

    @Override
    public final void unlock(int level) {
        SecurityState.checkLevel(level);
        unlocked = level;
    }

    @Override
    public final void authenticate(Set<String> roles) {
        newRoles = Set.copyOf(roles);
    }

    @Override
    public final Subscription subscribe() {
        return new TesterSubscription(ecu, from());
    }

    @Override
    public final CompletionStage<Optional<UdsResponse>> dispatch(UdsRequest inner, boolean secured) {
        NestedRequest nested = new NestedRequest(from(), inner, secured, this);
        ecu.host().onLoop(() -> ecu.gate().run(() -> ecu.inside(nested)));
        return nested.response();
    }

    @Override
    public final void afterSend(Runnable action) {
        List<Runnable> actions = afterSend;
        if (actions == null) {
            actions = new ArrayList<>(1);
            afterSend = actions;
        }
        actions.add(action);
    }

    /** The address that the request was sent to and how; for a request without message the ECU's own. */
    @Override
    public LogicalAddress target() {
        return ecu.address();
    }

    @Override
    public Addressing addressing() {
        return Addressing.PHYSICAL;
    }
}
