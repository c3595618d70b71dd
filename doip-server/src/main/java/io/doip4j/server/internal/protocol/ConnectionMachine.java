package io.doip4j.server.internal.protocol;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.HeaderViolation;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.PeriodicDiagnosticMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipMessageHandler;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.Interception;
import io.doip4j.server.spi.RoutingActivationDecision;
import io.doip4j.server.spi.WireOption;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One TCP_DATA connection of an entity: its state, its timers, and what it does with every byte (ISO 13400-2, connection
 * states). Input, time and the loss of the connection go in; effects on the {@link ConnectionLink} come out.
 *
 * <p>The states and transitions are in {@code docs/state-machine.md}. Not safe for use by several threads: it belongs to
 * the event loop.
 */
public final class ConnectionMachine implements SocketHandler.Socket, ReplyChannel {
    private static final int NO_SOURCE = -1;

    private final DoipPeer peer;
    private final Entity entity;
    private final ConnectionLink link;
    private final DoipFramer framer;
    private final Inactivity inactivity;

    private ConnectionState state = ConnectionState.INITIALIZED;
    private int source = NO_SOURCE;
    private ActivationType activationType = ActivationType.DEFAULT;
    private @Nullable Set<Runnable> onEnd;
    private boolean awaitsDecision;
    private ProtocolVersion version;

    /**
     * A connection that was just accepted.
     *
     * @param peer who is at the other end
     * @param entity the entity
     * @param transport effects on the connection
     */
    public ConnectionMachine(DoipPeer peer, Entity entity, ConnectionLink transport) {
        this.peer = peer;
        this.entity = entity;
        this.link = entity.observers().areNone()
                ? transport
                : new ObservedLink(transport, peer, entity.observers(), entity.timers());
        this.version = entity.config().ownVersion();
        this.framer = new DoipFramer(entity.rulesBeforeActivation());
        this.inactivity = new Inactivity(entity.timers(), entity.config().timing(), this::close);
        entity.opened(this);
        entity.observers().opened(peer);
        inactivity.awaitActivation();
    }

    /**
     * The state.
     *
     * @return the state
     */
    public ConnectionState state() {
        return state;
    }

    /**
     * Whether input is taken now. If not, the caller keeps it until {@link ConnectionLink#resumeInput()}.
     *
     * @return false while a decision on routing activation is awaited, while output is congested, and after the end
     */
    public boolean acceptsInput() {
        return !awaitsDecision && !link.isCongested() && state != ConnectionState.FINALIZED;
    }

    /**
     * Processes received bytes. What is not processed because the machine stopped taking input stays in the buffer.
     *
     * @param input the bytes
     */
    public void input(ByteBuffer input) {
        while (acceptsInput()) {
            switch (framer.next(input)) {
                case MESSAGE -> received(framer.message());
                case VIOLATION -> violation(framer.violation());
                case NEED_INPUT -> {
                    return;
                }
            }
        }
    }

    /** Notes that bytes were received; to be called before they are processed. */
    public void bytesReceived() {
        inactivity.activity();
        if (awaitsDecision && source != NO_SOURCE) {
            // They are kept until the decision, and an answer to an alive check with them: who sends is alive.
            entity.sockets().alive(this);
        }
    }

    /** Notes that bytes have left: general inactivity begins anew. */
    public void bytesSent() {
        inactivity.activity();
    }

    /**
     * The connection is gone.
     *
     * @param reason why
     */
    public void lost(CloseReason reason) {
        end(reason);
    }

    /**
     * Closes the connection after all output has left.
     *
     * @param reason why
     */
    public void close(CloseReason reason) {
        if (state != ConnectionState.FINALIZED) {
            end(reason);
            link.close(reason);
        }
    }

    @Override
    public void requestAliveCheck() {
        link.sendFirst(version, new AliveCheckRequest());
    }

    @Override
    public void closeAsDead() {
        close(CloseReason.ALIVE_CHECK);
    }

    @Override
    public long connectionId() {
        return peer.connectionId();
    }

    @Override
    public DoipPeer peer() {
        return peer;
    }

    @Override
    public ActivationType activationType() {
        return activationType;
    }

    @Override
    public boolean isOpen() {
        return state != ConnectionState.FINALIZED;
    }

    @Override
    public boolean isCongested() {
        return link.isCongested();
    }

    @Override
    public boolean reply(ProtocolVersion answerVersion, DiagnosticMessage message) {
        return reply(answerVersion, message.target(), message);
    }

    @Override
    public boolean reply(ProtocolVersion answerVersion, PeriodicDiagnosticMessage message) {
        return reply(answerVersion, message.target(), message);
    }

    private boolean reply(ProtocolVersion answerVersion, LogicalAddress tester, DoipMessage message) {
        if (source != tester.value() || !state.isRouting()) {
            return false;
        }
        link.send(answerVersion, message);
        return true;
    }

    @Override
    public void onEnd(Runnable action) {
        if (state == ConnectionState.FINALIZED) {
            action.run();
            return;
        }
        Set<Runnable> actions = onEnd;
        if (actions == null) {
            actions = new LinkedHashSet<>();
            onEnd = actions;
        }
        actions.add(action);
    }

    @Override
    public void forgetOnEnd(Runnable action) {
        Set<Runnable> actions = onEnd;
        if (actions != null) {
            actions.remove(action);
        }
    }

    @Override
    public void afterFlush(Runnable action) {
        link.afterFlush(action);
    }

    private void received(DoipMessage message) {
        answerIn(entity.config().answerVersion(framer.version()));
        Observers observers = entity.observers();
        if (observers.areNone()) {
            process(message);
            return;
        }
        Interception decision = observers.received(peer, framer.version(), message);
        if (decision.equals(Interception.pass())) {
            observed(version, message);
        } else {
            new Incoming(version).apply(decision, message);
        }
    }

    private void observed(ProtocolVersion answerVersion, DoipMessage message) {
        if (state == ConnectionState.FINALIZED) {
            return;
        }
        answerIn(answerVersion);
        Observers observers = entity.observers();
        if (!observers.haveHandlers() || !observers.handled(message, new HandlerReplies(version))) {
            process(message);
        }
    }

    /** It is the same one all the time, and a reference that is kept where one was before costs a barrier. */
    private void answerIn(ProtocolVersion wanted) {
        if (!wanted.equals(version)) {
            version = wanted;
        }
    }

    private void process(DoipMessage message) {
        if (message instanceof DiagnosticMessage diagnostic) {
            diagnostic(diagnostic);
        } else if (message instanceof RoutingActivationRequest request) {
            routingActivation(request);
        } else if (message instanceof AliveCheckResponse response) {
            aliveCheckResponse(response);
        } else if (message instanceof AliveCheckRequest && entity.config().has(WireOption.ANSWER_ALIVE_CHECK_REQUEST)) {
            answerAliveCheck();
        } else {
            unknownType();
        }
    }

    private void answerAliveCheck() {
        if (source != NO_SOURCE) {
            link.send(version, new AliveCheckResponse(LogicalAddress.of(source)));
        }
    }

    /** A type that is let through for a message handler, which did not want this message. */
    private void unknownType() {
        link.send(version, new GenericNack(GenericNackCode.UNKNOWN_PAYLOAD_TYPE));
    }

    private void violation(HeaderViolation violation) {
        link.send(entity.config().answerVersion(violation.header().version()), violation.answer());
        if (violation.closesSocket()) {
            close(CloseReason.HEADER_VIOLATION);
        }
    }

    private void diagnostic(DiagnosticMessage message) {
        if (message.source().value() == source && state.isRouting()) {
            entity.diagnostics().handle(message, version, link, this);
        } else if (message.source().value() == source) {
            // Registered, but not active: there is no way to the target yet, and the tester is to ask again.
            link.send(version, nack(message, DiagnosticNackCode.TARGET_UNREACHABLE));
        } else if (state.isRegistered() || !entity.config().has(WireOption.SILENT_BEFORE_ACTIVATION)) {
            link.send(version, nack(message, DiagnosticNackCode.INVALID_SOURCE_ADDRESS));
            close(CloseReason.INVALID_SOURCE_ADDRESS);
        }
    }

    private DiagnosticNack nack(DiagnosticMessage message, DiagnosticNackCode code) {
        return message.nack(code, entity.config().limits().ackEchoBytes());
    }

    private void aliveCheckResponse(AliveCheckResponse response) {
        if (!state.isRegistered()) {
            return;
        }
        if (response.source().value() == source) {
            entity.sockets().alive(this);
        } else if (!entity.config().has(WireOption.IGNORE_FOREIGN_ALIVE_CHECK_RESPONSE)) {
            close(CloseReason.ALIVE_CHECK);
        }
    }

    private void routingActivation(RoutingActivationRequest request) {
        if (awaitsDecision) {
            return; // an interceptor made two requests of one; the first is not decided yet
        }
        RoutingActivationCode denial = entity.activations().denial(request);
        if (denial != null) {
            answer(request, RoutingActivationDecision.denied(denial));
        } else if (!state.isRegistered()) {
            inactivity.cancel();
            awaitsDecision = true;
            entity.sockets().register(this, request.source().value(), outcome -> placed(request, outcome));
        } else if (request.source().value() == source) {
            askPolicy(request);
        } else {
            RoutingActivationDecision other =
                    RoutingActivationDecision.denied(RoutingActivationCode.DIFFERENT_SOURCE_ADDRESS);
            answer(
                    request,
                    entity.config().has(WireOption.KEEP_SOCKET_ON_DIFFERENT_SOURCE) ? other.keepingSocket() : other);
        }
    }

    private void placed(RoutingActivationRequest request, SocketHandler.Outcome outcome) {
        awaitsDecision = false;
        switch (outcome) {
            case REGISTERED -> {
                source = request.source().value();
                state = ConnectionState.REGISTERED_PENDING_AUTHENTICATION;
                framer.rules(entity.rules());
                inactivity.awaitTraffic();
                askPolicy(request);
            }
            case ADDRESS_IN_USE ->
                answer(request, RoutingActivationDecision.denied(RoutingActivationCode.SOURCE_ADDRESS_IN_USE));
            case ALL_SOCKETS_ACTIVE ->
                answer(request, RoutingActivationDecision.denied(RoutingActivationCode.ALL_SOCKETS_ACTIVE));
        }
        link.resumeInput();
    }

    private void askPolicy(RoutingActivationRequest request) {
        awaitsDecision = true;
        entity.activations().decide(request, peer, decision -> {
            awaitsDecision = false;
            if (state != ConnectionState.FINALIZED) {
                decided(request, decision);
                link.resumeInput();
            }
        });
    }

    private void decided(RoutingActivationRequest request, RoutingActivationDecision decision) {
        RoutingActivationCode code = decision.code();
        if (code.equals(RoutingActivationCode.ACTIVATED)) {
            state = ConnectionState.REGISTERED_ROUTING_ACTIVE;
            activationType = request.activationType();
            entity.observers().activated(peer, request.source(), request.activationType());
        } else if (code.equals(RoutingActivationCode.CONFIRMATION_PENDING)) {
            state = ConnectionState.REGISTERED_PENDING_CONFIRMATION;
        } else if (code.equals(RoutingActivationCode.MISSING_AUTHENTICATION)) {
            state = ConnectionState.REGISTERED_PENDING_AUTHENTICATION;
        } else if (!decision.closesSocket()) {
            unregister();
        }
        answer(request, decision);
    }

    /** Sends the decision, and closes the connection if it says so. */
    private void answer(RoutingActivationRequest request, RoutingActivationDecision decision) {
        link.send(
                version,
                new RoutingActivationResponse(
                        request.source(), entity.address(), decision.code(), 0, decision.manufacturerData()));
        if (!decision.code().equals(RoutingActivationCode.ACTIVATED)) {
            entity.observers().denied(peer, request.source(), decision.code());
        }
        if (decision.closesSocket()) {
            close(CloseReason.ACTIVATION_DENIED);
        }
    }

    /** The connection goes back to where it was when it was accepted. */
    private void unregister() {
        int released = source;
        source = NO_SOURCE;
        state = ConnectionState.INITIALIZED;
        framer.rules(entity.rulesBeforeActivation());
        inactivity.awaitActivation();
        entity.sockets().release(this, released);
    }

    private void end(CloseReason reason) {
        if (state == ConnectionState.FINALIZED) {
            return;
        }
        state = ConnectionState.FINALIZED;
        inactivity.cancel();
        int released = source;
        source = NO_SOURCE;
        entity.ended(this);
        entity.observers().closed(peer, reason);
        entity.sockets().release(this, released);
        Set<Runnable> actions = onEnd;
        onEnd = null;
        if (actions != null) {
            actions.forEach(Runnable::run);
        }
    }

    /** A received message that the observers have seen. */
    private final class Incoming implements MessageFate {
        private final ProtocolVersion answerVersion;

        Incoming(ProtocolVersion answerVersion) {
            this.answerVersion = answerVersion;
        }

        @Override
        public void pass(DoipMessage message) {
            observed(answerVersion, message);
        }

        @Override
        public void sendRaw(Bytes segment) {
            link.sendRaw(segment);
        }

        @Override
        public void end(Interception.Close how) {
            if (how == Interception.Close.RESET) {
                ConnectionMachine.this.end(CloseReason.INTERCEPTOR);
                link.reset(CloseReason.INTERCEPTOR);
            } else {
                close(CloseReason.INTERCEPTOR);
            }
        }

        @Override
        public void later(Duration time, Runnable then) {
            entity.timers().schedule(time, then);
        }
    }

    /** The way back that a message handler gets; it may use it later, and from any thread. */
    private final class HandlerReplies implements DoipMessageHandler.Replies {
        private final ProtocolVersion answerVersion;

        HandlerReplies(ProtocolVersion answerVersion) {
            this.answerVersion = answerVersion;
        }

        @Override
        public DoipPeer peer() {
            return peer;
        }

        @Override
        public void send(DoipMessage answer) {
            entity.onLoop(() -> link.send(answerVersion, answer));
        }
    }
}
