package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.doip4j.core.Bytes;
import io.doip4j.vehicle.DemoVehicle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Where the launcher keeps files of tests, those with what a server saw are. */
class TraceFilesTest {
    private static final Bytes PCAPNG = Bytes.hex("0A 0D 0D 0A");

    @TempDir
    Path output;

    @Test
    void aFailingTestLeavesTextAndCapture() throws IOException {
        List<Path> files = filesOf(Failing.class);

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("doip-annotated.txt", "doip-annotated.pcapng");
        for (Path file : files) {
            if (file.toString().endsWith(".txt")) {
                assertThat(Files.readString(file)).contains("22 F1 90", "62 F1 90");
            } else {
                assertThat(Bytes.copyOf(Files.readAllBytes(file)).startsWith(PCAPNG))
                        .isTrue();
            }
        }
    }

    @Test
    void onesThatSucceedsLeavesNothing() throws IOException {
        assertThat(filesOf(Succeeding.class)).isEmpty();
    }

    @Test
    void unlessThatIsWanted() throws IOException {
        assertThat(filesOf(SucceedingTraced.class)).hasSize(2);
    }

    @Test
    void everyServerHasFilesOfItsOwn() throws IOException {
        assertThat(filesOf(TwoServers.class))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "doip-gateway.txt", "doip-gateway.pcapng", "doip-the_edge_.txt", "doip-the_edge_.pcapng");
    }

    @Test
    void nothingIsRecordedWhenTraceIsOff() throws IOException {
        assertThat(filesOf(Untraced.class)).isEmpty();
    }

    private List<Path> filesOf(Class<?> fixture) throws IOException {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(fixture))
                .configurationParameter("junit.platform.reporting.output.dir", output.toString())
                .build();
        LauncherFactory.create().execute(request);
        try (Stream<Path> all = Files.walk(output)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void ask(DoipTester tester) {
        tester.activateRouting(0x0E80);
        tester.request("22 F1 90");
    }

    @DoipServerTest
    static class Failing {
        @Test
        void test(DoipTester tester) {
            ask(tester);
            throw new IllegalStateException("on purpose");
        }
    }

    @DoipServerTest
    static class Succeeding {
        @Test
        void test(DoipTester tester) {
            ask(tester);
        }
    }

    @DoipServerTest(trace = TraceMode.ALWAYS)
    static class SucceedingTraced {
        @Test
        void test(DoipTester tester) {
            ask(tester);
        }
    }

    static class TwoServers {
        @RegisterExtension
        static final DoipServerExtension gateway = DoipServerExtension.builder().build();

        @RegisterExtension
        final DoipServerExtension edge = DoipServerExtension.builder()
                .name("the edge!")
                .vehicle(DemoVehicle.create().withLogicalAddress(0x2000))
                .build();

        @Test
        void test(@DoipInstance("gateway") DoipTester tester) {
            ask(tester);
            throw new IllegalStateException("on purpose");
        }
    }

    @DoipServerTest(trace = TraceMode.OFF)
    static class Untraced {
        @Test
        void test(DoipTester tester) {
            ask(tester);
            throw new IllegalStateException("on purpose");
        }
    }
}
