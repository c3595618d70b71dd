package io.doip4j.server.internal.uds;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import io.doip4j.uds.ServiceId;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.ecu.InMemoryCommunication;
import io.doip4j.uds.ecu.InMemoryDataIdentifiers;
import io.doip4j.uds.ecu.InMemoryDtcStore;
import io.doip4j.uds.ecu.InMemoryInputOutputs;
import io.doip4j.uds.ecu.InMemoryRoutines;
import io.doip4j.uds.ecu.InMemoryState;
import io.doip4j.uds.ecu.PagedMemoryMap;
import io.doip4j.uds.spi.Communication;
import io.doip4j.uds.spi.DataIdentifiers;
import io.doip4j.uds.spi.DtcStore;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.EcuScheduler;
import io.doip4j.uds.spi.InputOutputs;
import io.doip4j.uds.spi.MemoryMap;
import io.doip4j.uds.spi.Routines;
import io.doip4j.uds.spi.SecurityControl;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.SessionControl;
import java.util.Optional;

/**
 * What the services of one ECU share.
 *
 * @param definition what the ECU is
 * @param clock its time
 * @param scheduler runs things on that time
 * @param sessions its session
 * @param security what is unlocked
 * @param state what its services keep
 * @param dataIdentifiers its data
 * @param routines its routines
 * @param memory its memory
 * @param io its inputs and outputs
 * @param dtcs its diagnostic trouble codes
 * @param communication what communication is switched on
 * @param services its services
 */
record EcuParts(
        EcuDefinition definition,
        MonotonicClock clock,
        EcuScheduler scheduler,
        SessionControl sessions,
        SecurityControl security,
        InMemoryState state,
        DataIdentifiers dataIdentifiers,
        Routines routines,
        MemoryMap memory,
        InputOutputs io,
        DtcStore dtcs,
        Communication communication,
        EcuServices services)
        implements EcuContext {
    /** Parts that are new, and empty but for what the definition has. */
    static EcuParts of(
            EcuDefinition definition,
            MonotonicClock clock,
            EcuScheduler scheduler,
            SessionControl sessions,
            SecurityControl security,
            EcuServices services) {
        EcuParts parts = new EcuParts(
                definition,
                clock,
                scheduler,
                sessions,
                security,
                new InMemoryState(),
                new InMemoryDataIdentifiers(),
                new InMemoryRoutines(),
                new PagedMemoryMap(),
                new InMemoryInputOutputs(),
                new InMemoryDtcStore(definition.dtcSettings()),
                new InMemoryCommunication(),
                services);
        definition.registerIn(parts);
        return parts;
    }

    @Override
    public LogicalAddress address() {
        return definition.address();
    }

    @Override
    public <T> Optional<T> setting(Class<T> type) {
        return definition.setting(type);
    }

    @Override
    public Optional<ServiceDescriptor> service(int serviceId) {
        return ServiceId.isRequest(serviceId)
                ? Optional.ofNullable(services.find(serviceId)).map(ServiceEntry::descriptor)
                : Optional.empty();
    }

    @Override
    public int maxResponseLength() {
        return definition.maxResponseLength();
    }
}
