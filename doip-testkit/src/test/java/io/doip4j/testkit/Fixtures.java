package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Vin;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.server.DoipServerBuilder;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test classes that {@link DoipServerTestTest} runs. */
final class Fixtures {
    private static final String VIN_OF_A = "AAAAAAAAAAAAAAAAA";
    private static final String VIN_OF_B = "BBBBBBBBBBBBBBBBB";

    private Fixtures() {}

    private static void see(DoipServerHandle server) {
        assertThat(server.server().isRunning()).isTrue();
        assertThat(server.udpAddress()).isEqualTo(server.tcpAddress());
        assertThat(server.tcpAddress().getAddress().isLoopbackAddress()).isTrue();
        assertThat(server.toString()).contains("" + server.port());
        Observed.add(server);
    }

    private static String vin(DoipTester tester) {
        VehicleAnnouncement answer = (VehicleAnnouncement) tester.udpRequest(new VehicleIdentificationRequest());
        return answer.vin().toString();
    }

    @DoipServerTest
    static class OnClass {
        @Test
        void first(DoipServerHandle server) {
            see(server);
        }

        @Test
        void second(DoipServerHandle server) {
            see(server);
        }

        @RepeatedTest(3)
        void repeated(DoipServerHandle server, DoipTester tester) {
            see(server);
            assertThat(tester.activateRouting(0x0E80).entity())
                    .isEqualTo(server.server().logicalAddress());
        }

        @ParameterizedTest
        @ValueSource(strings = {"22 F1 90", "22 F1 86"})
        void parameterized(String request, DoipServerHandle server, DoipTester tester) {
            see(server);
            tester.activateRouting(0x0E80);
            assertThat(tester.request(request).u8(0)).isEqualTo(0x62);
        }
    }

    static class Subclass extends OnClass {}

    @DoipServerTest
    static class SameEverywhere {
        private final DoipTester ofConstructor;

        SameEverywhere(DoipTester tester) {
            ofConstructor = tester;
        }

        @BeforeEach
        void activate(DoipTester tester) {
            tester.activateRouting(0x0E80);
        }

        @Test
        void oneServerAndOneTester(DoipServerHandle server, DoipTester tester, DoipTester again) {
            see(server);
            assertThat(tester).isSameAs(ofConstructor).isSameAs(again).isNotSameAs(server.newTester());
            assertThat(tester.request("22 F1 90").u8(0)).isEqualTo(0x62);
        }

        @AfterEach
        void stillRunning(DoipServerHandle server) {
            assertThat(server.server().isRunning()).isTrue();
        }
    }

    @DoipServerTest
    static class Failing {
        @Test
        void fails(DoipServerHandle server) {
            server.newTester().activateRouting(0x0E80);
            see(server);
            throw new IllegalStateException("on purpose");
        }
    }

    @DoipServerTest
    @ExtendWith(BrokenExtension.class)
    static class BeforeEachFails {
        @BeforeEach
        void neverCalled(DoipServerHandle server) {
            see(server);
        }

        @Test
        void neverCalled() {}
    }

    static final class BrokenExtension implements BeforeEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) {
            throw new IllegalStateException(Observed.serverThreads().isEmpty() ? "no server runs" : "on purpose");
        }
    }

    @DoipServerTest
    static class BeforeEachMethodFails {
        @BeforeEach
        void fails(DoipServerHandle server) {
            see(server);
            throw new IllegalStateException("on purpose");
        }

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class Outer {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            server.vin(VIN_OF_A).logicalAddress(0x1234);
        }

        @Test
        void outer(DoipServerHandle server, DoipTester tester) {
            see(server);
            assertThat(vin(tester)).isEqualTo(VIN_OF_A);
        }

        @Nested
        class Inner {
            @ConfigureServer
            void configure(DoipServerBuilder server) {
                server.vin(VIN_OF_B);
            }

            @Test
            void inherits(DoipServerHandle server, DoipTester tester) {
                see(server);
                assertThat(server.server().logicalAddress().value()).isEqualTo(0x1234);
                assertThat(vin(tester)).isEqualTo(VIN_OF_B);
            }

            @Nested
            class Innermost {
                @Test
                void inheritsBoth(DoipServerHandle server, DoipTester tester) {
                    see(server);
                    assertThat(vin(tester)).isEqualTo(VIN_OF_B);
                }
            }
        }
    }

    static class OnMethod {
        @Test
        @DoipServerTest
        void annotated(DoipServerHandle server) {
            see(server);
        }

        @Test
        void notAnnotated() {
            assertThat(Observed.serverThreads()).isEmpty();
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @DoipServerTest
    @interface VehicleTest {}

    @Retention(RetentionPolicy.RUNTIME)
    @Test
    @DoipServerTest
    @interface OneVehicle {}

    @VehicleTest
    static class Composed {
        @Test
        void works(DoipServerHandle server) {
            see(server);
        }
    }

    static class ComposedOnMethod {
        @OneVehicle
        void works(DoipServerHandle server) {
            see(server);
        }
    }

    @DoipServerTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass {
        @Test
        void first(DoipServerHandle server) {
            see(server);
        }

        @Test
        void second(DoipServerHandle server) {
            see(server);
        }
    }

    @DoipServerTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassConstructor {
        PerClassConstructor(DoipServerHandle server) {
            see(server);
        }

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class BeforeAllParameter {
        @BeforeAll
        static void tooEarly(DoipTester tester) {
            tester.connect();
        }

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class CannotStart {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            // An address for documentation (RFC 5737): no host has it
            server.bind("192.0.2.1");
        }

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class WrongConfigureMethod {
        @ConfigureServer
        static void configure(String what) {}

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class ConfigureTooLate {
        ConfigureTooLate(DoipServerHandle server) {
            see(server);
        }

        @ConfigureServer
        void configure(DoipServerBuilder server) {
            server.vin(Vin.NOT_SET);
        }

        @Test
        void neverCalled() {}
    }

    @DoipServerTest
    static class ForeignParameter {
        @Test
        void neverCalled(StringBuilder notOurs) {}
    }

    @DoipServerTest
    static class Many {
        @RepeatedTest(50)
        void oneOfMany(DoipServerHandle server, DoipTester tester) {
            see(server);
            tester.activateRouting(0x0E80);
            assertThat(tester.request("22 F1 90").u8(0)).isEqualTo(0x62);
        }
    }

    @DoipServerTest
    static class ClosesItself {
        @Test
        void closes(DoipServerHandle server, DoipTester tester) {
            see(server);
            tester.activateRouting(0x0E80);
            server.server().close();
            tester.expectClosed();
        }
    }
}
