package io.doip4j.uds.services.internal.testing;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.uds.NegativeResponseException;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.InMemoryCommunication;
import io.doip4j.uds.ecu.InMemoryDataIdentifiers;
import io.doip4j.uds.ecu.InMemoryDtcStore;
import io.doip4j.uds.ecu.InMemoryInputOutputs;
import io.doip4j.uds.ecu.InMemoryRoutines;
import io.doip4j.uds.ecu.InMemoryState;
import io.doip4j.uds.ecu.PagedMemoryMap;
import io.doip4j.uds.spi.Addressing;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.DataIdentifiers;
import io.doip4j.uds.spi.DtcStore;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.EcuScheduler;
import io.doip4j.uds.spi.EcuState;
import io.doip4j.uds.spi.InputOutputs;
import io.doip4j.uds.spi.MemoryMap;
import io.doip4j.uds.spi.Routines;
import io.doip4j.uds.spi.SecurityControl;
import io.doip4j.uds.spi.SecurityListener;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionControl;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.SessionGuard;
import io.doip4j.uds.spi.SessionListener;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An ECU under virtual time with the services that a test needs. It does what the engine does for one request after the
 * other, in few words; suppression, timing and response pending are left to the tests of the engine.
 */
public final class FakeEcu implements EcuContext, SessionControl, SecurityControl {
    private static final LogicalAddress TESTER = LogicalAddress.of(0x0E00);

    public final FakeTime time = new FakeTime();
    public final FakeConnection connection = new FakeConnection(1);
    /** What was sent outside of requests, see {@link FakeSubscription}. */
    public final List<String> unsolicited = new ArrayList<>();

    @Nullable
    LogicalAddress owner;

    @Nullable
    LogicalAddress authenticated;

    private final EcuDefinition definition;
    private final DataIdentifiers dataIdentifiers = new InMemoryDataIdentifiers();
    private final Routines routines = new InMemoryRoutines();
    private final MemoryMap memory = new PagedMemoryMap();
    private final InputOutputs io = new InMemoryInputOutputs();
    private final InMemoryState state = new InMemoryState();
    private final Communication communication = new InMemoryCommunication();
    private final DtcStore dtcs;
    private final Map<Integer, Entry> services = new TreeMap<>();
    private final List<SessionListener> sessionListeners = new ArrayList<>();
    private final List<SessionGuard> guards = new ArrayList<>();
    private final List<SecurityListener> securityListeners = new ArrayList<>();
    private Session active = Session.DEFAULT;
    private int level;
    private Set<String> roles = Set.of();

    private record Entry(ServiceDescriptor descriptor, UdsService service) {}

    private FakeEcu(EcuDefinition definition) {
        this.definition = definition;
        this.dtcs = new InMemoryDtcStore(definition.dtcSettings());
    }

    /** An ECU in the default session. */
    public static FakeEcu of(EcuDefinition definition, UdsServiceProvider... providers) {
        FakeEcu ecu = new FakeEcu(definition);
        definition.registerIn(ecu);
        for (UdsServiceProvider provider : providers) {
            if (provider.appliesTo(ecu)) {
                ServiceDescriptor descriptor = definition.narrow(provider.descriptor());
                ecu.services.put(descriptor.serviceId(), new Entry(descriptor, provider.create(ecu)));
            }
        }
        return ecu;
    }

    /** Goes to a session as a tester's request does. */
    public FakeEcu in(Session session) {
        change(session, SessionListener.Cause.REQUEST);
        return this;
    }

    /** Unlocks a level for the usual tester. */
    public FakeEcu unlocked(int newLevel) {
        level = newLevel;
        owner = TESTER;
        return this;
    }

    /** Gives the usual tester roles. */
    public FakeEcu withRoles(String... newRoles) {
        roles = Set.of(newRoles);
        authenticated = TESTER;
        return this;
    }

    public void change(Session to, SessionListener.Cause cause) {
        Session from = active;
        active = to;
        lock();
        if (to.isDefault()) {
            deauthenticate();
            communication.enableAll();
            dtcs.updatesEnabled(true);
        }
        if (cause == SessionListener.Cause.RESET) {
            state.reset();
        } else {
            state.sessionEnded();
        }
        sessionListeners.forEach(listener -> listener.sessionChanged(from, to, cause));
    }

    public void apply(FakeExchange exchange) {
        if (exchange.newSession != null) {
            change(exchange.newSession, SessionListener.Cause.REQUEST);
        }
        if (exchange.reset != null) {
            change(Session.DEFAULT, SessionListener.Cause.RESET);
            dtcs.ecuReset(exchange.reset);
        }
        if (exchange.unlocked != null) {
            level = exchange.unlocked;
            owner = exchange.tester();
            securityChanged();
        }
        if (exchange.newRoles != null) {
            roles = exchange.newRoles;
            authenticated = exchange.tester();
            securityChanged();
        }
    }

    private void securityChanged() {
        securityListeners.forEach(listener -> listener.securityChanged(level, roles));
    }

    public void advance(Duration duration) {
        time.advance(duration);
    }

    /** A physical request of the usual tester. The answer is its bytes, "-" for none, "..." if it comes later. */
    public String ask(String requestHex) {
        return ask(requestHex, exchange());
    }

    public String askFunctional(String requestHex) {
        return ask(requestHex, new FakeExchange(this, Addressing.FUNCTIONAL, TESTER, connection, false));
    }

    public String askAs(int tester, FakeConnection by, String requestHex) {
        return ask(requestHex, new FakeExchange(this, Addressing.PHYSICAL, LogicalAddress.of(tester), by, false));
    }

    public FakeExchange exchange() {
        return new FakeExchange(this, Addressing.PHYSICAL, TESTER, connection, false);
    }

    public String ask(String requestHex, FakeExchange exchange) {
        CompletableFuture<Optional<UdsResponse>> answer =
                dispatch(new UdsRequest(Bytes.hex(requestHex)), exchange).toCompletableFuture();
        return answer.isDone()
                ? answer.join().map(response -> response.message().toHex()).orElse("-")
                : "...";
    }

    public CompletionStage<Optional<UdsResponse>> dispatch(UdsRequest request, FakeExchange exchange) {
        return later(request, handle(request, exchange)).thenApply(response -> {
            exchange.answered(response.isEmpty() || response.get().isPositive());
            return response;
        });
    }

    private static CompletionStage<Optional<UdsResponse>> later(UdsRequest request, UdsResult result) {
        if (result instanceof UdsResult.Pending pending) {
            return pending.stage()
                    .handle((done, fault) -> fault == null ? (UdsResult) done : refused(request, fault))
                    .thenCompose(done -> later(request, Objects.requireNonNull(done)));
        }
        return CompletableFuture.completedFuture(
                result instanceof UdsResponse response ? Optional.of(response) : Optional.empty());
    }

    private static UdsResult refused(UdsRequest request, Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof NegativeResponseException negative) {
            return request.negativeResponse(negative.nrc());
        }
        throw new AssertionError("the service failed", cause);
    }

    private UdsResult handle(UdsRequest request, FakeExchange exchange) {
        Entry entry = services.get(request.serviceId());
        if (entry == null) {
            return request.negativeResponse(Nrc.SERVICE_NOT_SUPPORTED);
        }
        Nrc refusal = refusal(entry.descriptor, request, exchange);
        if (refusal != null) {
            return request.negativeResponse(refusal);
        }
        try {
            return entry.service.handle(request, exchange);
        } catch (NegativeResponseException e) {
            return request.negativeResponse(e.nrc());
        } catch (Exception e) {
            throw new AssertionError("the service failed", e);
        }
    }

    private @Nullable Nrc refusal(ServiceDescriptor descriptor, UdsRequest request, FakeExchange exchange) {
        if (!descriptor.sessions().contains(active)) {
            return Nrc.SERVICE_NOT_SUPPORTED_IN_ACTIVE_SESSION;
        }
        Nrc locked = descriptor.access().refusal(exchange);
        if (locked != null) {
            return locked;
        }
        if (request.length() >= 2 && !descriptor.subFunctions().isEmpty()) {
            Sessions where = descriptor.subFunctions().get(request.subFunction());
            if (where == null || definition.sessions().stream().noneMatch(where::contains)) {
                return Nrc.SUB_FUNCTION_NOT_SUPPORTED;
            }
            if (!where.contains(active)) {
                return Nrc.SUB_FUNCTION_NOT_SUPPORTED_IN_ACTIVE_SESSION;
            }
        }
        return request.length() < descriptor.minLength() ? Nrc.INCORRECT_MESSAGE_LENGTH_OR_INVALID_FORMAT : null;
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
    public Communication communication() {
        return communication;
    }

    @Override
    public EcuState state() {
        return state;
    }

    @Override
    public SecurityControl security() {
        return this;
    }

    @Override
    public <T> Optional<T> setting(Class<T> type) {
        return definition.setting(type);
    }

    @Override
    public Optional<ServiceDescriptor> service(int serviceId) {
        return Optional.ofNullable(services.get(serviceId)).map(Entry::descriptor);
    }

    @Override
    public int maxResponseLength() {
        return definition.maxResponseLength();
    }

    @Override
    public SessionControl sessions() {
        return this;
    }

    @Override
    public MonotonicClock clock() {
        return time;
    }

    @Override
    public EcuScheduler scheduler() {
        return time;
    }

    @Override
    public Session active() {
        return active;
    }

    @Override
    public Optional<SessionDefinition> definition(Session session) {
        return definition.session(session);
    }

    @Override
    public boolean allowsTransition(Session to) {
        return definition.allowsTransition(active, to);
    }

    @Override
    public @Nullable Nrc veto(Session to) {
        return guards.stream()
                .map(guard -> guard.veto(active, to))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void beforeTransition(SessionGuard guard) {
        guards.add(guard);
    }

    @Override
    public void onTransition(SessionListener listener) {
        sessionListeners.add(listener);
    }

    @Override
    public int level() {
        return level;
    }

    @Override
    public Set<String> roles() {
        return roles;
    }

    @Override
    public void lock() {
        level = 0;
        owner = null;
        securityChanged();
    }

    @Override
    public void deauthenticate() {
        roles = Set.of();
        authenticated = null;
        securityChanged();
    }

    @Override
    public void onChange(SecurityListener listener) {
        securityListeners.add(listener);
    }
}
