package com.example.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.spi.UdsServiceProvider;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Surefire runs these tests on the module path, because there is a module-info. */
class ModuleTest {
    private static final Path SERVICES =
            Path.of("target", "classes", "META-INF", "services", UdsServiceProvider.class.getName());

    private final Module module = StarterProvider.class.getModule();

    @Test
    void serviceLoaderFindsTheProviderOfTheModule() {
        assertThat(module.getName()).isEqualTo("com.example.starter");
        // What a server says in its module-info. The tests belong to the plugin's module, which does not.
        module.addUses(UdsServiceProvider.class);
        assertThat(ServiceLoader.load(UdsServiceProvider.class).stream().map(ServiceLoader.Provider::type))
                .as("not by the services file, which does not count for modules")
                .contains(StarterProvider.class);
    }

    /** One of them is easily forgotten, and then the plugin is found in some servers only. */
    @Test
    void moduleInfoAndServicesFileNameTheSame() throws Exception {
        ModuleDescriptor descriptor = module.getDescriptor();
        List<String> provided = descriptor.provides().stream()
                .flatMap(provides -> provides.providers().stream())
                .toList();

        assertThat(provided).isNotEmpty().isEqualTo(Files.readAllLines(SERVICES));
    }
}
