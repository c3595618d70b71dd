package io.doip4j.testkit;

import static io.doip4j.testkit.assertj.DoipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.DoipConnection;
import io.doip4j.client.uds.UdsClient;
import io.doip4j.client.uds.UdsOptions;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.PositiveResponse;
import io.doip4j.uds.UdsResponse;
import io.doip4j.uds.services.management.TesterPresent;
import io.doip4j.vehicle.DemoVehicle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Javadoc of the testkit shows is compiled and run here, word by word. */
class JavadocExamplesTest {
    private static final Path MAIN = Path.of("src/main/java/io/doip4j/testkit");
    private static final Path TESTS = Path.of("src/test/java/io/doip4j/testkit");
    private static final Pattern BLOCK = Pattern.compile("<pre>\\{@code\n(.*?)\n *\\*? ?}</pre>", Pattern.DOTALL);
    private static final Pattern MARGIN = Pattern.compile("(?m)^ *\\* ?");
    private static final Pattern PARAGRAPH = Pattern.compile("\n\\s*\n");
    private static final Pattern CLOSING = Pattern.compile("}+$");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    static Stream<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(MAIN)) {
            return all.filter(file -> !examples(file).isEmpty()).toList().stream();
        }
    }

    private static List<String> examples(Path file) {
        if (!file.toString().endsWith(".java") || file.toString().contains("contract")) {
            return List.of();
        }
        return BLOCK.matcher(read(file))
                .results()
                .flatMap(block ->
                        PARAGRAPH.splitAsStream(MARGIN.matcher(block.group(1)).replaceAll("")))
                .map(JavadocExamplesTest::withoutSpace)
                .map(text -> CLOSING.matcher(text).replaceAll(""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void isCompiled(Path source) throws IOException {
        String compiled;
        try (Stream<Path> all = Files.walk(TESTS)) {
            compiled = withoutSpace(String.join(
                    "",
                    all.filter(file -> file.toString().endsWith(".java"))
                            .map(JavadocExamplesTest::read)
                            .toList()));
        }
        assertThat(examples(source))
                .isNotEmpty()
                .allSatisfy(example -> assertThat(compiled).contains(example));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withoutSpace(String text) {
        return SPACE.matcher(text).replaceAll("");
    }

    @Nested
    @DoipServerTest
    class ReadsTheVin {
        @Test
        void asksTheDemoVehicle(DoipTester tester) {
            tester.activateRouting(0x0E80);
            assertThat(tester.request("22 F1 90").toHex()).startsWith("62 F1 90");
        }

        @Test
        void usesYourClient(@DoipPort int port) {
            YourClient client = new YourClient("127.0.0.1", port);
            assertThat(client.readVin()).isEqualTo("WVWZZZ1JZXW000001");
        }
    }

    @Nested
    @DoipServerTest(services = TesterPresent.class)
    class KnowsOneService {
        @InjectDoip
        DoipTester tester;

        @ConfigureServer
        static void shortTimers(DoipServerBuilder server) {
            server.initialInactivity(Duration.ofMillis(200));
        }

        @Test
        void refusesOthers() {
            tester.activateRouting(0x0E80);
            assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("7F 22 11"));
        }
    }

    static final class ShortTimers implements DoipServerCustomizer {
        @Override
        public void customize(DoipServerBuilder server) {
            server.initialInactivity(Duration.ofMillis(200));
        }
    }

    @Nested
    @DoipServerTest(customizers = ShortTimers.class)
    class Various {
        @Test
        void twoTesters(DoipServerHandle server) {
            DoipTester first = server.newTester();
            DoipTester second = server.newTester();
            first.activateRouting(0x0E80);
            second.activateRouting(0x0E81);
        }

        @Test
        void connects(@DoipPort int port) {
            new YourClient("127.0.0.1", port).connect();
        }

        @Test
        void ofResource(YourClient client) {
            assertThat(client.readVin()).startsWith("WVW");
        }

        @Test
        void assertions(DoipTester tester, DoipServerHandle server) {
            assertThat(tester.activateRouting(0x0E80)).isActivated();
            assertThat(tester.request("22 F1 86")).isPositive().hasData("F1 86 01");
            assertThat(tester.request("22 FF FF")).isNegative(0x31);
            assertThat(server.trace()).containsInOrder("RoutingActivationRequest", "22 F1 86");
        }

        @Test
        void rawMessages(DoipServer server) {
            try (DoipTester tester = DoipTester.of(server)) {
                tester.activateRouting(0x0E80);
                Bytes answer = tester.request("22 F1 90");
                tester.sendRaw(Bytes.hex("03 00 00 05 00 00 00 07"));
                assertThat(tester.receive()).isEqualTo(new GenericNack(GenericNackCode.INCORRECT_PATTERN));
                tester.expectClosed();
                assertThat(answer).isPositive();
            }
        }

        @Test
        void virtualTime() {
            VirtualClock clock = VirtualClock.create();
            try (clock;
                    DoipServer server = clock.drive(
                                    DemoVehicle.create().server().port(0))
                            .build()
                            .start();
                    DoipTester tester = DoipTester.of(server, clock)) {
                tester.activateRouting(0x0E80);
                tester.request("10 03");
                clock.advance(Duration.ofSeconds(5)); // S3: the session is over
                assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
            }
        }
    }

    @Nested
    class Clients {
        @Test
        void virtualTime() {
            VirtualClock clock = VirtualClock.create();
            try (clock;
                    DoipServer server = clock.drive(
                                    DemoVehicle.create().server().port(0))
                            .build()
                            .start()) {
                DoipConnection connection = DoipConnection.builder(server.tcpAddress())
                        .timers(clock)
                        .testerAddress(0x0E80)
                        .connect();
                UdsOptions options = UdsOptions.defaults().toBuilder()
                        .executor(clock.executor())
                        .build();
                UdsClient ecu = UdsClient.of(connection, LogicalAddress.of(0x1000), options);
                UdsResponse response = clock.await(ecu.requestAsync(Bytes.hex("22 F1 90")), Duration.ofMinutes(1));
                assertThat(response.isPositive()).isTrue();
                CompletableFuture<PositiveResponse> reset =
                        CompletableFuture.supplyAsync(() -> ecu.request(Bytes.hex("11 01")), clock.executor());
                clock.advance(Duration.ofSeconds(1));
                assertThat(reset).isCompleted();
                connection.close();
            }
        }
    }

    @Nested
    class TwoGateways {
        @RegisterExtension
        static final DoipServerExtension gateway = DoipServerExtension.builder()
                .configure(server -> server.maxSockets(1))
                .build();

        @RegisterExtension
        final DoipServerExtension edge = DoipServerExtension.builder()
                .vehicle(DemoVehicle.create().withLogicalAddress(0x2000))
                .build();

        @Test
        void bothAnswer(@DoipInstance("gateway") DoipTester first) {
            assertThat(first.activateRouting(0x0E80).entity()).isEqualTo(LogicalAddress.of(0x1000));
            DoipTester second = edge.server().newTester();
            assertThat(second.activateRouting(0x0E80).entity()).isEqualTo(LogicalAddress.of(0x2000));
        }

        @Test
        void bothAnswer(@DoipInstance("gateway") DoipTester first, @DoipInstance("edge") DoipTester second) {
            first.activateRouting(0x0E80);
            second.activateRouting(0x0E80);
        }
    }

    @Nested
    @DoipServerTest
    class ActivatesBeforeEach {
        @InjectDoip
        DoipTester tester;

        @BeforeEach
        void activate() {
            tester.activateRouting(0x0E80);
        }

        @Test
        void isActive() {
            assertThat(tester.request("3E 00")).isPositive();
        }
    }
}
