package io.doip4j.uds.services;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.InMemoryDataIdentifiers;
import io.doip4j.uds.ecu.InMemoryDtcStore;
import io.doip4j.uds.ecu.InMemoryInputOutputs;
import io.doip4j.uds.ecu.InMemoryRoutines;
import io.doip4j.uds.ecu.PagedMemoryMap;
import io.doip4j.uds.spi.DataIdentifiers;
import io.doip4j.uds.spi.DtcStore;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.EcuScheduler;
import io.doip4j.uds.spi.InputOutputs;
import io.doip4j.uds.spi.MemoryMap;
import io.doip4j.uds.spi.Routines;
import io.doip4j.uds.spi.SessionControl;
import io.doip4j.uds.spi.SessionDefinition;
import io.doip4j.uds.spi.SessionListener;
import java.util.Optional;

/** An ECU that stands still: its session never changes by itself. */
record FakeEcu(
        EcuDefinition definition,
        Session active,
        DataIdentifiers dataIdentifiers,
        Routines routines,
        MemoryMap memory,
        DtcStore dtcs,
        InputOutputs io)
        implements EcuContext, SessionControl {

    static FakeEcu of(EcuDefinition definition, Session active) {
        FakeEcu ecu = new FakeEcu(
                definition,
                active,
                new InMemoryDataIdentifiers(),
                new InMemoryRoutines(),
                new PagedMemoryMap(),
                new InMemoryDtcStore(definition.dtcSettings()),
                new InMemoryInputOutputs());
        definition.registerIn(ecu);
        return ecu;
    }

    @Override
    public LogicalAddress address() {
        return definition.address();
    }

    @Override
    public SessionControl sessions() {
        return this;
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
    public MonotonicClock clock() {
        throw new UnsupportedOperationException("no service here needs the time");
    }

    @Override
    public EcuScheduler scheduler() {
        throw new UnsupportedOperationException("no service here schedules anything");
    }

    @Override
    public void onTransition(SessionListener listener) {
        throw new UnsupportedOperationException("no service here listens");
    }
}
