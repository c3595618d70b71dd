package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.server.spi.WireTap;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsResult;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What happens when a test is over: servers end, and whatever went wrong is in the failure. */
@Isolated
class EndingTest {
    private Level level;

    /** What fails does so on purpose: its stack traces would hide others. */
    @BeforeEach
    void quiet() {
        level = serverLog().getLevel();
        serverLog().setLevel(Level.OFF);
        gate = new Gate();
    }

    private static Logger serverLog() {
        return (Logger) LoggerFactory.getLogger("io.doip4j.server");
    }

    @AfterEach
    void nothingIsLeft() {
        // Threads that ignore that they are interrupted end when they are let go
        try {
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(Observed.serverThreads()).isEmpty());
        } finally {
            serverLog().setLevel(level);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {FaultyService.class, FaultyServiceOfClass.class, FaultyLater.class})
    void aSwallowedExceptionFailsTheTest(Class<?> fixture) {
        Throwable failure = Engine.thrown(fixture);
        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the DoIP server swallowed an exception")
                .hasMessageContaining("ECU 0x1000")
                .hasMessageContaining("io.doip4j.testkit.EndingTest")
                .hasMessageContaining("BA 01 02")
                .hasMessageContaining("on purpose");
        assertThat(failure.getCause()).hasMessage("on purpose").hasStackTraceContaining("EndingTest");
        assertThat(suppressed(failure)).anyMatch(text -> text.contains("-> 0x0E80 to 0x1000"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                FaultyListener.class,
                FaultyInterceptor.class,
                FaultyHandler.class,
                FaultyPolicy.class,
                FaultyTap.class,
                FaultyResolver.class,
                FaultySessionListener.class
            })
    void soDoesOneOfWhateverIsPluggedIn(Class<?> fixture) {
        assertThat(Engine.thrown(fixture))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the DoIP server swallowed")
                .hasMessageContaining("io.doip4j.testkit.EndingTest")
                .hasMessageContaining("on purpose");
    }

    @Test
    void unlessThatIsWhatTheTestIsAbout() {
        Engine.succeeds(FaultyOnPurpose.class, 1);
    }

    @Test
    void aFailureHidesNoSwallowedException() {
        Throwable failure = Engine.thrown(FailsBecauseOfService.class);
        assertThat(failure).hasMessageContaining("BA 01 02");
        assertThat(suppressed(failure))
                .anyMatch(text -> text.contains("the DoIP server swallowed an exception"))
                .filteredOn(text -> text.contains("saw:"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {Fails.class, FailingBeforeEach.class, FailingAfterEach.class, FailingConstructor.class})
    void aFailureShowsWhatTheServerSaw(Class<?> fixture) {
        List<String> shown = suppressed(Engine.thrown(fixture));
        assertThat(shown).singleElement().satisfies(text -> {
            assertThat(text).startsWith("DoIP server \"annotated\" at 127.0.0.1:");
            assertThat(text).contains("RoutingActivationRequest", "22 F1 90", "62 F1 90");
        });
    }

    @Test
    void aDynamicTestShowsItToo() {
        assertThat(suppressed(Engine.thrown(FailsDynamically.class)))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("22 F1 90"));
    }

    @Test
    void aDynamicTestInsideContainersShowsItToo() {
        assertThat(suppressed(Engine.thrown(FailsDeepInside.class)))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("22 F1 90"));
    }

    @Test
    void aLongTraceIsShortened() {
        assertThat(suppressed(Engine.thrown(TalksMuch.class))).singleElement().satisfies(text -> {
            assertThat(text).contains("saw, at last (50 of ");
            assertThat(text.lines()).hasSize(51);
        });
    }

    @Test
    void aSharedServerShowsWhatItSawInThisTest() {
        assertThat(suppressed(Engine.thrown(SharedAndFailing.class)))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("22 F1 86").doesNotContain("22 F1 90"));
    }

    @Test
    void aServerThatSawNothingSaysSo() {
        assertThat(suppressed(Engine.thrown(SawNothing.class)))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("saw nothing"));
    }

    @Test
    void traceModeOffShowsNothing() {
        assertThat(suppressed(Engine.thrown(Untraced.class))).isEmpty();
    }

    @Test
    void anAssumptionIsNoFailure() {
        assertThat(suppressed(Engine.thrown(Assuming.class))).isEmpty();
    }

    @Test
    void aThreadThatOutlivesItsServerFailsTheTest() {
        try {
            Throwable failure = Engine.thrown(Stubborn.class);
            assertThat(failure)
                    .hasMessageContaining("thread doip-handler-1 outlived its DoIP server")
                    .hasMessageContaining("has to end when it is interrupted");
            assertThat(failure.getCause()).hasStackTraceContaining("EndingTest.ignoreInterrupts");
        } finally {
            gate.released.complete(null);
        }
    }

    @Test
    void aBlockedEventLoopFailsTheTestInBoundedTime() {
        try {
            long begin = System.nanoTime();
            Throwable failure = Engine.thrown(Blocking.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
            assertThat(failure)
                    .hasMessageContaining("its event loop is held up in io.doip4j.testkit.EndingTest.ignoreInterrupts")
                    .hasMessageContaining("must return at once");
        } finally {
            gate.released.complete(null);
        }
    }

    @Test
    void aFailureBecauseOfABlockedEventLoopSaysSo() {
        try {
            assertThat(suppressed(Engine.thrown(BlockingAndFailing.class)))
                    .anyMatch(text -> text.contains("is held up in io.doip4j.testkit.EndingTest.ignoreInterrupts"));
        } finally {
            gate.released.complete(null);
        }
    }

    @Test
    void aTestThatIsInterruptedIsCleanedUpLikeOthers() {
        Engine.succeeds(Interrupted.class, Engine.SERIAL, 1);
    }

    @Test
    void aResourceThatCannotBeClosedFailsTheTest() {
        Engine.failure(BadResource.class).hasStackTraceContaining("cannot be closed");
    }

    private static List<String> suppressed(Throwable failure) {
        // JUnit's testkit has no place for files
        return Arrays.stream(failure.getSuppressed())
                .map(Throwable::toString)
                .filter(text -> !text.startsWith("no files of what the DoIP server saw could be written"))
                .toList();
    }

    /** Of the test that is running. */
    private static volatile Gate gate = new Gate();

    private static final class Gate {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CompletableFuture<Void> released = new CompletableFuture<>();

        void awaitEntered() throws InterruptedException {
            assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void ignoreInterrupts() {
        gate.entered.countDown();
        // join does not end when the thread is interrupted
        gate.released.join();
    }

    /** A service 0xBA that does something. */
    private abstract static class Service implements UdsServiceProvider {
        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(0xBA).build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            return (request, exchange) -> act();
        }

        abstract UdsResult act();
    }

    private static final class Faulty extends Service {
        @Override
        UdsResult act() {
            throw new IllegalStateException("on purpose");
        }
    }

    private static final class Slow extends Service {
        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(0xBA).build();
        }

        @Override
        UdsResult act() {
            return UdsResult.pending(CompletableFuture.failedFuture(new IllegalStateException("on purpose")));
        }
    }

    private static final class StubbornService extends Service {
        @Override
        UdsResult act() {
            ignoreInterrupts();
            throw new IllegalStateException("never reached in time");
        }
    }

    private static void askFaulty(DoipTester tester) {
        tester.activateRouting(0x0E80);
        assertThat(tester.request("BA 01 02").toHex()).isEqualTo("7F BA 10");
    }

    @DoipServerTest(services = Faulty.class)
    static class FaultyService {
        @Test
        void test(DoipTester tester) {
            askFaulty(tester);
        }
    }

    @DoipServerTest(services = Faulty.class, scope = ServerScope.CLASS)
    static class FaultyServiceOfClass {
        @Test
        void test(DoipTester tester) {
            askFaulty(tester);
        }

        @Test
        void another(DoipTester tester) {
            tester.activateRouting(0x0E80);
        }
    }

    @DoipServerTest(services = Slow.class)
    static class FaultyLater {
        @Test
        void test(DoipTester tester) {
            askFaulty(tester);
        }
    }

    @DoipServerTest(services = Faulty.class, failOnServerError = false)
    static class FaultyOnPurpose {
        @Test
        void test(DoipTester tester) {
            askFaulty(tester);
        }
    }

    @DoipServerTest(services = Faulty.class)
    static class FailsBecauseOfService {
        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
            assertThat(tester.request("BA 01 02").u8(0))
                    .as("answer to BA 01 02")
                    .isEqualTo(0xFA);
        }
    }

    private static IllegalStateException onPurpose() {
        return new IllegalStateException("on purpose");
    }

    @DoipServerTest
    static class FaultyListener {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            server.listener(new DoipServerListener() {
                @Override
                public void connectionOpened(DoipPeer peer) {
                    throw onPurpose();
                }
            });
        }

        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
        }
    }

    @DoipServerTest
    static class FaultyInterceptor {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            server.udsInterceptor((request, taken) -> {
                throw onPurpose();
            });
        }

        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
            assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
        }
    }

    @DoipServerTest
    static class FaultyHandler {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            server.onMessage((message, replies) -> {
                throw onPurpose();
            });
        }

        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
        }
    }

    @DoipServerTest
    static class FaultyPolicy {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            server.targetPolicy((tester, activation, target) -> {
                throw onPurpose();
            });
        }

        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
            tester.send(
                    new DiagnosticMessage(LogicalAddress.of(0x0E80), LogicalAddress.of(0x1000), Bytes.hex("3E 00")));
            tester.receive();
        }
    }

    @DoipServerTest
    static class FaultyTap {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            server.wireTap(new WireTap() {
                @Override
                public void received(DoipPeer peer, InetSocketAddress local, Bytes bytes) {
                    throw onPurpose();
                }
            });
        }

        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
        }
    }

    @DoipServerTest
    static class FaultyResolver {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            server.targetResolver(address -> {
                throw onPurpose();
            });
        }

        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
            tester.send(
                    new DiagnosticMessage(LogicalAddress.of(0x0E80), LogicalAddress.of(0x2222), Bytes.hex("3E 00")));
            tester.receive();
        }
    }

    /** Makes the service, and listens. */
    static class ListeningProvider implements UdsServiceProvider {
        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(0xBA).build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            ecu.sessions().onTransition((from, to, cause) -> {
                throw onPurpose();
            });
            return (request, exchange) -> {
                exchange.changeSession(Session.EXTENDED);
                return request.positiveResponse(Bytes.EMPTY);
            };
        }
    }

    @DoipServerTest(services = ListeningProvider.class)
    static class FaultySessionListener {
        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
            assertThat(tester.request("BA")).isEqualTo(Bytes.hex("FA"));
            assertThat(tester.request("BA")).isEqualTo(Bytes.hex("FA"));
        }
    }

    private static void fail(DoipTester tester) {
        tester.activateRouting(0x0E80);
        tester.request("22 F1 90");
        throw new IllegalStateException("on purpose");
    }

    @DoipServerTest
    static class Fails {
        @Test
        void test(DoipTester tester) {
            fail(tester);
        }
    }

    @DoipServerTest
    static class FailingBeforeEach {
        @BeforeEach
        void before(DoipTester tester) {
            fail(tester);
        }

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class FailingAfterEach {
        @Test
        void test() {}

        @AfterEach
        void after(DoipTester tester) {
            fail(tester);
        }
    }

    @DoipServerTest
    static class FailingConstructor {
        FailingConstructor(DoipTester tester) {
            fail(tester);
        }

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class FailsDynamically {
        @TestFactory
        Stream<DynamicTest> tests(DoipTester tester) {
            return Stream.of(DynamicTest.dynamicTest("fails", () -> fail(tester)));
        }
    }

    @DoipServerTest
    static class FailsDeepInside {
        @TestFactory
        DynamicNode tests(DoipTester tester) {
            DynamicNode test = DynamicTest.dynamicTest("fails", () -> fail(tester));
            return DynamicContainer.dynamicContainer(
                    "outer", List.of(DynamicContainer.dynamicContainer("inner", List.of(test))));
        }
    }

    @DoipServerTest
    static class TalksMuch {
        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
            for (int i = 0; i < 50; i++) {
                tester.request("3E 00");
            }
            throw new IllegalStateException("on purpose");
        }
    }

    @DoipServerTest(scope = ServerScope.CLASS)
    static class SharedAndFailing {
        @BeforeAll
        static void before(DoipTester tester) {
            tester.activateRouting(0x0E80);
            tester.request("22 F1 90");
        }

        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
            tester.request("22 F1 86");
            throw new IllegalStateException("on purpose");
        }

        @AfterAll
        static void after(DoipTester tester) {
            // The connection ended when the server was reset for the test
            tester.connect().activateRouting(0x0E80);
        }
    }

    @DoipServerTest
    static class SawNothing {
        @Test
        void test() {
            throw new IllegalStateException("on purpose");
        }
    }

    @DoipServerTest(trace = TraceMode.OFF)
    static class Untraced {
        @Test
        void test(DoipTester tester) {
            fail(tester);
        }
    }

    @DoipServerTest
    static class Assuming {
        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
            assumeThat(1).isEqualTo(2);
        }
    }

    @DoipServerTest(services = StubbornService.class)
    static class Stubborn {
        @Test
        void test(DoipTester tester) throws InterruptedException {
            tester.activateRouting(0x0E80);
            tester.send(new DiagnosticMessage(LogicalAddress.of(0x0E80), LogicalAddress.of(0x1000), Bytes.hex("BA")));
            gate.awaitEntered();
        }
    }

    private static final class BlockingListener implements DoipServerListener {
        @Override
        public void messageReceived(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
            ignoreInterrupts();
        }
    }

    private static final class WithBlockingListener implements DoipServerCustomizer {
        @Override
        public void customize(DoipServerBuilder server) {
            server.listener(new BlockingListener());
        }
    }

    @DoipServerTest(customizers = WithBlockingListener.class)
    static class Blocking {
        @Test
        void test(DoipTester tester) throws InterruptedException {
            tester.connect().send(new RoutingActivationRequest(LogicalAddress.of(0x0E80), ActivationType.DEFAULT));
            gate.awaitEntered();
        }
    }

    @DoipServerTest(customizers = WithBlockingListener.class)
    static class BlockingAndFailing {
        @Test
        void test(DoipTester tester) {
            tester.timeout(Duration.ofMillis(200)).activateRouting(0x0E80);
        }
    }

    @DoipServerTest
    static class Interrupted {
        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
            Thread.currentThread().interrupt();
        }
    }

    @DoipServerTest
    static class BadResource {
        @Test
        void test(Unclosable unclosable) {
            assertThat(unclosable).isNotNull();
        }
    }

    /** Something that fails when it is closed. */
    static final class Unclosable implements AutoCloseable {
        @Override
        public void close() {
            throw new IllegalStateException("cannot be closed");
        }
    }

    /** Named in META-INF/services. */
    public static final class UnclosableResource implements DoipTestResource<Unclosable> {
        @Override
        public Class<Unclosable> type() {
            return Unclosable.class;
        }

        @Override
        public Unclosable create(DoipServerHandle server) {
            return new Unclosable();
        }
    }
}
