package io.doip4j.uds.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.spi.UdsServiceProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    private static final Path CLASSES = Path.of("target", "classes");

    private static List<UdsServiceProvider> all() throws Exception {
        List<UdsServiceProvider> all = new ArrayList<>();
        for (String name : inModuleInfo()) {
            all.add(Class.forName(name)
                    .asSubclass(UdsServiceProvider.class)
                    .getConstructor()
                    .newInstance());
        }
        return all;
    }

    @Test
    void moduleInfoProvidesWhatTheServicesFileNames() throws Exception {
        List<String> inFile =
                Files.readAllLines(CLASSES.resolve("META-INF/services/" + UdsServiceProvider.class.getName()));

        assertThat(inModuleInfo()).isNotEmpty().containsExactlyInAnyOrderElementsOf(inFile);
    }

    @Test
    void everyProviderHasItsOwnIdAndService() throws Exception {
        assertThat(all())
                .extracting(UdsServiceProvider::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("uds\\.[a-z]+(-[a-z]+)*"));
        assertThat(all())
                .extracting(provider -> provider.descriptor().serviceId())
                .doesNotHaveDuplicates();
    }

    @Test
    void noneOfThemNeedsAThreadOfItsOwn() throws Exception {
        assertThat(all()).allMatch(provider -> provider.descriptor().nonBlocking());
    }

    private static List<String> inModuleInfo() {
        ModuleDescriptor module = ModuleFinder.of(CLASSES)
                .find("io.doip4j.uds.services")
                .orElseThrow()
                .descriptor();
        return module.provides().stream()
                .flatMap(provides -> provides.providers().stream())
                .toList();
    }
}
