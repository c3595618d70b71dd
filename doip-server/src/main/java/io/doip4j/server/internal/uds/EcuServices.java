package io.doip4j.server.internal.uds;

import io.doip4j.uds.Session;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The services of one ECU: those of the catalog that its definition wants and that apply to it. */
final class EcuServices {
    private static final int SERVICES = 0x100;

    private final EcuDefinition definition;
    private final @Nullable ServiceEntry[] entries = new ServiceEntry[SERVICES];

    /** None yet. */
    EcuServices(EcuDefinition definition) {
        this.definition = definition;
    }

    /**
     * Makes the services.
     *
     * @throws IllegalArgumentException if the definition wants a service that no provider has or that does not apply, or
     *     makes one service another
     */
    void makeAll(ServiceCatalog catalog, EcuContext ecu) {
        definition.services().ifPresent(wanted -> checkThatAllExist(wanted, catalog));
        catalog.offers().forEach((sid, offer) -> {
            if (definition.services().map(wanted -> wanted.contains(sid)).orElse(true)) {
                entries[sid] = entry(sid, offer, ecu);
            }
        });
    }

    private void checkThatAllExist(Set<Integer> wanted, ServiceCatalog catalog) {
        for (int sid : wanted) {
            if (!catalog.offers().containsKey(sid)) {
                throw new IllegalArgumentException(String.format(
                        "ECU %s is to have UDS service 0x%02X, but no provider of it was found",
                        definition.address(), sid));
            }
        }
    }

    /** A service that exists in none of the ECU's sessions does not exist. */
    private @Nullable ServiceEntry entry(int sid, ServiceCatalog.Offer offer, EcuContext ecu) {
        UdsServiceProvider provider = offer.provider();
        if (!provider.appliesTo(ecu)) {
            if (definition.services().isPresent()) {
                throw new IllegalArgumentException(String.format(
                        "ECU %s is to have UDS service 0x%02X, but %s needs a setting that the ECU does not have",
                        ecu.address(), sid, provider.getClass().getName()));
            }
            return null;
        }
        ServiceDescriptor descriptor = definition.narrow(offer.descriptor());
        return existsIn(descriptor.sessions())
                ? new ServiceEntry(
                        provider.getClass().getName(), descriptor, provider.create(ecu), definition.sessions())
                : null;
    }

    private boolean existsIn(Sessions sessions) {
        for (Session session : definition.sessions()) {
            if (sessions.contains(session)) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    ServiceEntry find(int serviceId) {
        return entries[serviceId];
    }
}
