package io.doip4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.doip4j.uds.ecu.EcuDefinition;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdsServicesTest {
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

    /** Another one. */
    public static final class Three extends One {}

    /** A provider that cannot be made. */
    public static final class Failing extends One {
        public Failing() {
            throw new IllegalStateException("no licence");
        }
    }

    /** A class that is no provider. */
    public static final class NoProvider {}

    /** Loads the providers above itself: those of a named module are not found by a services file. */
    private static final class PluginLoader extends URLClassLoader {
        PluginLoader(Path directory) throws IOException {
            super(new URL[] {directory.toUri().toURL()}, UdsServicesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(UdsServicesTest.class.getName())) {
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
            assertThat(UdsServices.of(loader).newProviders())
                    .extracting(UdsServiceProvider::id)
                    .containsExactly(One.class.getName(), Three.class.getName());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.Missing",
                "io.doip4j.server.UdsServicesTest$Failing",
                "io.doip4j.server.UdsServicesTest$NoProvider",
                "this is no class name"
            })
    void providerThatCannotBeLoadedIsAnErrorThatNamesIt(String name, @TempDir Path directory) throws IOException {
        try (URLClassLoader loader = loader(directory, One.class.getName(), name)) {
            String named = name.contains(" ") ? UdsServiceProvider.class.getName() : name;
            assertThatIllegalStateException()
                    .isThrownBy(() -> UdsServices.of(loader).newProviders())
                    .withMessageContaining(named);
        }
    }

    @Test
    void everyServerHasProvidersOfItsOwn(@TempDir Path directory) throws IOException {
        try (URLClassLoader loader = loader(directory, One.class.getName())) {
            UdsServices services = UdsServices.of(loader);

            assertThat(services.newProviders().get(0))
                    .isNotSameAs(services.newProviders().get(0));
        }
    }

    @Test
    void serverTakesThemInsteadOfLooking(@TempDir Path directory) throws IOException {
        try (URLClassLoader loader = loader(directory, One.class.getName())) {
            UdsServices services = UdsServices.of(loader);

            startWithService(builder -> builder.services(services));

            assertMissing(builder -> {});
            assertMissing(builder -> builder.services(services).discoverServices(false));
            assertMissing(
                    builder -> builder.services(services).serviceClassLoader(ClassLoader.getPlatformClassLoader()));
        }
    }

    private static void assertMissing(Consumer<DoipServerBuilder> change) {
        assertThatIllegalStateException()
                .isThrownBy(() -> startWithService(change))
                .withMessageContaining("0xBA");
    }

    /** Starts a server whose ECU wants the service, and closes it. */
    private static void startWithService(Consumer<DoipServerBuilder> change) {
        DoipServerBuilder builder = DoipServer.builder()
                .port(0)
                .ecu(EcuDefinition.builder(0x1000).services(0xBA).build());
        change.accept(builder);
        builder.build().startDaemon().close();
    }
}
