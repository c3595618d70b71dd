package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.services.data.ReadDataByIdentifier;
import io.doip4j.uds.services.management.TesterPresent;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.ServiceDescriptor;
import io.doip4j.uds.spi.UdsService;
import io.doip4j.uds.spi.UdsServiceProvider;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What attributes, customizers and methods make of a server, and which of them counts. */
class ConfigurationTest {
    private static final String VIN = "TESTVIN0000000001";

    @Test
    void attributesDescribeTheVehicle() {
        Engine.succeeds(Attributes.class, 1);
    }

    @Test
    void exactlyTheNamedServices() {
        Engine.succeeds(Hermetic.class, 1);
    }

    @Test
    void customizersComeBeforeMethods() {
        Engine.succeeds(Customized.class, 1);
    }

    @Test
    void methodsOfOuterClassesAndSuperclassesComeFirst() {
        Engine.succeeds(Inherited.class, 2);
    }

    @Test
    void anAnnotationOfANestedClassReplacesTheOthers() {
        Engine.succeeds(Outer.class, 3);
    }

    @Test
    void anAnnotationOfAMethodReplacesTheAttributes() {
        Engine.succeeds(OnMethod.class, 2);
    }

    @Test
    void attributesOfComposedAnnotations() {
        Engine.succeeds(Composed.class, 1);
    }

    private static int sockets(DoipTester tester) {
        return ((EntityStatusResponse) tester.udpRequest(new EntityStatusRequest())).maxSockets();
    }

    private static VehicleAnnouncement identity(DoipTester tester) {
        return (VehicleAnnouncement) tester.udpRequest(new VehicleIdentificationRequest());
    }

    @DoipServerTest(logicalAddress = 0x1234, vin = VIN)
    static class Attributes {
        @Test
        void test(DoipTester tester) {
            assertThat(identity(tester).logicalAddress().value()).isEqualTo(0x1234);
            assertThat(identity(tester).vin().toString()).isEqualTo(VIN);
            tester.activateRouting(0x0E80);
            assertThat(tester.request(0x1235, "22 F1 90"))
                    .isEqualTo(Bytes.hex("62 F1 90").plus(Bytes.ascii(VIN)));
        }
    }

    private static final class Echo implements UdsServiceProvider {
        @Override
        public ServiceDescriptor descriptor() {
            return ServiceDescriptor.of(0xBA).build();
        }

        @Override
        public UdsService create(EcuContext ecu) {
            return (request, exchange) -> request.positiveResponse(request.data());
        }
    }

    @DoipServerTest(services = {TesterPresent.class, Echo.class})
    static class Hermetic {
        @Test
        void test(DoipTester tester) {
            tester.activateRouting(0x0E80);
            assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
            assertThat(tester.request("BA 01")).isEqualTo(Bytes.hex("FA 01"));
            assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("7F 22 11"));
            assertThat(tester.request("10 01")).isEqualTo(Bytes.hex("7F 10 11"));
        }
    }

    private static final class ThreeSockets implements DoipServerCustomizer {
        @Override
        public void customize(DoipServerBuilder server) {
            server.maxSockets(3).logicalAddress(0x1003);
        }
    }

    private static final class FourSockets implements DoipServerCustomizer {
        @Override
        public void customize(DoipServerBuilder server) {
            server.maxSockets(4);
        }
    }

    @DoipServerTest(customizers = {ThreeSockets.class, FourSockets.class})
    static class Customized {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            server.logicalAddress(0x1005);
        }

        @Test
        void test(DoipTester tester) {
            assertThat(sockets(tester)).isEqualTo(4);
            assertThat(identity(tester).logicalAddress().value()).isEqualTo(0x1005);
        }
    }

    @DoipServerTest
    static class Base {
        @ConfigureServer
        void base(DoipServerBuilder server) {
            server.maxSockets(2).logicalAddress(0x1002);
        }
    }

    static class Inherited extends Base {
        @ConfigureServer
        @SuppressWarnings("UnusedMethod") // a method may be private
        private void inherited(DoipServerBuilder server) {
            server.maxSockets(3);
        }

        @Test
        void test(DoipTester tester) {
            assertThat(sockets(tester)).isEqualTo(3);
            assertThat(identity(tester).logicalAddress().value()).isEqualTo(0x1002);
        }

        @Nested
        class Inner {
            @ConfigureServer
            static void inner(DoipServerBuilder server) {
                server.maxSockets(4);
            }

            @Test
            void test(DoipTester tester) {
                assertThat(sockets(tester)).isEqualTo(4);
                assertThat(identity(tester).logicalAddress().value()).isEqualTo(0x1002);
            }
        }
    }

    @DoipServerTest(services = TesterPresent.class, logicalAddress = 0x1100)
    static class Outer {
        @ConfigureServer
        static void outer(DoipServerBuilder server) {
            server.maxSockets(2);
        }

        @Test
        void outer(DoipTester tester) {
            assertThat(sockets(tester)).isEqualTo(2);
        }

        @Nested
        @DoipServerTest(services = ReadDataByIdentifier.class)
        class Replacing {
            @Test
            void nothingOfTheOuterCounts(DoipTester tester) {
                assertThat(sockets(tester)).isEqualTo(16);
                assertThat(tester.activateRouting(0x0E80).entity().value()).isEqualTo(0x1000);
                assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7F 3E 11"));
            }

            @Nested
            class Inner {
                @Test
                void inheritsTheReplacement(DoipTester tester) {
                    assertThat(tester.activateRouting(0x0E80).entity().value()).isEqualTo(0x1000);
                    assertThat(tester.request("22 F1 90").u8(0)).isEqualTo(0x62);
                }
            }
        }
    }

    @DoipServerTest(logicalAddress = 0x1100)
    static class OnMethod {
        @ConfigureServer
        static void configure(DoipServerBuilder server) {
            server.maxSockets(2);
        }

        @Test
        void ofTheClass(DoipTester tester) {
            assertThat(tester.activateRouting(0x0E80).entity().value()).isEqualTo(0x1100);
            assertThat(sockets(tester)).isEqualTo(2);
        }

        @Test
        @DoipServerTest(logicalAddress = 0x1200)
        void ofTheMethod(DoipTester tester) {
            assertThat(tester.activateRouting(0x0E80).entity().value()).isEqualTo(0x1200);
            assertThat(sockets(tester)).isEqualTo(2);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @DoipServerTest(logicalAddress = 0x1300, customizers = FourSockets.class)
    @interface Gateway {}

    @Gateway
    static class Composed {
        @Test
        void test(DoipTester tester) {
            assertThat(tester.activateRouting(0x0E80).entity().value()).isEqualTo(0x1300);
            assertThat(sockets(tester)).isEqualTo(4);
        }
    }
}
