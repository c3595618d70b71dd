package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceCatalogTest {
    /** A provider that a services file can name. */
    public static class One implements UdsServiceProvider {
        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(0xBA).build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            return (request, exchange) -> request.positiveResponse();
        }
    }

    /** Another one for the same service. */
    public static final class Two extends One {
        @Override
        public String id() {
            return "the other";
        }
    }

    /** A third one. */
    public static final class Three extends One {}

    private final UdsServiceProvider one = new One();
    private final UdsServiceProvider two = new Two();
    private final UdsServiceProvider three = new Three();

    private static UdsServiceProvider chosen(
            List<UdsServiceProvider> added, List<UdsServiceProvider> discovered, String... preferred) {
        ServiceCatalog.Offer chosen =
                ServiceCatalog.of(added, discovered, Set.of(preferred)).offers().get(0xBA);
        assertThat(chosen).isNotNull();
        return chosen.provider();
    }

    @Test
    void conflictNamesServiceClassesAndIds() {
        assertThatIllegalStateException()
                .isThrownBy(() -> chosen(List.of(), List.of(one, two)))
                .withMessageContaining("0xBA")
                .withMessageContaining(One.class.getName())
                .withMessageContaining(Two.class.getName())
                .withMessageContaining("the other")
                .withMessageContaining("prefer");
    }

    @Test
    void conflictOfProvidersAddedByHandFailsToo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> chosen(List.of(one, two), List.of()))
                .withMessageContaining(Two.class.getName());
    }

    @Test
    void preferredProviderWins() {
        assertThat(chosen(List.of(), List.of(one, two), "the other")).isSameAs(two);
        assertThat(chosen(List.of(), List.of(two, one), "the other")).isSameAs(two);
        assertThat(chosen(List.of(), List.of(one, two), One.class.getName())).isSameAs(one);
    }

    @Test
    void preferringBothIsNoDecision() {
        assertThatIllegalStateException()
                .isThrownBy(() -> chosen(List.of(), List.of(one, two), "the other", One.class.getName()));
    }

    @Test
    void preferredProviderWinsWhereverItStandsAmongThree() {
        assertThat(chosen(List.of(), List.of(two, one, three), "the other")).isSameAs(two);
        assertThat(chosen(List.of(), List.of(one, two, three), "the other")).isSameAs(two);
        assertThat(chosen(List.of(), List.of(one, three, two), "the other")).isSameAs(two);
    }

    @Test
    void addedProviderReplacesADiscoveredOne() {
        assertThat(chosen(List.of(two), List.of(one))).isSameAs(two);
        assertThat(chosen(List.of(two), List.of(one), One.class.getName())).isSameAs(two);
    }

    @Test
    void providersOfDifferentServicesLiveTogether() {
        TestService other = TestService.echo(ServiceDescriptor.of(0xBB));

        assertThat(ServiceCatalog.of(List.of(other), List.of(one), Set.of()).offers())
                .containsOnlyKeys(0xBA, 0xBB);
    }

    @Test
    void providerThatLacksAClassIsAnErrorThatNamesIt() {
        UdsServiceProvider broken = new One() {
            @Override
            public ServiceDescriptor descriptor() {
                throw new NoClassDefFoundError("com/example/Gone");
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> ServiceCatalog.of(List.of(), List.of(broken), Set.of()))
                .withMessageContaining(broken.getClass().getName())
                .withMessageContaining("com/example/Gone");
    }
}
