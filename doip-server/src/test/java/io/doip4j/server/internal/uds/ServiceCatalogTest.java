package io.doip4j.server.internal.uds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** A provider that cannot be made. */
    public static final class Failing extends One {
        public Failing() {
            throw new IllegalStateException("no licence");
        }
    }

    /** A class that is no provider. */
    public static final class NoProvider {}

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

    /** Loads the providers above itself: those of a named module are not found by a services file. */
    private static final class PluginLoader extends URLClassLoader {
        PluginLoader(Path directory) throws IOException {
            super(new URL[] {directory.toUri().toURL()}, ServiceCatalogTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(ServiceCatalogTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    private static URLClassLoader loader(Path directory, String... named) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(services.resolve(UdsServiceProvider.class.getName()), List.of(named));
        for (Class<?> type : List.of(One.class, Three.class, Failing.class, NoProvider.class)) {
            String file = type.getName().replace('.', '/') + ".class";
            try (InputStream bytes = type.getResourceAsStream("/" + file)) {
                assertThat(bytes).isNotNull();
                Path copy = directory.resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(bytes, copy);
            }
        }
        return new PluginLoader(directory);
    }

    @Test
    void discoversTheProvidersOfAClassLoader(@TempDir Path directory) throws IOException {
        try (URLClassLoader loader = loader(directory, One.class.getName(), Three.class.getName())) {
            assertThat(ServiceCatalog.discover(loader))
                    .extracting(UdsServiceProvider::id)
                    .containsExactly(One.class.getName(), Three.class.getName());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.Missing",
                "io.doip4j.server.internal.uds.ServiceCatalogTest$Failing",
                "io.doip4j.server.internal.uds.ServiceCatalogTest$NoProvider",
                "this is no class name"
            })
    void providerThatCannotBeLoadedIsAnErrorThatNamesIt(String name, @TempDir Path directory) throws IOException {
        try (URLClassLoader loader = loader(directory, One.class.getName(), name)) {
            String named = name.contains(" ") ? UdsServiceProvider.class.getName() : name;
            assertThatIllegalStateException()
                    .isThrownBy(() -> ServiceCatalog.discover(loader))
                    .withMessageContaining(named);
        }
    }
}
