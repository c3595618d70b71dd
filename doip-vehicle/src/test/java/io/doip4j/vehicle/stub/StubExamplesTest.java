package io.doip4j.vehicle.stub;

import static io.doip4j.vehicle.stub.MessageMatcher.request;
import static io.doip4j.vehicle.stub.MessageMatcher.response;
import static io.doip4j.vehicle.stub.Times.atLeast;
import static io.doip4j.vehicle.stub.Times.never;
import static io.doip4j.vehicle.stub.Times.times;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.uds.Session;
import io.doip4j.uds.UdsRequest;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.vehicle.PlainTester;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Stubs and a recorder on a server with sockets: the examples of the Javadoc, and what only a server shows. */
class StubExamplesTest {
    private final Stubs stubs = new Stubs();
    private final RequestRecorder recorder = new RequestRecorder();
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();

    private DoipServer start() {
        DoipServerBuilder builder = DoipServer.builder()
                .port(0)
                .ecu(EcuDefinition.builder(0x1001).functionalAddress(0xE400).build())
                .listener(new DoipServerListener() {
                    @Override
                    public void serviceFailed(
                            LogicalAddress ecu, String serviceClass, UdsRequest request, Throwable fault) {
                        failures.add(ecu + " " + serviceClass + ": " + fault.getMessage());
                    }
                });
        return recorder.attachTo(stubs.attachTo(builder)).build().startDaemon();
    }

    @Test
    void examplesOfStubs() throws IOException {
        try (DoipServer server = start();
                PlainTester tester = PlainTester.connect(server)) {
            EcuStubs gateway = stubs.ecu(0x1000);
            gateway.when("22 F1 9?").thenNrc(0x31);
            gateway.when("22 F1 90").thenRespond("62 F1 90 57 56 57");
            gateway.when("2E F1 <did> *").inSession(Session.EXTENDED).thenRespond("6E F1 <did>");
            // Shorter times than in the example
            gateway.when("31 01 FF 00").thenPending(ofMillis(30), ofMillis(10)).thenRespond("71 01 FF 00 00");
            gateway.when("27 01").thenSequence("67 01 11 22", "67 01 33 44").times(2);
            gateway.when("3E 00").from(0x0E00).thenNothing().once();

            assertThat(tester.request("22 F1 91")).isEqualTo(Bytes.hex("7F 22 31"));
            assertThat(tester.request("22 F1 90")).isEqualTo(Bytes.hex("62 F1 90 57 56 57"));
            assertThat(tester.request("2E F1 90 01")).isEqualTo(Bytes.hex("7F 2E 31"));
            assertThat(tester.request("10 03").u8(0)).isEqualTo(0x50);
            assertThat(tester.request("2E F1 90 01")).isEqualTo(Bytes.hex("6E F1 90"));
            assertThat(tester.request("27 01")).isEqualTo(Bytes.hex("67 01 11 22"));
            assertThat(tester.request("27 01")).isEqualTo(Bytes.hex("67 01 33 44"));
            assertThat(tester.request("27 01").u8(0)).isEqualTo(0x7F);
            assertThat(tester.responses(0x1000, "3E 00")).isEmpty();
            assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
            gateway.when("22 <did:2>").thenAnswer(request -> Bytes.of(0x62).plus(request.captured("did")));
            assertThat(answer(tester, 0x1000, "22 AB CD")).isEqualTo("62 AB CD");
            assertThat(exchange(tester, 0x1000, "31 01 FF 00", 4))
                    .containsExactly("7F 31 78", "7F 31 78", "7F 31 78", "71 01 FF 00 00");
        }
    }

    /** Sends a request and returns so many responses to it. */
    private static List<String> exchange(PlainTester tester, int target, String request, int responses)
            throws IOException {
        tester.send(new DiagnosticMessage(LogicalAddress.of(0x0E00), LogicalAddress.of(target), Bytes.hex(request)));
        tester.receive();
        List<String> received = new java.util.ArrayList<>();
        for (int i = 0; i < responses; i++) {
            received.add(((DiagnosticMessage) tester.receive()).userData().toHex());
        }
        return received;
    }

    /** The final response of a stub that runs on another thread: on a busy machine the ECU has to ask for more time. */
    private static String answer(PlainTester tester, int target, String request) throws IOException {
        String response = exchange(tester, target, request, 1).get(0);
        while (response.matches("7F .. 78")) {
            response = ((DiagnosticMessage) tester.receive()).userData().toHex();
        }
        return response;
    }

    @Test
    void examplesOfVerification() throws IOException {
        try (DoipServer server = start();
                PlainTester tester = PlainTester.connect(server)) {
            stubs.ecu(0x1000).when("27 02 *").thenNrc(0x33);
            stubs.ecu(0x1000).when("27 01").thenRespond("67 01 00 01");
            exchange(tester, 0x1000, "10 03", 1);
            exchange(tester, 0x1000, "22 F1 90", 1);
            exchange(tester, 0x1000, "27 01", 1);
            exchange(tester, 0x1000, "27 02 11 22", 1);

            recorder.verify(request("22 F1 90").from(0x0E00).to(0x1000), times(1));
            recorder.verify(request("2E *"), never());
            recorder.verifyInOrder(request("10 03"), request("27 01"), request("27 02 *"));
            recorder.verify(response("7F ?? 33"), atLeast(1));
        }
    }

    @Test
    void everyMemberOfAGroupHasItsOwnStubs() throws IOException {
        stubs.ecu(0x1001).when("3E 00").functional().thenRespond("7E 00 01");
        try (DoipServer server = start();
                PlainTester tester = PlainTester.connect(server)) {
            assertThat(exchange(tester, 0xE400, "3E 00", 1)).containsExactly("7E 00 01");
            assertThat(exchange(tester, 0x1001, "3E 00", 1)).containsExactly("7E 00");
        }
    }

    @Test
    void functionThatBlocksKeepsTheTesterWaitingAndTheEcuBusy() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        try (DoipServer server = start();
                PlainTester tester = PlainTester.connect(server)) {
            stubs.ecu(0x1000).when("31 01").thenAnswer(request -> {
                assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
                return Bytes.hex("71 01");
            });
            assertThat(exchange(tester, 0x1000, "31 01", 1)).containsExactly("7F 31 78");
            assertThat(exchange(tester, 0x1000, "22 01", 1)).containsExactly("7F 22 21");
            assertThat(exchange(tester, 0x1001, "3E 00", 1)).containsExactly("7E 00");
            release.countDown();
            assertThat(((DiagnosticMessage) tester.receive()).userData()).isEqualTo(Bytes.hex("71 01"));
            assertThat(exchange(tester, 0x1000, "3E 00", 1)).containsExactly("7E 00");
        }
    }

    @Test
    void functionThatFailsIsAFailureOfTheServer() throws Exception {
        try (DoipServer server = start();
                PlainTester tester = PlainTester.connect(server)) {
            stubs.ecu(0x1001).when("22 01").thenAnswer(request -> {
                throw new IllegalStateException("no such data");
            });

            assertThat(answer(tester, 0x1001, "22 01")).isEqualTo("7F 22 10");
            assertThat(failures.poll(10, TimeUnit.SECONDS))
                    .isEqualTo("0x1001 the stub for \"22 01\" of ECU 0x1001: no such data");
        }
    }

    @Test
    void ecuIsFreeWhenItsStubsHaveBeenCleared() throws IOException {
        try (DoipServer server = start();
                PlainTester tester = PlainTester.connect(server)) {
            for (int i = 0; i < 50; i++) {
                stubs.ecu(0x1001)
                        .when("31 01")
                        .thenPending(ofDays(1), ofDays(1))
                        .thenRespond("71 01");
                assertThat(exchange(tester, 0x1001, "31 01", 1)).containsExactly("7F 31 78");
                stubs.clear();
                assertThat(exchange(tester, 0x1001, "3E 00", 1)).containsExactly("7E 00");
            }
        }
    }
}
