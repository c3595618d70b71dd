package io.doip4j.it.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.AliveCheckRequest;
import io.doip4j.core.message.AliveCheckResponse;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNack;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.GenericNack;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.PowerModeRequest;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.core.message.VehicleIdentificationRequestWithEid;
import io.doip4j.core.message.VehicleIdentificationRequestWithVin;
import io.doip4j.server.DoipServer;
import io.doip4j.server.DoipServerBuilder;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.DataIdentifier;
import io.doip4j.uds.ecu.EcuDefinition;
import io.doip4j.uds.spi.DataRecord;
import io.doip4j.uds.spi.EcuContext;
import io.doip4j.uds.spi.Sessions;
import io.doip4j.uds.spi.UdsExchange;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A conversation with messages of every kind, the same each time. */
final class TracedConversation {
    static final int CONNECTIONS = 5;
    static final int LARGE = 64 * 1024;
    private static final int MAX_DATA_SIZE = 100_000;
    private static final int TESTER = 0x0E80;
    private static final int OTHER = 0x0E81;
    private static final int ENTITY = 0x1000;
    private static final int UNKNOWN_TARGET = 0x7777;
    private static final Duration LONGER_THAN_P2 = Duration.ofMillis(120);

    private final AtomicInteger ended = new AtomicInteger();
    private final DoipServerBuilder server;

    TracedConversation(String host) {
        server = server(host).listener(new DoipServerListener() {
            @Override
            public void connectionClosed(DoipPeer peer, CloseReason reason) {
                ended.incrementAndGet();
            }
        });
    }

    /** What the conversation is held with, to be built. */
    DoipServerBuilder server() {
        return server;
    }

    /** A server with data of 64 KiB, and with data that takes longer than P2. */
    static DoipServerBuilder server(String host) {
        return DoipServer.builder()
                .bind(host)
                .port(0)
                .announce(false)
                .identificationDelay(Duration.ZERO)
                .maxDataSize(MAX_DATA_SIZE)
                // Longer than the clock jumps.
                .generalInactivity(Duration.ofHours(1))
                .ecu(EcuDefinition.builder(ENTITY)
                        .data(ecu -> new Large())
                        .data(ecu -> new Slow(ecu))
                        .build());
    }

    private record Large() implements DataRecord {
        @Override
        public DataIdentifier id() {
            return DataIdentifier.of(0x0200);
        }

        @Override
        public Bytes read(UdsExchange exchange) {
            return Bytes.wrap(new byte[LARGE]);
        }

        @Override
        public Sessions writableIn() {
            return Sessions.all();
        }

        @Override
        public void write(Bytes data, UdsExchange exchange) {
            assertThat(data.length()).isEqualTo(LARGE);
        }
    }

    private record Slow(EcuContext ecu) implements DataRecord {
        @Override
        public DataIdentifier id() {
            return DataIdentifier.of(0x0201);
        }

        @Override
        public boolean answersLater() {
            return true;
        }

        @Override
        public Bytes read(UdsExchange exchange) {
            return Bytes.of(0x01);
        }

        @Override
        public CompletionStage<Bytes> readLater(UdsExchange exchange) {
            CompletableFuture<Bytes> later = new CompletableFuture<>();
            ecu.scheduler().schedule(LONGER_THAN_P2, () -> later.complete(read(exchange)));
            return later;
        }
    }

    /** Talks about everything, and starts and closes the server; the pause comes once, in the middle of a connection. */
    void hold(Runnable pause) {
        try (DoipServer started = server.build().startDaemon()) {
            talk(started, pause);
            await().untilAtomic(ended, equalTo(CONNECTIONS));
        }
    }

    private static void talk(DoipServer server, Runnable pause) {
        try (DoipTester tester = DoipTester.of(server)) {
            discovery(tester);
            diagnostics(tester);
            pause.run();
            assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
            aliveCheck(server, tester);
        }
        refusedHeader(server);
        refusedActivation(server);
        resetConnection(server);
    }

    private static void discovery(DoipTester tester) {
        tester.udpRequest(new VehicleIdentificationRequest());
        tester.udpRequest(new VehicleIdentificationRequestWithVin(Vin.of("WVWZZZ1JZXW000001")));
        tester.udpRequest(new VehicleIdentificationRequestWithEid(Eid.of("02:00:00:00:10:00")));
        tester.udpRequest(new EntityStatusRequest());
        tester.udpRequest(new PowerModeRequest());
        tester.udpSend(Bytes.hex("03 FC 12 34 00 00 00 00"));
        assertThat(tester.udpReceive()).isEqualTo(Bytes.hex("03 FC 00 00 00 00 00 01 01"));
    }

    private static void diagnostics(DoipTester tester) {
        tester.activateRouting(TESTER);
        assertThat(tester.request("10 03").slice(0, 2)).isEqualTo(Bytes.hex("50 03"));
        assertThat(tester.request("3E 00")).isEqualTo(Bytes.hex("7E 00"));
        assertThat(tester.request("BA 01")).isEqualTo(Bytes.hex("7F BA 11"));
        assertThat(tester.request("22 02 01")).isEqualTo(Bytes.hex("62 02 01 01"));
        assertThat(tester.request("22 02 00").length()).isEqualTo(3 + LARGE);
        Bytes large = Bytes.hex("2E 02 00").plus(Bytes.wrap(new byte[LARGE]));
        assertThat(tester.request(large)).isEqualTo(Bytes.hex("6E 02 00"));
        splitRequest(tester);
        tester.send(new GenericNack(GenericNackCode.OUT_OF_MEMORY));
        tester.send(diagnostic(UNKNOWN_TARGET, "3E 00"));
        assertThat(tester.receive()).isInstanceOf(DiagnosticNack.class);
    }

    /** A request in single bytes, and two requests at once. */
    private static void splitRequest(DoipTester tester) {
        Bytes request = DoipEncoder.encode(ProtocolVersion.ISO_2019, diagnostic(ENTITY, "3E 00"));
        for (int i = 0; i < request.length(); i++) {
            tester.sendRaw(request.slice(i, 1));
        }
        assertAnswered(tester);
        tester.sendRaw(request.plus(request));
        assertThat(tester.receive()).isInstanceOf(DiagnosticAck.class);
        tester.receive();
        tester.receive();
        tester.receive();
    }

    private static void assertAnswered(DoipTester tester) {
        assertThat(tester.receive()).isInstanceOf(DiagnosticAck.class);
        assertThat(tester.receive()).isInstanceOf(DiagnosticMessage.class);
    }

    private static DiagnosticMessage diagnostic(int target, String request) {
        return new DiagnosticMessage(LogicalAddress.of(TESTER), LogicalAddress.of(target), Bytes.hex(request));
    }

    private static void aliveCheck(DoipServer server, DoipTester tester) {
        try (DoipTester rival = DoipTester.of(server)) {
            rival.connect().send(new RoutingActivationRequest(LogicalAddress.of(TESTER), ActivationType.DEFAULT));
            assertThat(tester.receive()).isEqualTo(new AliveCheckRequest());
            tester.send(new AliveCheckResponse(LogicalAddress.of(TESTER)));
            assertThat(rival.receive()).isInstanceOf(RoutingActivationResponse.class);
            rival.expectClosed();
        }
    }

    private static void refusedHeader(DoipServer server) {
        try (DoipTester tester = DoipTester.of(server)) {
            tester.activateRouting(OTHER);
            tester.send(new DiagnosticMessage(
                    LogicalAddress.of(OTHER), LogicalAddress.of(ENTITY), Bytes.wrap(new byte[MAX_DATA_SIZE])));
            assertThat(tester.receive()).isInstanceOf(GenericNack.class);
        }
    }

    private static void refusedActivation(DoipServer server) {
        try (DoipTester tester = DoipTester.of(server)) {
            tester.connect().send(new RoutingActivationRequest(LogicalAddress.of(0x0001), ActivationType.DEFAULT));
            assertThat(tester.receive()).isInstanceOf(RoutingActivationResponse.class);
            tester.expectClosed();
        }
    }

    private static void resetConnection(DoipServer server) {
        try (DoipTester tester = DoipTester.of(server)) {
            tester.activateRouting(OTHER);
            tester.reset();
        }
    }
}
