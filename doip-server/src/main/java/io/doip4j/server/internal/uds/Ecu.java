package io.doip4j.server.internal.uds;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.server.internal.protocol.DiagnosticTarget;
import io.doip4j.server.internal.protocol.ReplyChannel;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.InMemoryDataIdentifiers;
import io.doip4j.uds.ecu.InMemoryDtcStore;
import io.doip4j.uds.ecu.InMemoryInputOutputs;
import io.doip4j.uds.ecu.InMemoryRoutines;
import io.doip4j.uds.ecu.PagedMemoryMap;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.DataIdentifiers;
import io.doip4j.uds.spi.DtcStore;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.EcuScheduler;
import io.doip4j.uds.spi.InputOutputs;
import io.doip4j.uds.spi.MemoryMap;
import io.doip4j.uds.spi.Routines;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionControl;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One ECU at work: does for every service what ISO 14229-1 and -2 say is the same for all. One request at a time; while one
 * is processed others are told to come back (NRC 0x21).
 *
 * <p>Belongs to the event loop. Services that may block run on the handler pool, their results come back to the loop.
 */
public final class Ecu implements DiagnosticTarget, EcuContext {
    private static final int SERVICES = 0x100;
    /** First NRC 0x78 after nine tenths of P2, the others after eight tenths of P2*: in time, and not too often. */
    private static final double P2_SHARE = 0.9;

    private static final double P2_STAR_SHARE = 0.8;
    private static final Bytes TESTER_PRESENT_WITHOUT_ANSWER = Bytes.of(0x3E, 0x80);

    private final EcuDefinition definition;
    private final EcuHost host;
    private final SessionState session;
    private final DataIdentifiers dataIdentifiers = new InMemoryDataIdentifiers();
    private final Routines routines = new InMemoryRoutines();
    private final MemoryMap memory = new PagedMemoryMap();
    private final InputOutputs io = new InMemoryInputOutputs();
    private final DtcStore dtcs;
    private final @Nullable ServiceEntry[] services = new ServiceEntry[SERVICES];
    private final ServiceRunner runner;
    private final EcuScheduler scheduler;
    private @Nullable Exchange current;
    private boolean restarting;
    /** A service of this ECU runs on the handler pool. */
    private boolean onPool;

    private final Queue<Runnable> deferred = new ArrayDeque<>();

    /**
     * An ECU in the default session.
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
        this.session = new SessionState(definition, host.timers());
        this.runner = new ServiceRunner(host, definition.address());
        this.scheduler = new LoopScheduler(host, this::runExclusively);
        this.dtcs = new InMemoryDtcStore(definition.dtcSettings());
        definition.registerIn(this);
        createServices(catalog);
    }

    private void createServices(ServiceCatalog catalog) {
        definition
                .services()
                .ifPresent(wanted -> wanted.forEach(sid -> {
                    if (!catalog.providers().containsKey(sid)) {
                        throw new IllegalArgumentException(String.format(
                                "ECU %s is to have UDS service 0x%02X, but no provider of it was found",
                                address(), sid));
                    }
                }));
        catalog.providers().forEach((sid, provider) -> {
            if (definition.services().map(wanted -> wanted.contains(sid)).orElse(true)) {
                services[sid] = entry(provider);
            }
        });
    }

    /** A service that exists in none of the ECU's sessions does not exist. */
    private @Nullable ServiceEntry entry(UdsServiceProvider provider) {
        ServiceDescriptor descriptor = definition.narrow(provider.descriptor());
        return definition.sessions().stream().anyMatch(descriptor.sessions()::contains)
                ? new ServiceEntry(
                        provider.getClass().getName(), descriptor, provider.create(this), definition.sessions())
                : null;
    }

    @Override
    public LogicalAddress address() {
        return definition.address();
    }

    @Override
    public DataIdentifiers dataIdentifiers() {
        return dataIdentifiers;
    }

    @Override
    public Routines routines() {
        return routines;
    }

    @Override
    public MemoryMap memory() {
        return memory;
    }

    @Override
    public DtcStore dtcs() {
        return dtcs;
    }

    @Override
    public InputOutputs io() {
        return io;
    }

    @Override
    public SessionControl sessions() {
        return session;
    }

    @Override
    public MonotonicClock clock() {
        return host.clock();
    }

    @Override
    public EcuScheduler scheduler() {
        return scheduler;
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
        int serviceId = message.userData().u8(0);
        if (!ServiceId.isRequest(serviceId) || restarting) {
            return;
        }
        Exchange exchange = new Exchange(
                message, addressing, version, channel, session, host.timers().now());
        if (current == null) {
            current = exchange;
            exchange.number(session.requestStarted());
            evaluate(exchange, serviceId);
        } else if (addressing != Addressing.FUNCTIONAL || !isTesterPresentWithoutAnswer(message)) {
            exchange.send(address(), exchange.request().negativeResponse(Nrc.BUSY_REPEAT_REQUEST));
        }
    }

    private void evaluate(Exchange exchange, int serviceId) {
        ServiceEntry entry = services[serviceId];
        if (entry == null) {
            finish(exchange, unclaimed(exchange.request()));
            return;
        }
        Nrc refusal = entry.refusal(exchange.request(), exchange.session());
        if (refusal != null) {
            refuse(exchange, refusal);
        } else if (entry.nonBlocking()) {
            result(exchange, runner.runInline(entry, exchange));
        } else {
            runOnPool(exchange, entry);
        }
    }

    /** The answer to a request that no service claims. */
    private UdsResponse unclaimed(UdsRequest request) {
        boolean hasPositiveResponse = request.serviceId() + ServiceId.RESPONSE_OFFSET != ServiceId.NEGATIVE_RESPONSE;
        return host.positiveResponding() && hasPositiveResponse
                ? request.positiveResponse(request.data())
                : request.negativeResponse(Nrc.SERVICE_NOT_SUPPORTED);
    }

    private void runOnPool(Exchange exchange, ServiceEntry entry) {
        armResponsePending(exchange);
        try {
            onPool = true;
            host.handlers().execute(() -> {
                UdsResult result = runner.run(entry, exchange);
                host.onLoop(() -> {
                    onPool = false;
                    result(exchange, result);
                    runDeferred();
                });
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            onPool = false;
            // The pool is full, or the process can have no more threads.
            refuse(exchange, Nrc.BUSY_REPEAT_REQUEST);
        }
    }

    /** A scheduled task and a service on the pool must not work for one ECU at the same time. */
    private void runExclusively(Runnable task) {
        if (host.isClosed()) {
            return;
        }
        if (onPool) {
            deferred.add(task);
        } else {
            task.run();
        }
    }

    private void runDeferred() {
        Runnable task;
        while (!onPool && (task = deferred.poll()) != null) {
            runExclusively(task);
        }
    }

    private void result(Exchange exchange, UdsResult result) {
        if (result instanceof UdsResponse response) {
            finish(exchange, response);
        } else if (result instanceof UdsResult.Pending pending) {
            armResponsePending(exchange);
            pending.stage()
                    .whenComplete((later, fault) -> host.onLoop(() ->
                            finish(exchange, runner.completed(entryOf(exchange), exchange.request(), later, fault))));
        } else {
            finish(exchange, null);
        }
    }

    private ServiceEntry entryOf(Exchange exchange) {
        ServiceEntry entry = services[exchange.request().serviceId()];
        if (entry == null) {
            throw new IllegalStateException("no service for " + exchange.request());
        }
        return entry;
    }

    /** A service on the pool may return a pending result: its timer runs already. */
    private void armResponsePending(Exchange exchange) {
        if (exchange.hasTimer()) {
            return;
        }
        long deadline = exchange.receivedAt() + share(session.activeDefinition().p2(), P2_SHARE);
        exchange.timer(host.timers().scheduleAt(deadline, () -> sendResponsePending(exchange)));
    }

    private void sendResponsePending(Exchange exchange) {
        if (host.isClosed()) {
            return;
        }
        exchange.markResponsePending();
        exchange.send(address(), exchange.request().negativeResponse(Nrc.RESPONSE_PENDING));
        long deadline = host.timers().now() + share(session.activeDefinition().p2Star(), P2_STAR_SHARE);
        exchange.timer(host.timers().scheduleAt(deadline, () -> sendResponsePending(exchange)));
    }

    private static long share(Duration time, double share) {
        return (long) (time.toNanos() * share);
    }

    private void refuse(Exchange exchange, Nrc nrc) {
        finish(exchange, exchange.request().negativeResponse(nrc));
    }

    private void finish(Exchange exchange, @Nullable UdsResponse response) {
        if (!exchange.answer()) {
            return;
        }
        exchange.cancelTimer();
        // Before the answer leaves: the tester may send its next request as soon as it has it.
        current = null;
        UdsResponse answer = response == null && exchange.responsePending() ? noMoreWaiting(exchange) : response;
        boolean sent = answer != null && sends(exchange, answer);
        if (sent && answer != null) {
            exchange.send(address(), answer);
        }
        if (answer == null || answer.isPositive()) {
            applyEffects(exchange, sent);
        }
        exchange.actionsAfterSend().forEach(exchange.channel()::afterFlush);
        if (sent && !session.active().isDefault()) {
            exchange.channel().afterFlush(() -> session.requestEnded(exchange.number()));
        } else {
            session.requestEnded(exchange.number());
        }
    }

    /** A tester that was told to wait must get an answer, also from a service that gives none. */
    private static UdsResponse noMoreWaiting(Exchange exchange) {
        return exchange.request().negativeResponse(Nrc.GENERAL_REJECT);
    }

    private boolean sends(Exchange exchange, UdsResponse response) {
        ServiceEntry entry = services[exchange.request().serviceId()];
        boolean suppress =
                entry != null && entry.hasSubFunction() && exchange.request().suppressesPositiveResponse();
        return Suppression.sends(response, exchange.addressing(), suppress, exchange.responsePending());
    }

    private void applyEffects(Exchange exchange, boolean sent) {
        Session newSession = exchange.newSession();
        if (newSession != null) {
            session.change(newSession, SessionListener.Cause.REQUEST);
        }
        if (exchange.resetType() != null) {
            restarting = true;
            exchange.channel().afterFlush(() -> reset(sent));
        }
    }

    private void reset(boolean answered) {
        restarting = false;
        session.change(Session.DEFAULT, SessionListener.Cause.RESET);
        if (answered) {
            host.ecuRestarted(address());
        }
    }

    private static boolean isTesterPresentWithoutAnswer(DiagnosticMessage message) {
        return message.userData().equals(TESTER_PRESENT_WITHOUT_ANSWER);
    }
}
