package io.doip4j.testkit;

import static io.doip4j.vehicle.stub.MessageMatcher.request;
import static io.doip4j.vehicle.stub.Times.never;
import static io.doip4j.vehicle.stub.Times.times;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.client.DoipConnection;
import io.doip4j.client.uds.UdsClient;
import io.doip4j.core.Bytes;
import io.doip4j.server.DoipServer;
import io.doip4j.vehicle.fault.UdsFaults;
import io.doip4j.vehicle.stub.RequestRecorder;
import io.doip4j.vehicle.trace.Trace;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What parameters and fields get. */
class InjectionTest {
    private static final AtomicInteger OPEN_CLIENTS = new AtomicInteger();
    private static final Set<DoipConnection> CONNECTIONS = ConcurrentHashMap.newKeySet();

    @Test
    void parametersOfAllTypes() {
        Engine.succeeds(AllParameters.class, 1);
    }

    @ParameterizedTest
    @ValueSource(classes = {Fields.class, FieldsOfOneObject.class, InheritedFields.class})
    void fieldsInBothLifeCycles(Class<?> fixture) {
        Engine.succeeds(fixture, 3);
    }

    @Test
    void fieldsOfClassesAroundNestedOnes() {
        Engine.succeeds(Outer.class, 2);
    }

    @Test
    void dynamicTestsUseTheServerOfTheirFactory() {
        // One tester is for one thread
        Engine.succeeds(Factory.class, Engine.SERIAL, 5);
    }

    @Test
    void theHandleStubsAndVerifies() {
        Engine.succeeds(Stubbing.class, 2);
    }

    @Test
    void clientsAreConnected() {
        Engine.succeeds(Clients.class, 3);
        assertThat(CONNECTIONS).isNotEmpty().noneMatch(DoipConnection::isOpen);
    }

    @Test
    void timeStandsStill() {
        Engine.succeeds(VirtualTime.class, 2);
    }

    @Test
    void resourcesOfOthers() {
        Engine.succeeds(WithClient.class, 2);
        assertThat(OPEN_CLIENTS).hasValue(0);
    }

    @Test
    void anObjectThatParallelTestsShareHasNoFieldOfOneTest() {
        assertThat(Engine.failures(Engine.run(Engine.PARALLEL, SharedObject.class)))
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("take a parameter instead"));
        Engine.succeeds(SharedObject.class, Engine.SERIAL, 2);
    }

    @DoipServerTest
    static class AllParameters {
        private final int ofConstructor;

        AllParameters(@DoipPort int port) {
            ofConstructor = port;
        }

        @BeforeEach
        void before(@DoipPort Integer port) {
            assertThat(port).isEqualTo(ofConstructor);
        }

        @Test
        void all(
                DoipServerHandle handle,
                DoipServer server,
                DoipTester tester,
                @DoipPort int port,
                Trace trace,
                RequestRecorder recorder,
                @DoipInstance(DoipInstance.ANNOTATED) DoipServer named) {
            assertThat(handle.server()).isSameAs(server).isSameAs(named);
            assertThat(server.port()).isEqualTo(port).isEqualTo(ofConstructor);
            assertThat(handle.trace()).isSameAs(trace);
            tester.activateRouting(0x0E80);
            tester.request("3E 00");
            assertThat(trace.lines()).anyMatch(line -> line.contains("3E 00"));
            recorder.verify(request("3E 00"));
        }

        @AfterEach
        void after(DoipServer server) {
            assertThat(server.isRunning()).isTrue();
        }
    }

    @DoipServerTest
    static class Fields {
        @InjectDoip
        private DoipTester tester;

        @InjectDoip
        DoipServerHandle server;

        @InjectDoip
        @DoipPort
        int port;

        @BeforeEach
        void before() {
            tester.activateRouting(0x0E80);
        }

        @RepeatedTest(3)
        void test(DoipTester parameter, DoipServer ofTest) {
            assertThat(tester).isSameAs(parameter);
            assertThat(server.server()).isSameAs(ofTest);
            assertThat(port).isEqualTo(ofTest.port());
            assertThat(tester.request("22 F1 90").u8(0)).isEqualTo(0x62);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class FieldsOfOneObject extends Fields {}

    static class InheritedFields extends Fields {}

    @DoipServerTest
    static class Outer {
        @InjectDoip
        private DoipTester tester;

        @Test
        void outer(DoipTester ofTest) {
            assertThat(tester).isSameAs(ofTest);
        }

        @Nested
        class Inner {
            @InjectDoip
            private DoipTester same;

            @Test
            void inner(DoipTester ofTest) {
                assertThat(tester).isSameAs(ofTest).isSameAs(same);
            }
        }
    }

    @DoipServerTest
    static class Factory {
        @TestFactory
        Stream<DynamicTest> requests(DoipTester tester) {
            tester.activateRouting(0x0E80);
            return Stream.of("22 F1 90", "22 F1 86", "3E 00", "10 01")
                    .map(request -> DynamicTest.dynamicTest(
                            request,
                            () -> assertThat(tester.request(request).u8(0))
                                    .isEqualTo(Bytes.hex(request).u8(0) + 0x40)));
        }

        @Test
        void besides(DoipTester tester) {
            tester.activateRouting(0x0E80);
        }
    }

    @DoipServerTest
    static class Stubbing {
        @RepeatedTest(2)
        void stubs(DoipServerHandle server, DoipTester tester) {
            server.ecu(0x1001).when("22 F1 9?").thenRespond("62 F1 90 41");
            tester.activateRouting(0x0E80);
            assertThat(tester.request(0x1001, "22 F1 90")).isEqualTo(Bytes.hex("62 F1 90 41"));
            assertThat(server.requests()).hasSize(1);
            server.verify(request("22 F1 90").from(0x0E80).to(0x1001), times(1));
            server.verify(request("2E *"), never());
            server.faults().on(UdsFaults.busy()).once();
            assertThat(tester.request(0x1001, "22 F1 90")).isEqualTo(Bytes.hex("7F 22 21"));
        }
    }

    @DoipServerTest
    static class Clients {
        @InjectDoip
        private UdsClient gateway;

        @RepeatedTest(2)
        void ofParameters(DoipConnection connection, UdsClient client) {
            CONNECTIONS.add(connection);
            assertThat(client).isSameAs(gateway);
            assertThat(connection.testerAddress().value()).isEqualTo(DoipServerHandle.TESTER);
            assertThat(client.request(Bytes.hex("3E 00")).message()).isEqualTo(Bytes.hex("7E 00"));
        }

        @Test
        void ofTheHandle(DoipServerHandle server) {
            UdsClient client = server.connect(0x0E81, 0x1001);
            assertThat(client.request(Bytes.hex("22 F1 8C")).message().u8(0)).isEqualTo(0x62);
            server.verify(request("22 F1 8C").from(0x0E81).to(0x1001));
        }
    }

    @DoipServerTest(virtualTime = true)
    static class VirtualTime {
        @Test
        void fiveMinutes(DoipTester tester, VirtualClock clock, DoipServerHandle server) {
            assertThat(server.clock()).isSameAs(clock);
            tester.activateRouting(0x0E80);
            tester.request("10 03");
            clock.advance(Duration.ofSeconds(5));
            assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
            clock.advance(Duration.ofMinutes(5));
            tester.expectClosed();
        }

        @Test
        void ofAClient(DoipServerHandle server, VirtualClock clock) {
            server.ecu(0x1001)
                    .when("22 F1 90")
                    .thenPending(Duration.ofSeconds(60), Duration.ofSeconds(2))
                    .thenRespond("62 F1 90 41");
            UdsClient client = server.connect(0x0E80, 0x1001);
            assertThat(client.request(Bytes.hex("22 F1 90")).message()).isEqualTo(Bytes.hex("62 F1 90 41"));
            assertThat(clock.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
        }
    }

    /** What a client of others might look like. */
    static final class Client implements AutoCloseable {
        private final int port;
        private boolean closed;

        Client(int port) {
            this.port = port;
        }

        @Override
        public void close() {
            closed = true;
            OPEN_CLIENTS.decrementAndGet();
        }
    }

    /** Named in META-INF/services. */
    public static final class ClientResource implements DoipTestResource<Client> {
        @Override
        public Class<Client> type() {
            return Client.class;
        }

        @Override
        public Client create(DoipServerHandle server) {
            OPEN_CLIENTS.incrementAndGet();
            return new Client(server.port());
        }
    }

    @DoipServerTest
    static class WithClient {
        @InjectDoip
        private Client ofField;

        @RepeatedTest(2)
        void test(Client client, @DoipPort int port) {
            assertThat(client).isSameAs(ofField);
            assertThat(client.port).isEqualTo(port);
            assertThat(client.closed).isFalse();
        }
    }

    @DoipServerTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class SharedObject {
        @InjectDoip
        private DoipTester tester;

        @RepeatedTest(2)
        void test() {
            assertThat(tester).isNotNull();
        }
    }
}
