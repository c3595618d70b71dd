package io.doip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.Vin;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
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
class ClassScopeTest {
    private static final String OTHER_VIN = "OTHERVIN000000001";

    @BeforeEach
    void forget() {
        Observed.clear();
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(Observed.servers()).noneMatch(DoipServer::isRunning);
        assertThat(Observed.serverThreads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Shared.class, SharedByField.class, SharedByInterface.class})
    void testsShareAServerThatIsResetBeforeEach(Class<?> fixture) {
        Engine.succeeds(fixture, Engine.SERIAL, 3);
        assertThat(new HashSet<>(Observed.ports())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {Shared.class, SharedByField.class})
    void testsThatWouldRunInParallelWaitForEachOther(Class<?> fixture) {
        Engine.succeeds(fixture, Engine.PARALLEL, 3);
        assertThat(new HashSet<>(Observed.ports())).hasSize(1);
    }

    /** Also where no annotation tells JUnit: the extension itself keeps them apart. */
    @ParameterizedTest
    @ValueSource(classes = {OneAtATime.class, OneAtATimeByField.class})
    void neverTwoAtATime(Class<?> fixture) {
        Engine.succeeds(fixture, Engine.PARALLEL, 20);
    }

    @Test
    void methodsAroundAllTestsHaveTheServer() {
        Engine.succeeds(AroundAll.class, 1);
    }

    @ParameterizedTest
    @ValueSource(classes = {OneObject.class, OneObjectWithConstructor.class})
    void worksWithOneObjectForAllTests(Class<?> fixture) {
        Engine.succeeds(fixture, 2);
    }

    @Test
    void nestedClassesShareUnlessTheyConfigure() {
        Engine.succeeds(Outer.class, Engine.SERIAL, 3);
        assertThat(new HashSet<>(Observed.servers())).hasSize(2);
        Engine.succeeds(Outer.class, Engine.PARALLEL, 3);
    }

    @Test
    void subclassesDoNotShareWithEachOther() {
        assertThat(Engine.failures(Engine.run(Engine.PARALLEL, Subclass.class, OtherSubclass.class)))
                .isEmpty();
        assertThat(new HashSet<>(Observed.ports())).hasSize(2);
    }

    @Test
    void aMethodHasNothingToShare() {
        Engine.failure(OnMethod.class).hasMessageContaining("put it on the class");
    }

    @Test
    void anInstanceMethodCannotConfigureWhatLivesLonger() {
        Engine.failure(ConfiguredByInstance.class).hasMessageContaining("must be static");
    }

    private static void see(DoipServerHandle server, DoipTester tester) {
        Observed.add(server);
        VehicleAnnouncement found = (VehicleAnnouncement) tester.udpRequest(new VehicleIdentificationRequest());
        // Changed by every test, and as at the beginning in every test
        assertThat(found.vin().toString()).isEqualTo("WVWZZZ1JZXW000001");
        server.server().vin(Vin.of(OTHER_VIN));
        tester.activateRouting(0x0E80);
        assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
        assertThat(tester.request("10 03").u8(0)).isEqualTo(0x50);
    }

    @DoipServerTest(scope = ServerScope.CLASS)
    static class Shared {
        @RepeatedTest(2)
        void first(DoipServerHandle server, DoipTester tester) {
            see(server, tester);
        }

        @Test
        void second(DoipServerHandle server, DoipTester tester) {
            see(server, tester);
        }
    }

    static class SharedByField {
        @RegisterExtension
        static final DoipServerExtension VEHICLE = DoipServerExtension.builder().build();

        @RepeatedTest(2)
        void first(DoipServerHandle server, DoipTester tester) {
            see(server, tester);
        }

        @Test
        void second(DoipTester tester) {
            assertThat(tester).isNotSameAs(VEHICLE.server().newTester());
            see(VEHICLE.server(), tester);
        }
    }

    interface HasVehicle {
        @RegisterExtension
        DoipServerExtension VEHICLE = DoipServerExtension.builder().build();
    }

    static class SharedByInterface implements HasVehicle {
        @RepeatedTest(3)
        void first(DoipServerHandle server, DoipTester tester) {
            see(server, tester);
        }
    }

    private static final AtomicInteger RUNNING = new AtomicInteger();

    private static void alone(DoipTester tester) {
        assertThat(RUNNING.incrementAndGet()).isOne();
        tester.activateRouting(0x0E80);
        assertThat(tester.request("22 F1 90").u8(0)).isEqualTo(0x62);
        assertThat(RUNNING.decrementAndGet()).isZero();
    }

    @DoipServerTest(scope = ServerScope.CLASS)
    static class OneAtATime {
        @RepeatedTest(20)
        void alone(DoipTester tester) {
            ClassScopeTest.alone(tester);
        }
    }

    static class OneAtATimeByField {
        @RegisterExtension
        static final DoipServerExtension VEHICLE = DoipServerExtension.builder().build();

        @RepeatedTest(20)
        void alone(DoipTester tester) {
            ClassScopeTest.alone(tester);
        }
    }

    @DoipServerTest(scope = ServerScope.CLASS)
    static class AroundAll {
        @InjectDoip
        static DoipTester ofClass;

        private static int port;

        @BeforeAll
        static void before(DoipTester tester, @DoipPort int number) {
            assertThat(tester).isSameAs(ofClass);
            tester.activateRouting(0x0E80);
            assertThat(tester.request("22 F1 90").u8(0)).isEqualTo(0x62);
            port = number;
        }

        @Test
        void sameServerAnotherTester(DoipTester tester, @DoipPort int number) {
            assertThat(number).isEqualTo(port);
            assertThat(tester).isNotSameAs(ofClass);
            ofClass.expectClosed();
        }

        @AfterAll
        static void after(DoipServerHandle server) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.server().isRunning()).isTrue();
            Observed.add(server);
        }
    }

    @DoipServerTest(scope = ServerScope.CLASS)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneObject {
        @InjectDoip
        private DoipTester tester;

        @BeforeAll
        void before() {
            tester.activateRouting(0x0E80);
        }

        @RepeatedTest(2)
        void test(DoipTester ofTest) {
            assertThat(tester).isSameAs(ofTest);
            tester.activateRouting(0x0E80);
        }
    }

    @DoipServerTest(scope = ServerScope.CLASS)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneObjectWithConstructor {
        private final int port;

        OneObjectWithConstructor(@DoipPort int port) {
            this.port = port;
        }

        @RepeatedTest(2)
        void test(DoipServerHandle server) {
            assertThat(server.port()).isEqualTo(port);
        }
    }

    @DoipServerTest(scope = ServerScope.CLASS)
    static class Outer {
        private static int port;

        @BeforeAll
        static void before(@DoipPort int number) {
            port = number;
        }

        @Test
        void outer(DoipServerHandle server, DoipTester tester) {
            assertThat(server.port()).isEqualTo(port);
            see(server, tester);
        }

        @Nested
        class Sharing {
            @Test
            void sameServer(DoipServerHandle server, DoipTester tester) {
                assertThat(server.port()).isEqualTo(port);
                see(server, tester);
            }
        }

        @Nested
        class Configuring {
            @ConfigureServer
            static void configure(DoipServerBuilder server) {
                server.vin(OTHER_VIN);
            }

            @Test
            void ownServer(DoipServerHandle server, DoipTester tester) {
                assertThat(server.port()).isNotEqualTo(port);
                Observed.add(server);
                VehicleAnnouncement found = (VehicleAnnouncement) tester.udpRequest(new VehicleIdentificationRequest());
                assertThat(found.vin().toString()).isEqualTo(OTHER_VIN);
            }
        }
    }

    static class Subclass extends Shared {}

    static class OtherSubclass extends SharedByField {}

    static class OnMethod {
        @Test
        @DoipServerTest(scope = ServerScope.CLASS)
        void alone() {}
    }

    @DoipServerTest(scope = ServerScope.CLASS)
    static class ConfiguredByInstance {
        @ConfigureServer
        void configure(DoipServerBuilder server) {
            server.vin(OTHER_VIN);
        }

        @Test
        void neverCalled() {}
    }
}
