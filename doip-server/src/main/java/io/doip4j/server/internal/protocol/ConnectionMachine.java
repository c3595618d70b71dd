package io.doip4j.server.internal.protocol;

import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.codec.DoipFramer;
import io.doip4j.core.codec.HeaderViolation;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.server.internal.time.TimerQueue;
import java.nio.ByteBuffer;
import java.time.Duration;
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

    private final long id;
    private final Entity entity;
    private final ConnectionLink link;
    private final DoipFramer framer;

    private ConnectionState state = ConnectionState.INITIALIZED;
    private int source = NO_SOURCE;
    private boolean awaitsDecision;
    private ProtocolVersion version;
    private long lastActivity;
    private TimerQueue.@Nullable Timer timer;

    /**
     * A connection that was just accepted.
     *
     * @param id a number that is unique in the server
     * @param entity the entity
     * @param link effects on the connection
     */
    public ConnectionMachine(long id, Entity entity, ConnectionLink link) {
        this.id = id;
        this.entity = entity;
        this.link = link;
        this.version = entity.config().ownVersion();
        this.framer = new DoipFramer(entity.rulesBeforeActivation());
        entity.opened(this);
        this.timer = entity.timers().schedule(entity.config().timing().initialInactivity(), this::initialInactivity);
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
                case MESSAGE -> message(framer.message());
                case VIOLATION -> violation(framer.violation());
                case NEED_INPUT -> {
                    return;
                }
            }
        }
    }

    /** Notes that bytes were received or sent: general inactivity begins anew. */
    public void activity() {
        lastActivity = entity.timers().now();
    }

    /** The connection is gone. */
    public void lost() {
        end();
    }

    @Override
    public void requestAliveCheck() {
        link.sendFirst(version, new AliveCheckRequest());
    }

    @Override
    public void closeAsDead() {
        close(CloseReason.ALIVE_CHECK);
    }

    /**
     * Closes the connection after all output has left.
     *
     * @param reason why
     */
    public void close(CloseReason reason) {
        if (state != ConnectionState.FINALIZED) {
            end();
            link.close(reason);
        }
    }

    @Override
    public long connectionId() {
        return id;
    }

    @Override
    public boolean reply(ProtocolVersion answerVersion, DiagnosticMessage message) {
        if (source != message.target().value() || !state.isRouting()) {
            return false;
        }
        link.send(answerVersion, message);
        return true;
    }

    @Override
    public void afterFlush(Runnable action) {
        link.afterFlush(action);
    }

    private void message(DoipMessage message) {
        version = entity.config().answerVersion(framer.version());
        if (message instanceof DiagnosticMessage diagnostic) {
            diagnostic(diagnostic);
        } else if (message instanceof RoutingActivationRequest request) {
            routingActivation(request);
        } else if (message instanceof AliveCheckResponse response) {
            aliveCheckResponse(response);
        } else {
            throw new IllegalStateException("the header rules let " + message.type() + " through");
        }
    }

    private void violation(HeaderViolation violation) {
        link.send(entity.config().answerVersion(violation.header().version()), violation.answer());
        if (violation.closesSocket()) {
            close(CloseReason.HEADER_VIOLATION);
        }
    }

    private void diagnostic(DiagnosticMessage message) {
        if (!state.isRouting() || message.source().value() != source) {
            link.send(
                    version,
                    message.nack(
                            DiagnosticNackCode.INVALID_SOURCE_ADDRESS,
                            entity.config().limits().ackEchoBytes()));
            close(CloseReason.INVALID_SOURCE_ADDRESS);
            return;
        }
        entity.diagnostics().handle(message, version, link, this);
    }

    private void aliveCheckResponse(AliveCheckResponse response) {
        if (!state.isRegistered()) {
            return;
        }
        if (response.source().value() == source) {
            entity.sockets().alive(this);
        } else {
            close(CloseReason.ALIVE_CHECK);
        }
    }

    private void routingActivation(RoutingActivationRequest request) {
        RoutingActivationCode denial = entity.activations().denial(request);
        if (denial != null) {
            deny(request, denial);
        } else if (!state.isRegistered()) {
            cancelTimer();
            awaitsDecision = true;
            entity.sockets().register(this, request.source().value(), outcome -> decided(request, outcome));
        } else if (request.source().value() == source) {
            activate(request);
        } else {
            deny(request, RoutingActivationCode.DIFFERENT_SOURCE_ADDRESS);
        }
    }

    private void decided(RoutingActivationRequest request, SocketHandler.Outcome outcome) {
        awaitsDecision = false;
        switch (outcome) {
            case REGISTERED -> {
                source = request.source().value();
                framer.rules(entity.rules());
                activity();
                armGeneralInactivity();
                activate(request);
            }
            case ADDRESS_IN_USE -> deny(request, RoutingActivationCode.SOURCE_ADDRESS_IN_USE);
            case ALL_SOCKETS_ACTIVE -> deny(request, RoutingActivationCode.ALL_SOCKETS_ACTIVE);
        }
        link.resumeInput();
    }

    private void activate(RoutingActivationRequest request) {
        state = ConnectionState.REGISTERED_ROUTING_ACTIVE;
        link.send(version, request.activated(entity.address()));
    }

    private void deny(RoutingActivationRequest request, RoutingActivationCode code) {
        link.send(version, request.answered(entity.address(), code));
        close(CloseReason.ACTIVATION_DENIED);
    }

    private void initialInactivity() {
        timer = null;
        close(CloseReason.INITIAL_INACTIVITY);
    }

    /** One timer per connection: it is armed again when it fires early, not with every byte. */
    private void generalInactivity() {
        timer = null;
        long idle = entity.timers().now() - lastActivity;
        if (idle >= generalInactivityTime().toNanos()) {
            close(CloseReason.GENERAL_INACTIVITY);
        } else {
            armGeneralInactivity();
        }
    }

    private void armGeneralInactivity() {
        timer = entity.timers()
                .scheduleAt(lastActivity + generalInactivityTime().toNanos(), this::generalInactivity);
    }

    private Duration generalInactivityTime() {
        return entity.config().timing().generalInactivity();
    }

    private void end() {
        if (state == ConnectionState.FINALIZED) {
            return;
        }
        state = ConnectionState.FINALIZED;
        cancelTimer();
        int released = source;
        source = NO_SOURCE;
        entity.ended(this);
        entity.sockets().release(this, released);
    }

    private void cancelTimer() {
        TimerQueue.Timer armed = timer;
        if (armed != null) {
            armed.cancel();
            timer = null;
        }
    }
}
