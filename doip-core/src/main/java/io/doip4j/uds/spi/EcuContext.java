package io.doip4j.uds.spi;

import io.doip4j.core.LogicalAddress;
import io.doip4j.core.MonotonicClock;
import java.util.Optional;

/**
 * The ECU that a service belongs to: what it is, and the state that its services share. It lives from the start of the
 * server to its end.
 *
 * <p>Thread rule: to be used by the ECU's services while they handle a request, and by scheduled tasks.
 */
public interface EcuContext {
    /**
     * The physical address of the ECU.
     *
     * @return the address
     */
    LogicalAddress address();

    /**
     * The data that can be read and written by identifier. Several services and plugins share it.
     *
     * @return the registry
     */
    DataIdentifiers dataIdentifiers();

    /**
     * The routines that can be controlled.
     *
     * @return the registry
     */
    Routines routines();

    /**
     * The memory that can be read and written by address.
     *
     * @return the memory
     */
    MemoryMap memory();

    /**
     * The diagnostic trouble codes.
     *
     * @return the store
     */
    DtcStore dtcs();

    /**
     * The inputs and outputs that can be controlled.
     *
     * @return the registry
     */
    InputOutputs io();

    /**
     * Which communication is switched on.
     *
     * @return the state
     */
    Communication communication();

    /**
     * State that services keep.
     *
     * @return the store
     */
    EcuState state();

    /**
     * What has been unlocked.
     *
     * @return the control
     */
    SecurityControl security();

    /**
     * A setting that the ECU's definition has for a service, by its type.
     *
     * @param type class of the setting
     * @param <T> type of the setting
     * @return the setting; empty if the definition has none
     */
    <T> Optional<T> setting(Class<T> type);

    /**
     * A service of the ECU, as its definition narrowed it. Which services there are is known once all of them are made: not
     * yet while one is created.
     *
     * @param serviceId service identifier of its requests
     * @return what the engine checks for it; empty if the ECU does not have the service
     */
    Optional<ServiceDescriptor> service(int serviceId);

    /**
     * The longest response that the ECU can give. The engine answers NRC 0x14 instead of a longer one; a service that would
     * have to make it first should look before.
     *
     * @return bytes with the service identifier
     */
    int maxResponseLength();

    /**
     * The active diagnostic session.
     *
     * @return the control
     */
    SessionControl sessions();

    /**
     * The time that the ECU runs on.
     *
     * @return the clock
     */
    MonotonicClock clock();

    /**
     * Runs things later on that time.
     *
     * @return the scheduler
     */
    EcuScheduler scheduler();
}
