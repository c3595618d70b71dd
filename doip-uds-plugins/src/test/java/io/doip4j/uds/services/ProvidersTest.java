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
    void thereIsAServiceForEveryIdentifierOfTheStandard() throws Exception {
        assertThat(all())
                .extracting(provider -> provider.descriptor().serviceId())
                .containsExactlyInAnyOrder(
                        0x10, 0x11, 0x14, 0x19, 0x22, 0x23, 0x24, 0x27, 0x28, 0x29, 0x2A, 0x2C, 0x2E, 0x2F, 0x31, 0x34,
                        0x35, 0x36, 0x37, 0x38, 0x3D, 0x3E, 0x83, 0x84, 0x85, 0x86, 0x87);
    }

    /** It verifies signatures; the others return at once. */
    @Test
    void onlyAuthenticationNeedsAThreadOfItsOwn() throws Exception {
        assertThat(all())
                .filteredOn(provider -> !provider.descriptor().nonBlocking())
                .extracting(UdsServiceProvider::id)
                .containsExactly("uds.authentication");
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
