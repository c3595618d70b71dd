package io.doip4j.server.internal.uds;

import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The services that a server offers its ECUs: at most one provider per service identifier. */
public final class ServiceCatalog {
    /** A provider and what it says of its service, which is the same every time. */
    record Offer(UdsServiceProvider provider, ServiceDescriptor descriptor) {
        Offer(UdsServiceProvider provider) {
            this(provider, provider.descriptor());
        }

        int serviceId() {
            return descriptor.serviceId();
        }
    }

    private final Map<Integer, Offer> offers;

    private ServiceCatalog(Map<Integer, Offer> offers) {
        this.offers = Collections.unmodifiableMap(offers);
    }

    /** What is offered, by service identifier. */
    Map<Integer, Offer> offers() {
        return offers;
    }

    /**
     * Makes a catalog. A provider that was added by hand replaces a discovered one with its service identifier.
     *
     * @param added providers that were added by hand
     * @param discovered providers that were found
     * @param preferred ids of the providers that win where two have one service identifier
     * @return the catalog
     * @throws IllegalStateException if two providers have one service identifier and neither or both are preferred, or a
     *     provider lacks a class that it needs
     */
    public static ServiceCatalog of(
            Collection<UdsServiceProvider> added, Collection<UdsServiceProvider> discovered, Set<String> preferred) {
        if (added.isEmpty()) {
            return new ServiceCatalog(unique(offers(discovered), preferred));
        }
        Map<Integer, Offer> chosen = unique(offers(added), preferred);
        List<Offer> others = offers(discovered).stream()
                .filter(offer -> !chosen.containsKey(offer.serviceId()))
                .toList();
        chosen.putAll(unique(others, preferred));
        return new ServiceCatalog(chosen);
    }

    private static List<Offer> offers(Collection<UdsServiceProvider> providers) {
        List<Offer> offers = new ArrayList<>(providers.size());
        for (UdsServiceProvider provider : providers) {
            offers.add(offer(provider));
        }
        return offers;
    }

    private static Offer offer(UdsServiceProvider provider) {
        try {
            return new Offer(provider);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "the UDS service provider " + describe(provider) + " cannot be used, remove or repair its jar: "
                            + e,
                    e);
        }
    }

    private static Map<Integer, Offer> unique(Collection<Offer> candidates, Set<String> preferred) {
        Map<Integer, Offer> chosen = new TreeMap<>();
        Map<Integer, List<Offer>> rivals = new TreeMap<>();
        for (Offer candidate : candidates) {
            Offer first = chosen.putIfAbsent(candidate.serviceId(), candidate);
            if (first != null) {
                rivals.computeIfAbsent(candidate.serviceId(), sid -> new ArrayList<>(List.of(first)))
                        .add(candidate);
            }
        }
        rivals.forEach((sid, all) -> chosen.put(sid, winner(sid, all, preferred)));
        return chosen;
    }

    private static Offer winner(int sid, List<Offer> rivals, Set<String> preferred) {
        List<Offer> winners = rivals.stream()
                .filter(rival -> preferred.contains(rival.provider.id()))
                .toList();
        if (winners.size() != 1) {
            throw new IllegalStateException(String.format(
                    "several providers for UDS service 0x%02X: %s; remove all but one, or prefer one of them by its id",
                    sid, rivals.stream().map(rival -> describe(rival.provider)).collect(Collectors.joining(" and "))));
        }
        return winners.get(0);
    }

    private static String describe(UdsServiceProvider provider) {
        CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
        String from = source == null || source.getLocation() == null
                ? "unknown place"
                : source.getLocation().toString();
        return provider.getClass().getName() + " (id " + provider.id() + ", from " + from + ")";
    }
}
