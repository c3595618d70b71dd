package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import io.doip4j.vehicle.stub.Stubbing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Whatever is used wrongly says in a sentence what to change. */
class BadUseTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        ForeignField.class, "doip4j does not supply: take DoipServerHandle, DoipServer, DoipTester"),
                Arguments.of(MarkedForeignParameter.class, "has a type that doip4j does not supply"),
                Arguments.of(PortIsNoInt.class, "marked with @DoipPort, so it must be an int"),
                Arguments.of(PortWithoutServer.class, "annotate the class or the test with @DoipServerTest"),
                Arguments.of(FieldWithoutServer.class, "annotate the class with @DoipServerTest"),
                Arguments.of(NotAnnotated.class, "annotate the class or the test with @DoipServerTest"),
                Arguments.of(StaticField.class, "remove \"static\", or share one server"),
                Arguments.of(FinalField.class, "must not be final"),
                Arguments.of(TooEarly.class, "share one with @DoipServerTest(scope = ServerScope.CLASS)"),
                Arguments.of(SameName.class, "have the name \"edge\": give each a name of its own"),
                Arguments.of(SameNameInNestedClass.class, "have the name \"edge\": give each a name of its own"),
                Arguments.of(
                        Ambiguous.class, "several DoIP servers, \"a\", \"b\": choose one with @DoipInstance(\"a\")"),
                Arguments.of(AmbiguousField.class, "several DoIP servers, \"a\", \"b\": choose one with"),
                Arguments.of(
                        AnnotatedAndRegistered.class, "\"a\", \"annotated\": choose one with @DoipInstance(\"a\")"),
                Arguments.of(UnknownName.class, "no DoIP server has the name \"c\""),
                Arguments.of(UnknownNameOfField.class, "no DoIP server has the name \"c\""),
                Arguments.of(ConfigureWithoutParameter.class, "must have one parameter, a DoipServerBuilder"),
                Arguments.of(ConfigureReturns.class, "and return nothing"),
                Arguments.of(CustomizerWithParameter.class, "needs a constructor without parameters"),
                Arguments.of(InnerService.class, "must be static if it is inside of another class"),
                Arguments.of(WrongVin.class, "VIN"),
                Arguments.of(UnknownEcu.class, "the server has no ECU 0x4242: its ECUs are 0x1000, 0x1001"),
                Arguments.of(MalformedPattern.class, "22 F1 9G"),
                Arguments.of(UnfinishedStub.class, "when(\"22 F1 90\") of ECU 0x1000 at BadUseTest.java:"),
                Arguments.of(UnfinishedStubOfClass.class, "has no answer: add thenRespond(..), thenNrc(..)"),
                Arguments.of(ClockOfTheJvm.class, "ask for it with @DoipServerTest(virtualTime = true)"),
                Arguments.of(NoTrace.class, "use TraceMode.ON_FAILURE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void says(Class<?> fixture, String advice) {
        Engine.failure(fixture).hasStackTraceContaining(advice);
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TAKEN.set(taken.getLocalPort());
            Engine.failure(PortTaken.class)
                    .hasMessageContaining("" + taken.getLocalPort())
                    .hasMessageContaining("set no port and no address, and it gets a free port");
        } finally {
            TAKEN.remove();
        }
    }

    /** None of our extensions runs then: it is the launcher that tells us. */
    @Test
    void saysThatTheAnnotationIsForgotten() {
        assertThat(launch(Forgotten.class))
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .hasStackTraceContaining("annotate the class or the test with @DoipServerTest"));
    }

    @Test
    void leavesParametersOfOthersAlone() {
        assertThat(launch(Foreign.class)).singleElement().satisfies(failure -> {
            assertThat(failure).hasMessageContaining("No ParameterResolver");
            assertThat(failure.getSuppressed()).isEmpty();
        });
    }

    private static List<Throwable> launch(Class<?> fixture) {
        List<Throwable> failures = new ArrayList<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(fixture))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(failures::add);
            }
        });
        return failures;
    }

    @Test
    void aStubMayBeFinishedAnywhereInTheTest() {
        Engine.succeeds(FinishedLater.class, 1);
    }

    @Test
    void aTestThatIsAbortedNeedNotFinishItsStubs() {
        assertThat(Engine.run(Engine.SERIAL, Aborted.class)
                        .testEvents()
                        .aborted()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anUnfinishedStubIsToldWithTheFailureThatItMayHaveCaused() {
        Engine.failure(FailsBecauseOfUnfinishedStub.class)
                .hasMessageContaining("on purpose")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .anyMatch(other -> String.valueOf(other.getMessage()).startsWith("when(\"22 F1 90\")")));
    }

    @DoipServerTest
    static class UnfinishedStub {
        @Test
        void test(DoipServerHandle server) {
            server.ecu(0x1000).when("22 F1 90");
        }
    }

    @DoipServerTest(scope = ServerScope.CLASS)
    static class UnfinishedStubOfClass {
        @Test
        void test(DoipServerHandle server) {
            server.ecu(0x1001).when("22 F1 91").from(0x0E80);
        }
    }

    @DoipServerTest
    static class FailsBecauseOfUnfinishedStub {
        @Test
        void test(DoipServerHandle server) {
            server.ecu(0x1000).when("22 F1 90");
            throw new IllegalStateException("on purpose");
        }
    }

    @DoipServerTest(scope = ServerScope.CLASS)
    static class FinishedLater {
        private Stubbing begun;

        @BeforeEach
        void begin(DoipServerHandle server) {
            begun = server.ecu(0x1000).when("22 F1 90");
        }

        @Test
        void test() {
            begun.thenNrc(0x22);
        }
    }

    @DoipServerTest
    static class Aborted {
        @Test
        void test(DoipServerHandle server) {
            server.ecu(0x1000).when("22 F1 90");
            Assumptions.abort("on purpose");
        }
    }

    @DoipServerTest
    static class ForeignField {
        @InjectDoip
        StringBuilder notOurs;

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class MarkedForeignParameter {
        @Test
        void neverCalled(@DoipInstance(DoipInstance.ANNOTATED) StringBuilder notOurs) {}
    }

    @DoipServerTest
    static class PortIsNoInt {
        @Test
        void neverCalled(@DoipPort String port) {}
    }

    static class PortWithoutServer {
        @Test
        void neverCalled(@DoipPort int port) {}
    }

    static class FieldWithoutServer {
        @InjectDoip
        DoipTester tester;

        @Test
        void neverCalled() {}
    }

    @ExtendWith(DoipServerExtension.class)
    static class NotAnnotated {
        @Test
        void neverCalled(DoipTester tester) {}
    }

    @DoipServerTest
    static class StaticField {
        @InjectDoip
        static DoipTester tester;

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class FinalField {
        @InjectDoip
        final DoipTester tester = DoipTester.of(new InetSocketAddress(0), new InetSocketAddress(0));

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class TooEarly {
        @BeforeAll
        static void before(DoipServerHandle server) {}

        @Test
        void neverCalled() {}
    }

    static class SameName {
        @RegisterExtension
        final DoipServerExtension a = DoipServerExtension.builder().name("edge").build();

        @RegisterExtension
        final DoipServerExtension b = DoipServerExtension.builder().name("edge").build();

        @Test
        void neverCalled() {}
    }

    static class SameNameInNestedClass {
        @RegisterExtension
        static final DoipServerExtension edge = DoipServerExtension.builder().build();

        @Nested
        class Inner {
            @RegisterExtension
            final DoipServerExtension edge = DoipServerExtension.builder().build();

            @Test
            void neverCalled() {}
        }
    }

    static class TwoServers {
        @RegisterExtension
        static final DoipServerExtension a = DoipServerExtension.builder().build();

        @RegisterExtension
        final DoipServerExtension b = DoipServerExtension.builder().build();
    }

    static class Ambiguous extends TwoServers {
        @Test
        void neverCalled(DoipTester which) {}
    }

    static class AmbiguousField extends TwoServers {
        @InjectDoip
        DoipTester which;

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class AnnotatedAndRegistered {
        @RegisterExtension
        static final DoipServerExtension a = DoipServerExtension.builder().build();

        AnnotatedAndRegistered(DoipTester which) {
            which.connect();
        }

        @Test
        void neverCalled() {}
    }

    static class UnknownName extends TwoServers {
        @Test
        void neverCalled(@DoipInstance("c") DoipTester which) {}
    }

    static class UnknownNameOfField extends TwoServers {
        @InjectDoip
        @DoipInstance("c")
        DoipTester which;

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class ConfigureWithoutParameter {
        @ConfigureServer
        void configure() {}

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class ConfigureReturns {
        @ConfigureServer
        DoipServerBuilder configure(DoipServerBuilder server) {
            return server.maxSockets(1);
        }

        @Test
        void neverCalled() {}
    }

    private static final class WithParameter implements DoipServerCustomizer {
        private final int sockets;

        @SuppressWarnings("UnusedMethod") // by design: that is the mistake
        WithParameter(int sockets) {
            this.sockets = sockets;
        }

        @Override
        public void customize(DoipServerBuilder server) {
            server.maxSockets(sockets);
        }
    }

    @DoipServerTest(customizers = WithParameter.class)
    static class CustomizerWithParameter {
        @Test
        void neverCalled() {}
    }

    @DoipServerTest(services = InnerService.Inner.class)
    static class InnerService {
        @SuppressWarnings("ClassCanBeStatic") // by design: that is the mistake
        class Inner implements UdsServiceProvider {
            @Override
            public ServiceDescriptor descriptor() {
                return ServiceDescriptor.of(0xBA).build();
            }

            @Override
            public UdsService create(EcuContext ecu) {
                return (request, exchange) -> request.positiveResponse(request.data());
            }
        }

        @Test
        void neverCalled() {}
    }

    @DoipServerTest(vin = "SHORT")
    static class WrongVin {
        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class UnknownEcu {
        @Test
        void stubs(DoipServerHandle server) {
            server.ecu(0x4242).when("22 F1 90").thenNrc(0x31);
        }
    }

    @DoipServerTest
    static class MalformedPattern {
        @Test
        void stubs(DoipServerHandle server) {
            server.ecu(0x1000).when("22 F1 9G").thenNrc(0x31);
        }
    }

    @DoipServerTest
    static class ClockOfTheJvm {
        @Test
        void neverCalled(VirtualClock clock) {}
    }

    @DoipServerTest(trace = TraceMode.OFF)
    static class NoTrace {
        @Test
        void asks(DoipServerHandle server) {
            server.trace().clear();
        }
    }

    private static final ThreadLocal<Integer> TAKEN = new ThreadLocal<>();

    @DoipServerTest
    static class PortTaken {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            server.port(TAKEN.get());
        }

        @Test
        void neverCalled() {}
    }

    static class Forgotten {
        @Test
        void tester(DoipTester tester) {}

        @Test
        void server(DoipServerHandle server) {}
    }

    static class Foreign {
        @Test
        void neverCalled(StringBuilder notOurs) {}
    }
}
