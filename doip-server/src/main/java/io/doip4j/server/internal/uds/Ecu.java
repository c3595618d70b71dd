package io.doip4j.server.internal.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.internal.protocol.DiagnosticTarget;
import io.doip4j.server.internal.protocol.ReplyChannel;
import io.doip4j.server.spi.UdsInterceptor;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ResetType;
import io.doip4j.uds.spi.SessionListener;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ECU at work: takes one request at a time and answers it as ISO 14229-1 and -2 say is the same for all services. While
 * one is processed others are told to come back (NRC 0x21).
 *
 * <p>Belongs to the event loop. Services that may block run on the handler pool, their results come back to the loop.
 */
public final class Ecu implements DiagnosticTarget {
    private static final Logger LOG = LoggerFactory.getLogger(Ecu.class);
    private static final Bytes TESTER_PRESENT_WITHOUT_ANSWER = Bytes.of(0x3E, 0x80);
    /** How many requests of its own services wait at most until the ECU is idle. */
    private static final int MAX_WAITING = 64;
    /** How many requests that no message carried may await their answers at the same time. */
    private static final int MAX_AWAITING = 8;

    /** How many requests may be inside of each other. */
    private static final int MAX_DEPTH = 4;

    private final EcuDefinition definition;
    private final EcuHost host;
    private final SessionState session;
    private final SecurityState security;
    private final EcuParts parts;
    private final TransitionEffects effects;
    private final EcuServices services;
    private final Dispatcher dispatcher;
    private final PoolGate gate;
    private final Queue<NestedRequest> waiting = new ArrayDeque<>();
    /** A tester's request is being handled. */
    private boolean busy;

    /** Requests that no message carried; while their answers are awaited others are handled all the same. */
    private int awaiting;

    /** A request is being started or answered: what its services ask for meanwhile waits. */
    private boolean inside;

    private boolean restarting;

    /**
     * An ECU in the default session, which {@linkplain #begin() begins} later.
     *
     * @param definition what it is
     * @param catalog the services that there are
     * @param host the server it lives in
     * @throws IllegalArgumentException if the definition wants a service that no provider has, has something twice, or makes
     *     one service another
     */
    public Ecu(EcuDefinition definition, ServiceCatalog catalog, EcuHost host) {
        this.definition = definition;
        this.host = host;
        this.gate = new PoolGate(host);
        this.session = new SessionState(definition, host, gate);
        this.security = new SecurityState(host, gate);
        gate.enter();
        this.services = new EcuServices(definition);
        this.parts =
                EcuParts.of(definition, host.clock(), new LoopScheduler(host, gate::run), session, security, services);
        this.effects = new TransitionEffects(parts, host);
        session.onTransition(effects);
        services.makeAll(catalog, parts);
        this.dispatcher = new Dispatcher(definition, host, services, gate);
    }

    /**
     * The ECU begins to work: until now the thread that made it and its services had it for itself. To be called once, on the
     * event loop, before anything is delivered.
     */
    public void begin() {
        gate.leave();
        gate.runDeferred();
    }

    @Override
    public LogicalAddress address() {
        return definition.address();
    }

    /**
     * What its services share.
     *
     * @return the ECU as they see it
     */
    public EcuContext context() {
        return parts;
    }

    EcuDefinition definition() {
        return definition;
    }

    EcuHost host() {
        return host;
    }

    SessionState session() {
        return session;
    }

    SecurityState security() {
        return security;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    PoolGate gate() {
        return gate;
    }

    @Override
    public @Nullable DiagnosticNackCode refusal(DiagnosticMessage message) {
        return message.userData().length() > definition.maxRequestLength()
                ? DiagnosticNackCode.MESSAGE_TOO_LARGE
                : null;
    }

    @Override
    public void deliver(
            DiagnosticMessage message, Addressing addressing, ProtocolVersion version, ReplyChannel channel) {
        if (!ServiceId.isRequest(message.userData().u8(0)) || restarting) {
            return;
        }
        if (!busy && !gate.isTaken()) {
            RequestExchange exchange =
                    new RequestExchange(this, message, addressing, version, channel, session.requestStarted());
            busy = true;
            handle(exchange, 0);
            return;
        }
        if (addressing != Addressing.FUNCTIONAL || !isTesterPresentWithoutAnswer(message)) {
            UdsResponse refusal = new UdsRequest(message.userData()).negativeResponse(Nrc.BUSY_REPEAT_REQUEST);
            channel.reply(version, new DiagnosticMessage(address(), message.source(), refusal.message()));
        }
        if (!busy) {
            // No request holds the session: this one does.
            session.requestEnded(session.requestStarted());
        }
    }

    /** An interceptor does not want a request any more that it has taken: the next ones are asked. */
    void handleAgain(RequestExchange exchange, int nextInterceptor) {
        exchange.startAgain();
        gate.run(() -> handle(exchange, nextInterceptor));
    }

    private void handle(RequestExchange exchange, int firstInterceptor) {
        if (!isTaken(exchange, firstInterceptor)) {
            start(exchange);
        }
        runWaiting();
    }

    private boolean isTaken(RequestExchange exchange, int firstInterceptor) {
        List<UdsInterceptor> interceptors = host.udsInterceptors();
        for (int i = firstInterceptor; i < interceptors.size(); i++) {
            TakenExchange offered = new TakenExchange(exchange, i + 1);
            if (takes(interceptors.get(i), offered) || exchange.isAnswered() || offered.isReleased()) {
                return true;
            }
            offered.release();
        }
        return false;
    }

    private boolean takes(UdsInterceptor interceptor, TakenExchange offered) {
        try {
            return interceptor.intercept(offered.request(), offered);
        } catch (Throwable e) {
            LOG.error(
                    "{} failed; others handle the request",
                    interceptor.getClass().getName(),
                    e);
            host.extensionFailed(interceptor, e);
            return false;
        }
    }

    private void start(Exchange exchange) {
        inside = true;
        try {
            dispatcher.dispatch(exchange);
        } finally {
            inside = false;
        }
    }

    /** The request took longer than P4: the tester gets an answer, and whoever still works on it is told to give up. */
    void abort(Exchange exchange) {
        exchange.cancel();
        dispatcher.interrupt(exchange);
        exchange.completed(exchange.request().negativeResponse(Nrc.GENERAL_REJECT));
        runWaiting();
    }

    /** Answers a request. To be called by the exchange. */
    void finish(RequestExchange exchange, @Nullable UdsResponse response) {
        // Before the answer leaves: the tester may send its next request as soon as it has it.
        busy = false;
        UdsResponse answer = response == null && exchange.responsePending() ? noMoreWaiting(exchange) : response;
        boolean sent = answer != null && sends(exchange, answer);
        if (sent && answer != null) {
            exchange.send(answer);
        }
        end(exchange, answer, sent);
        if (sent && !session.active().isDefault()) {
            exchange.channel().afterFlush(session.whenAnswered(exchange.number()));
        } else {
            session.requestEnded(exchange.number());
        }
    }

    /** Ends a request that an interceptor has taken. To be called by the exchange. */
    void finishTaken(RequestExchange exchange) {
        busy = false;
        if (session.active().isDefault()) {
            session.requestEnded(exchange.number());
        } else {
            // S3 begins when what the interceptor sent has left.
            exchange.channel().afterFlush(session.whenAnswered(exchange.number()));
        }
    }

    /** Ends a request that no message carried. To be called by the exchange. */
    void finish(NestedExchange exchange, @Nullable UdsResponse response) {
        awaiting--;
        end(exchange, response, false);
    }

    /** Does what the service asked for: what it wanted done after the answer, and a reset after that. */
    private void end(Exchange exchange, @Nullable UdsResponse answer, boolean sent) {
        boolean refused = answer != null && !answer.isPositive();
        if (!refused) {
            apply(exchange);
        }
        List<Runnable> actions = exchange.actionsAfterSend();
        for (int i = 0; i < actions.size(); i++) {
            Runnable action = actions.get(i);
            exchange.channel().afterFlush(() -> gate.run(action));
        }
        ResetType type = refused ? null : exchange.resetType();
        if (type != null) {
            restarting = true;
            abandonWaiting("ECU " + address() + " is reset");
            exchange.channel().afterFlush(() -> gate.run(() -> reset(type, sent)));
        }
    }

    /** A tester that was told to wait must get an answer, also from a service that gives none. */
    private static UdsResponse noMoreWaiting(RequestExchange exchange) {
        return exchange.request().negativeResponse(Nrc.GENERAL_REJECT);
    }

    private boolean sends(RequestExchange exchange, UdsResponse response) {
        ServiceEntry entry = services.find(exchange.request().serviceId());
        boolean suppress =
                entry != null && entry.hasSubFunction() && exchange.request().suppressesPositiveResponse();
        return Suppression.sends(response, exchange.addressing(), suppress, exchange.responsePending());
    }

    private void apply(Exchange exchange) {
        Session newSession = exchange.newSession();
        if (newSession != null) {
            session.change(newSession, SessionListener.Cause.REQUEST);
        }
        if (exchange.unlockedLevel() != 0) {
            security.unlock(exchange.unlockedLevel(), exchange.from());
        }
        Set<String> roles = exchange.newRoles();
        if (roles != null) {
            security.authenticate(roles, exchange.from());
        }
    }

    private void reset(ResetType type, boolean answered) {
        try {
            session.change(Session.DEFAULT, SessionListener.Cause.RESET);
            effects.reset(type);
        } finally {
            boot();
        }
        if (answered) {
            host.ecuRestarted(address());
        }
    }

    private void boot() {
        if (definition.bootTime().isZero()) {
            booted();
        } else {
            host.timers().schedule(definition.bootTime(), this::booted);
        }
    }

    private void booted() {
        restarting = false;
        runWaiting();
    }

    /** Handles a request inside another one. */
    void inside(NestedRequest nested) {
        Exchange outer = nested.outer();
        if (outer == null || outer.isAnswered()) {
            nested.abandon("the request that it was inside of is answered");
        } else if (outer.depth() >= MAX_DEPTH) {
            nested.complete(nested.request().negativeResponse(Nrc.GENERAL_REJECT));
        } else {
            dispatcher.dispatch(new NestedExchange(this, nested));
        }
    }

    /** Handles a request that no message carried as soon as no other is being handled. */
    void whenIdle(NestedRequest nested) {
        if (host.isClosed()) {
            nested.abandon("the server is closed");
        } else if (waiting.size() >= MAX_WAITING) {
            nested.abandon("more than " + MAX_WAITING + " requests wait until ECU " + address() + " is idle");
        } else {
            waiting.add(nested);
            runWaiting();
        }
    }

    /** Begins what waited, as long as nothing else is being handled. */
    void runWaiting() {
        while (!busy && awaiting < MAX_AWAITING && !inside && !restarting && !gate.isTaken() && !host.isClosed()) {
            NestedRequest next = waiting.poll();
            if (next == null) {
                return;
            }
            if (next.tester().channel().isOpen()) {
                awaiting++;
                start(new NestedExchange(this, next));
            } else {
                next.abandon("the connection of the tester is gone");
            }
        }
    }

    private void abandonWaiting(String why) {
        for (NestedRequest next = waiting.poll(); next != null; next = waiting.poll()) {
            next.abandon(why);
        }
    }

    /** The server ends: what waits will not be handled, and the session does not end. To be called on the event loop. */
    public void close() {
        session.close();
        abandonWaiting("the server is closed");
    }

    private static boolean isTesterPresentWithoutAnswer(DiagnosticMessage message) {
        return message.userData().equals(TESTER_PRESENT_WITHOUT_ANSWER);
    }
}
