package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.uds.services.management.TesterPresent;
import io.doip4j.vehicle.DemoVehicle;
import io.doip4j.vehicle.ReferenceEcu;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated
class ServerExtensionTest {
    private static final int EDGE_ADDRESS = 0x2000;

    @BeforeEach
    void forget() {
        Observed.clear();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(Observed.servers()).noneMatch(DoipServer::isRunning);
        assertThat(Observed.serverThreads()).isEmpty();
    }

    @Test
    void aStaticFieldIsPerClassAndAnotherPerTest() {
        Engine.succeeds(TwoGateways.class, Engine.SERIAL, 3);
        assertThat(new HashSet<>(Observed.ports())).hasSize(4);
    }

    @Test
    void severalServersInParallel() {
        Engine.succeeds(TwoGateways.class, Engine.PARALLEL, 3);
    }

    @ParameterizedTest
    @ValueSource(classes = {PerTest.class, PerTestInOneObject.class})
    void aFieldThatIsNotStaticIsPerTestInEveryLifeCycle(Class<?> fixture) {
        Engine.succeeds(fixture, Engine.SERIAL, 2);
        assertThat(new HashSet<>(Observed.servers())).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(classes = {PerTest.class, PerTestInOneObject.class})
    void theAccessorFindsTheServerOfItsTest(Class<?> fixture) {
        Engine.succeeds(fixture, Engine.PARALLEL, 2);
    }

    @Test
    void nestedClassesHaveTheServersAroundThem() {
        Engine.succeeds(Outer.class, Engine.SERIAL, 2);
        assertThat(new HashSet<>(Observed.servers())).hasSize(1);
        Engine.succeeds(Outer.class, Engine.PARALLEL, 2);
    }

    @Test
    void togetherWithTheAnnotation() {
        Engine.succeeds(BesideTheAnnotation.class, 1);
    }

    @Test
    void configureMethodsMayChooseAServer() {
        Engine.succeeds(ConfiguredByName.class, 1);
    }

    @Test
    void anyVehicleAndExactlyTheseServices() {
        Engine.succeeds(OtherVehicles.class, 2);
    }

    @Test
    void noServerOutsideOfATest() {
        DoipServerExtension unused = DoipServerExtension.builder().build();
        assertThatThrownBy(unused::server)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@RegisterExtension");
    }

    @Test
    void aNameSaysSomething() {
        assertThatThrownBy(() -> DoipServerExtension.builder().name(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be empty");
    }

    private static LogicalAddress entity(DoipTester tester) {
        return tester.activateRouting(0x0E80).entity();
    }

    static class TwoGateways {
        @RegisterExtension
        static final DoipServerExtension gateway = DoipServerExtension.builder().build();

        @RegisterExtension
        final DoipServerExtension second = DoipServerExtension.builder()
                .name("edge")
                .vehicle(DemoVehicle.create().withLogicalAddress(EDGE_ADDRESS))
                .build();

        @RepeatedTest(3)
        void both(
                @DoipInstance("gateway") DoipTester first,
                @DoipInstance("edge") DoipTester other,
                @DoipInstance("edge") @DoipPort int port) {
            Observed.add(gateway.server());
            Observed.add(second.server());
            assertThat(port).isEqualTo(second.server().port());
            assertThat(gateway.server().name()).isEqualTo("gateway");
            assertThat(entity(first)).isEqualTo(LogicalAddress.of(0x1000));
            assertThat(entity(other)).isEqualTo(LogicalAddress.of(EDGE_ADDRESS));
        }
    }

    static class PerTest {
        @RegisterExtension
        final DoipServerExtension vehicle = DoipServerExtension.builder().build();

        @RepeatedTest(2)
        void own(DoipServerHandle server) {
            Observed.add(server);
            assertThat(vehicle.server()).isSameAs(server);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerTestInOneObject extends PerTest {}

    static class Outer {
        @RegisterExtension
        static final DoipServerExtension shared = DoipServerExtension.builder().build();

        @Test
        void outer(DoipServerHandle server) {
            Observed.add(server);
        }

        @Nested
        class Inner {
            @RegisterExtension
            final DoipServerExtension own = DoipServerExtension.builder().build();

            @InjectDoip
            @DoipInstance("own")
            DoipServer ofTest;

            @Test
            void both(@DoipInstance("shared") DoipServer ofClass) {
                assertThat(shared.server().server()).isSameAs(ofClass);
                assertThat(own.server().server()).isSameAs(ofTest).isNotSameAs(ofClass);
                Observed.add(shared.server());
            }
        }
    }

    @DoipServerTest
    static class BesideTheAnnotation {
        @RegisterExtension
        static final DoipServerExtension edge = DoipServerExtension.builder()
                .vehicle(DemoVehicle.create().withLogicalAddress(EDGE_ADDRESS))
                .build();

        private final DoipTester ofConstructor;

        BesideTheAnnotation(@DoipInstance(DoipInstance.ANNOTATED) DoipTester tester) {
            ofConstructor = tester;
        }

        @Test
        void both(@DoipInstance(DoipInstance.ANNOTATED) DoipTester tester, @DoipInstance("edge") DoipTester other) {
            assertThat(tester).isSameAs(ofConstructor);
            assertThat(entity(tester)).isEqualTo(LogicalAddress.of(0x1000));
            assertThat(entity(other)).isEqualTo(LogicalAddress.of(EDGE_ADDRESS));
        }
    }

    static class ConfiguredByName {
        @RegisterExtension
        final DoipServerExtension a =
                DoipServerExtension.builder().vehicle(DoipServer::builder).build();

        @RegisterExtension
        final DoipServerExtension b =
                DoipServerExtension.builder().vehicle(DoipServer::builder).build();

        @ConfigureServer
        void both(DoipServerBuilder server) {
            server.logicalAddress(0x1100);
        }

        @ConfigureServer
        static void one(@DoipInstance("b") DoipServerBuilder server) {
            server.logicalAddress(0x1200);
        }

        @Test
        void test() {
            assertThat(a.server().server().logicalAddress().value()).isEqualTo(0x1100);
            assertThat(b.server().server().logicalAddress().value()).isEqualTo(0x1200);
        }
    }

    static class OtherVehicles {
        @RegisterExtension
        final DoipServerExtension reference =
                DoipServerExtension.builder().vehicle(ReferenceEcu::server).build();

        @RegisterExtension
        final DoipServerExtension hermetic =
                DoipServerExtension.builder().services(new TesterPresent()).build();

        @RepeatedTest(2)
        void test(@DoipInstance("hermetic") DoipTester tester, @DoipInstance("reference") DoipTester other) {
            tester.activateRouting(0x0E80);
            assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
            assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("7F 22 11"));
            other.activateRouting(0x0E80);
            assertThat(other.request("22 F1 90").u8(0)).isEqualTo(0x62);
        }
    }
}
