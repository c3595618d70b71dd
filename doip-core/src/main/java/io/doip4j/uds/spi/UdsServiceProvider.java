package io.doip4j.uds.spi;

/**
 * ServiceLoader provider interface for UDS services. A server finds all providers on its class path or module path, and
 * makes one service of each for every ECU that wants it.
 *
 * <pre>{@code
 * @AutoService(UdsServiceProvider.class)
 * public final class SeatHeatingProvider implements UdsServiceProvider {
 *     public ServiceDescriptor descriptor() {
 *         return ServiceDescriptor.of(0xBA).minLength(2).build();
 *     }
 *
 *     public UdsService create(EcuContext ecu) {
 *         return (request, exchange) -> request.positiveResponse(request.data());
 *     }
 * }
 * }</pre>
 *
 * <p>Without a {@code module-info} the services file that {@code @AutoService} writes is enough; with one, the module must
 * also say {@code provides}.
 *
 * <p>Life cycle: one provider instance per server start, made with its public constructor without parameters. Two providers
 * with one service identifier make the start fail, with the names of both, unless the server is told which id it prefers.
 */
public interface UdsServiceProvider {
    /**
     * The name by which a configuration prefers or leaves out this provider.
     *
     * @return the name, unique among providers; the class name by default
     */
    default String id() {
        return getClass().getName();
    }

    /**
     * What the engine needs to know of the service.
     *
     * @return the descriptor, always the same
     */
    ServiceDescriptor descriptor();

    /**
     * Whether an ECU has this service. One that needs a setting which the ECU's definition does not have says no: for that
     * ECU it does not exist (NRC 0x11).
     *
     * @param ecu the ECU
     * @return true, unless overridden
     */
    default boolean appliesTo(EcuContext ecu) {
        return true;
    }

    /**
     * Makes the service of one ECU.
     *
     * @param ecu the ECU
     * @return a new service, used by this ECU alone
     */
    UdsService create(EcuContext ecu);
}
