package io.doip4j.uds.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.uds.spi.UdsServiceProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void moduleInfoProvidesWhatTheServicesFileNames() throws Exception {
        List<String> inFile =
                Files.readAllLines(CLASSES.resolve("META-INF/services/" + UdsServiceProvider.class.getName()));

        assertThat(inModuleInfo()).isNotEmpty().containsExactlyInAnyOrderElementsOf(inFile);
    }

    @Test
    void everyProviderHasItsOwnIdAndService() {
        List<UdsServiceProvider> all = List.of(
                new ClearDiagnosticInformation(),
                new DiagnosticSessionControl(),
                new EcuReset(),
                new ReadDataByIdentifier(),
                new ReadDtcInformation(),
                new TesterPresent());

        assertThat(all)
                .extracting(provider -> provider.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(inModuleInfo());
        assertThat(all)
                .extracting(UdsServiceProvider::id)
                .containsExactly(
                        "uds.clear-diagnostic-information",
                        "uds.diagnostic-session-control",
                        "uds.ecu-reset",
                        "uds.read-data-by-identifier",
                        "uds.read-dtc-information",
                        "uds.tester-present");
        assertThat(all)
                .extracting(provider -> provider.descriptor().serviceId())
                .containsExactly(0x14, 0x10, 0x11, 0x22, 0x19, 0x3E);
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
