package io.doip4j.uds.ecu;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.uds.Nrc;
import io.doip4j.uds.Session;
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
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionControl;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.SessionGuard;
import io.doip4j.uds.spi.SessionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An ECU without services, in the extended session. */
final class TestEcu implements EcuContext, SessionControl {
    private final DataIdentifiers dataIdentifiers = new InMemoryDataIdentifiers();
    private final Routines routines = new InMemoryRoutines();
    private final MemoryMap memory = new PagedMemoryMap();
    private final DtcStore dtcs = new InMemoryDtcStore(DtcSettings.standard());
    private final InputOutputs io = new InMemoryInputOutputs();
    private final List<SessionListener> listeners = new ArrayList<>();

    void change(Session from, Session to, SessionListener.Cause cause) {
        listeners.forEach(listener -> listener.sessionChanged(from, to, cause));
    }

    @Override
    public LogicalAddress address() {
        return LogicalAddress.of(0x1000);
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
        return this;
    }

    @Override
    public MonotonicClock clock() {
        throw new UnsupportedOperationException("nothing here needs the time");
    }

    @Override
    public EcuScheduler scheduler() {
        throw new UnsupportedOperationException("nothing here is scheduled");
    }

    @Override
    public Session active() {
        return Session.EXTENDED;
    }

    @Override
    public Optional<SessionDefinition> definition(Session session) {
        return Optional.of(SessionDefinition.of(session));
    }

    @Override
    public boolean allowsTransition(Session to) {
        return true;
    }

    @Override
    public void onTransition(SessionListener listener) {
        listeners.add(listener);
    }

    @Override
    public @Nullable Nrc veto(Session to) {
        return null;
    }

    @Override
    public void beforeTransition(SessionGuard guard) {
        throw new UnsupportedOperationException("nothing here guards");
    }

    @Override
    public Communication communication() {
        throw new UnsupportedOperationException("nothing here communicates");
    }

    @Override
    public EcuState state() {
        throw new UnsupportedOperationException("nothing here keeps state");
    }

    @Override
    public SecurityControl security() {
        throw new UnsupportedOperationException("nothing here is locked");
    }

    @Override
    public <T> Optional<T> setting(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public Optional<ServiceDescriptor> service(int serviceId) {
        return Optional.empty();
    }

    @Override
    public int maxResponseLength() {
        return EcuDefinition.DEFAULT_MAX_RESPONSE;
    }
}
