package com.example.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.testkit.DoipTester;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which services a server has whose class path is empty. */
class ModulePathTest {
    private static final int TESTER = 0x0E80;
    private static final int ENGINE = 0x1001;
    private static final Set<String> WITHOUT_PLUGIN =
            Set.of("com.example.server", "io.doip4j.server", "io.doip4j.core", "io.doip4j.uds.services", "org.slf4j");
    private static final Set<String> WITH_PLUGIN = Set.of(
            "com.example.server",
            "io.doip4j.server",
            "io.doip4j.core",
            "io.doip4j.uds.services",
            "org.slf4j",
            "com.example.starter");

    private static String ask(DoipTester tester, String request) {
        return tester.request(ENGINE, request).toHex();
    }

    @Test
    void modulesThatNobodyRequiresAreBoundBecauseTheyProvideAService() throws IOException {
        try (ServerProcess server = ServerProcess.start(WITH_PLUGIN);
                DoipTester tester = server.tester()) {
            tester.activateRouting(TESTER);

            assertThat(server.resolution())
                    .anySatisfy(line -> assertThat(line).startsWith("io.doip4j.server binds com.example.starter "))
                    .anySatisfy(line -> assertThat(line).startsWith("io.doip4j.server binds io.doip4j.uds.services "));
            assertThat(ask(tester, "BC 02")).as("service of the plugin").isEqualTo("FC 02");
            assertThat(ask(tester, "22 FD 20")).as("its data, by a shipped one").isEqualTo("62 FD 20 00 00");
        }
    }

    @Test
    void moduleThatIsNotThereIsNotMissed() throws IOException {
        try (ServerProcess server = ServerProcess.start(WITHOUT_PLUGIN);
                DoipTester tester = server.tester()) {
            tester.activateRouting(TESTER);

            assertThat(ask(tester, "BC 02")).isEqualTo("7F BC 11");
            assertThat(ask(tester, "22 FD 20")).isEqualTo("7F 22 31");
        }
    }
}
