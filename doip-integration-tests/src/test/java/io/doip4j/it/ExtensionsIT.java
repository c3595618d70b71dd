package io.doip4j.it;

import static io.doip4j.it.Wire.A;
import static io.doip4j.it.Wire.B;
import static io.doip4j.it.Wire.activated;
import static io.doip4j.it.Wire.activation;
import static io.doip4j.it.Wire.assertWorks;
import static io.doip4j.it.Wire.code;
import static io.doip4j.it.Wire.diagnostic;
import static io.doip4j.it.Wire.frame;
import static io.doip4j.it.Wire.nack;
import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.message.ActivationType;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.DiagnosticNackCode;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.PayloadType;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.RoutingActivationRequest;
import io.doip4j.core.message.RoutingActivationResponse;
import io.doip4j.core.message.SyncStatus;
import io.doip4j.core.message.UnknownMessage;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.server.DoipServer;
import io.doip4j.server.spi.CloseReason;
import io.doip4j.server.spi.DoipInterceptor;
import io.doip4j.server.spi.DoipPeer;
import io.doip4j.server.spi.DoipServerListener;
import io.doip4j.server.spi.Interception;
import io.doip4j.server.spi.RoutingActivationDecision;
import io.doip4j.server.spi.TargetResolver;
import io.doip4j.testkit.DoipTester;
import io.doip4j.uds.spi.Addressing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listeners, interceptors, policies, manufacturer types and targets that are found by a resolver, over real sockets. */
class ExtensionsIT {
    private static DoipInterceptor sending(Function<DoipMessage, Interception> decision) {
        return new DoipInterceptor() {
            @Override
            public Interception sending(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                return decision.apply(message);
            }
        };
    }

    private static DoipInterceptor receiving(Function<DoipMessage, Interception> decision) {
        return new DoipInterceptor() {
            @Override
            public Interception received(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                return decision.apply(message);
            }
        };
    }

    private static boolean isRequest(DoipMessage message, int serviceId) {
        return message instanceof DiagnosticMessage diagnostic
                && diagnostic.userData().u8(0) == serviceId;
    }

    @Test
    void listenerHearsTheWholeStory() {
        ConcurrentLinkedQueue<String> story = new ConcurrentLinkedQueue<>();
        DoipServerListener listener = new DoipServerListener() {
            @Override
            public void connectionOpened(DoipPeer peer) {
                story.add("opened " + peer.transport());
            }

            @Override
            public void routingActivated(DoipPeer peer, LogicalAddress tester, ActivationType type) {
                story.add("activated " + tester);
            }

            @Override
            public void messageReceived(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                story.add("in " + Integer.toHexString(message.type().value()));
            }

            @Override
            public void messageSent(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
                story.add("out " + Integer.toHexString(message.type().value()));
            }

            @Override
            public void connectionClosed(DoipPeer peer, CloseReason reason) {
                story.add("closed " + reason);
            }
        };
        try (DoipServer server =
                Servers.demo(builder -> builder.listener(listener).listener(new Faulty()))) {
            try (DoipTester tester = activated(DoipTester.of(server), A)) {
                assertWorks(tester);
            }
            Awaitility.await().until(() -> story.contains("closed PEER"));
        }
        assertThat(story)
                .containsExactly(
                        "opened TCP",
                        "in 5",
                        "activated 0x0E80",
                        "out 6",
                        "in 8001",
                        "out 8002",
                        "out 8001",
                        "closed PEER");
    }

    /** Throws on every event. */
    private static final class Faulty implements DoipServerListener {
        @Override
        public void messageReceived(DoipPeer peer, ProtocolVersion version, DoipMessage message) {
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void serviceFaultsReachTheListener() {
        AtomicReference<String> failed = new AtomicReference<>();
        DoipServerListener listener = new DoipServerListener() {
            @Override
            public void serviceFailed(
                    LogicalAddress ecu, String serviceClass, io.doip4j.uds.UdsRequest request, Throwable fault) {
                failed.set(ecu + " " + fault.getMessage());
            }
        };
        FakeService broken = FakeService.inline(0xBA, (request, exchange) -> {
            throw new IllegalStateException("on purpose");
        });
        try (DoipServer server =
                        Servers.plain(builder -> builder.service(broken).listener(listener));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertThat(tester.request("BA")).isEqualTo(Bytes.hex("7F BA 10"));
            assertThat(failed.get()).isEqualTo("0x1000 on purpose");
        }
    }

    @Test
    void outgoingMessagesAreDroppedReplacedDuplicatedAndDelayed() {
        DoipInterceptor interceptor = sending(message -> {
            if (message instanceof DiagnosticAck) {
                return Interception.delay(Duration.ofMillis(30), Interception.pass());
            }
            if (isRequest(message, 0x62)) {
                return Interception.replace(message, message);
            }
            if (isRequest(message, 0x7E)) {
                return Interception.drop();
            }
            return Interception.pass();
        });
        try (DoipServer server = Servers.demo(builder -> builder.interceptor(interceptor));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, 0x1000, "22 F1 86"));
            assertThat(tester.receive()).isEqualTo(diagnostic(0x1000, A, "62 F1 86 01"));
            assertThat(tester.receive()).isEqualTo(diagnostic(0x1000, A, "62 F1 86 01"));
            assertThat(tester.receive()).isEqualTo(Wire.ack(0x1000, A));
            tester.send(diagnostic(A, 0x1000, "3E 00"));
            assertThat(tester.receive()).isEqualTo(Wire.ack(0x1000, A));
            tester.send(diagnostic(A, 0x1000, "10 03"));
            assertThat(tester.receive()).isEqualTo(diagnostic(0x1000, A, "50 03 00 32 01 F4"));
        }
    }

    @Test
    void outgoingBytesAreSplitAndBroken() {
        DoipInterceptor interceptor = sending(message -> message instanceof DiagnosticAck
                ? Interception.raw(Bytes.hex("03 FC"), Bytes.hex("80 02 00 00 00 05 10 00 0E 80"), Bytes.hex("00"))
                : Interception.pass());
        try (DoipServer server = Servers.demo(builder -> builder.interceptor(interceptor));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertWorks(tester);
        }
    }

    @Test
    void connectionsAreClosedAndReset() {
        DoipInterceptor interceptor = sending(message -> isRequest(message, 0x7E)
                ? Interception.close()
                : isRequest(message, 0x62) ? Interception.reset() : Interception.pass());
        try (DoipServer server = Servers.demo(builder -> builder.interceptor(interceptor))) {
            try (DoipTester tester = activated(DoipTester.of(server), A)) {
                tester.send(diagnostic(A, 0x1000, "3E 00"));
                assertThat(tester.receive()).isEqualTo(Wire.ack(0x1000, A));
                tester.expectClosed();
            }
            try (DoipTester tester = activated(DoipTester.of(server), A)) {
                tester.send(diagnostic(A, 0x1000, "22 F1 86"));
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> {
                            tester.receive();
                            tester.expectClosed();
                        })
                        .hasMessageContaining("reset");
            }
        }
    }

    @Test
    void receivedMessagesAreDroppedReplacedAndAnswered() {
        DoipInterceptor interceptor = receiving(message -> {
            if (isRequest(message, 0x3E)) {
                return Interception.drop();
            }
            if (isRequest(message, 0x19)) {
                return Interception.replace(diagnostic(A, 0x1000, "22 F1 86"));
            }
            return message instanceof VehicleIdentificationRequest
                    ? Interception.raw(Bytes.hex("DE AD"))
                    : Interception.pass();
        });
        try (DoipServer server = Servers.demo(builder -> builder.interceptor(interceptor));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            tester.send(diagnostic(A, 0x1000, "3E 00"));
            assertThat(tester.request("19 0A")).isEqualTo(Bytes.hex("62 F1 86 01"));
            tester.udpSend(frame(0x0001, ""));
            assertThat(tester.udpReceive()).isEqualTo(Bytes.hex("DE AD"));
        }
    }

    @Test
    @Tag("T51")
    void manufacturerDataReachThePolicyAndComeBack() {
        AtomicReference<Bytes> seen = new AtomicReference<>();
        try (DoipServer server = Servers.demo(builder -> builder.activationPolicy((request, peer) -> {
                    seen.set(request.manufacturerData());
                    return CompletableFuture.completedFuture(
                            RoutingActivationDecision.activated().withManufacturerData(Bytes.hex("CA FE BA BE")));
                }));
                DoipTester tester = DoipTester.of(server)) {
            tester.connect()
                    .send(new RoutingActivationRequest(
                            LogicalAddress.of(A), ActivationType.DEFAULT, 0, Bytes.hex("DE AD BE EF")));
            assertThat(((RoutingActivationResponse) tester.receive()).manufacturerData())
                    .isEqualTo(Bytes.hex("CA FE BA BE"));
            assertThat(seen.get()).isEqualTo(Bytes.hex("DE AD BE EF"));
            tester.send(diagnostic(A, 0x1000, "3E 00"));
            assertThat(tester.receive()).isEqualTo(Wire.ack(0x1000, A));
        }
    }

    @Test
    @Tag("T70")
    void missingAuthenticationKeepsTheSocketAndCanBeMadeUpFor() {
        AtomicReference<RoutingActivationDecision> decision =
                new AtomicReference<>(RoutingActivationDecision.authenticationMissing());
        try (DoipServer server = Servers.demo(builder -> builder.activationPolicy(
                        (request, peer) -> CompletableFuture.completedFuture(decision.get())));
                DoipTester tester = DoipTester.of(server)) {
            assertThat(code(tester.activateRouting(A))).isEqualTo(0x04);
            tester.send(diagnostic(A, 0x1000, "3E 00"));
            assertThat(tester.receive()).isEqualTo(nack(0x1000, A, 0x06));
            decision.set(RoutingActivationDecision.activated());
            assertThat(code(tester.activateRouting(A))).isEqualTo(0x10);
            assertWorks(tester);
        }
    }

    @Test
    @Tag("T71")
    @Tag("T72")
    void confirmationIsAwaitedThenGivenOrRejected() {
        AtomicReference<RoutingActivationDecision> decision =
                new AtomicReference<>(RoutingActivationDecision.confirmationPending());
        try (DoipServer server = Servers.demo(builder -> builder.activationPolicy(
                        (request, peer) -> CompletableFuture.completedFuture(decision.get())));
                DoipTester tester = DoipTester.of(server);
                DoipTester other = DoipTester.of(server)) {
            assertThat(code(tester.activateRouting(A))).isEqualTo(0x11);
            tester.send(diagnostic(A, 0x1000, "3E 00"));
            assertThat(tester.receive()).isEqualTo(nack(0x1000, A, 0x06));
            decision.set(RoutingActivationDecision.activated());
            assertThat(code(tester.activateRouting(A))).isEqualTo(0x10);
            assertWorks(tester);

            decision.set(RoutingActivationDecision.denied(RoutingActivationCode.REJECTED_CONFIRMATION));
            assertThat(code(other.activateRouting(B))).isEqualTo(0x05);
            other.expectClosed();
        }
    }

    @Test
    void aDecisionMayComeLaterAndPipelinedRequestsWait() {
        CompletableFuture<RoutingActivationDecision> later = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (DoipServer server = Servers.demo(builder -> builder.activationPolicy((request, peer) -> {
                    asked.complete(null);
                    return later;
                }));
                DoipTester tester = DoipTester.of(server)) {
            tester.connect().send(activation(A, 0x00)).send(diagnostic(A, 0x1000, "3E 00"));
            asked.join();
            later.complete(RoutingActivationDecision.activated());
            assertThat(code(tester.receive())).isEqualTo(0x10);
            assertThat(tester.receive()).isEqualTo(Wire.ack(0x1000, A));
            assertThat(tester.receive()).isEqualTo(diagnostic(0x1000, A, "7E 00"));
        }
    }

    @Test
    void aPolicyThatFailsDenies() {
        try (DoipServer server = Servers.demo(builder -> builder.activationPolicy(ExtensionsIT::broken));
                DoipTester tester = DoipTester.of(server)) {
            assertThat(code(tester.activateRouting(A))).isEqualTo(0x05);
            tester.expectClosed();
        }
    }

    private static CompletionStage<RoutingActivationDecision> broken(RoutingActivationRequest request, DoipPeer peer) {
        throw new IllegalStateException("on purpose");
    }

    @Test
    void activationTypesPerTester() {
        try (DoipServer server = Servers.demo(builder -> builder.activationTypes(
                (tester, type) -> tester.equals(LogicalAddress.of(A)) || type.equals(ActivationType.DEFAULT)))) {
            try (DoipTester tester = DoipTester.of(server)) {
                tester.connect().send(activation(A, 0xE0));
                assertThat(code(tester.receive())).isEqualTo(0x10);
            }
            try (DoipTester tester = DoipTester.of(server)) {
                tester.connect().send(activation(B, 0xE0));
                Wire.assertRefused(tester, 0x06);
            }
        }
    }

    @Test
    void manufacturerTypesOnTcpAndUdp() {
        PayloadType type = PayloadType.of(0xF001);
        try (DoipServer server = Servers.demo(builder -> builder.onMessage(type, (message, replies) -> {
                    replies.send(new UnknownMessage(PayloadType.of(0xF002), ((UnknownMessage) message).payload()));
                    return true;
                }));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            UnknownMessage answer = new UnknownMessage(PayloadType.of(0xF002), Bytes.hex("01 02"));
            tester.send(new UnknownMessage(type, Bytes.hex("01 02")));
            assertThat(tester.receive()).isEqualTo(answer);
            assertThat(tester.udpRequest(new UnknownMessage(type, Bytes.hex("01 02"))))
                    .isEqualTo(answer);
            tester.sendRaw(frame(0xF003, "01"));
            Wire.assertHeaderNack(tester, 0x01);
        }
    }

    @Test
    @Tag("T88")
    @Tag("T89")
    @Tag("T90")
    void targetsRefuseByConfigurationAndAtRunTime() {
        LogicalAddress ecu = LogicalAddress.of(0x1001);
        try (DoipServer server =
                        Servers.demo(builder -> builder.refuse(0x1001, DiagnosticNackCode.TARGET_UNREACHABLE));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            for (int code : List.of(0x06, 0x05, 0x07, 0x08)) {
                server.refuse(ecu, DiagnosticNackCode.of(code));
                tester.send(diagnostic(A, 0x1001, "3E 00"));
                assertThat(tester.receive()).isEqualTo(nack(0x1001, A, code));
                assertWorks(tester);
            }
            tester.send(diagnostic(A, 0xE400, "22 F1 86"));
            assertThat(tester.receive()).isEqualTo(Wire.ack(0xE400, A));
            assertThat(tester.receive()).isEqualTo(diagnostic(0x1000, A, "62 F1 86 01"));
            server.accept(ecu);
            assertThat(tester.request(0x1001, "3E 00")).isEqualTo(Bytes.hex("7E 00"));
        }
    }

    @Test
    void resolverFindsTargetsBehindAGateway() {
        TargetResolver.Target remote = new TargetResolver.Target() {
            @Override
            public Optional<DiagnosticNackCode> refusal(DiagnosticMessage message) {
                return message.userData().length() > 7
                        ? Optional.of(DiagnosticNackCode.MESSAGE_TOO_LARGE)
                        : Optional.empty();
            }

            @Override
            public void deliver(DiagnosticMessage message, Addressing addressing, TargetResolver.Replies replies) {
                new Thread(() -> replies.send(message.positiveResponse(Bytes.hex("AA")))).start();
            }
        };
        try (DoipServer server = Servers.demo(builder ->
                        builder.targetResolver(address -> address.value() == 0x2000 ? List.of(remote) : List.of()));
                DoipTester tester = activated(DoipTester.of(server), A)) {
            assertThat(tester.request(0x2000, "22 01 02")).isEqualTo(Bytes.hex("62 AA"));
            tester.send(diagnostic(A, 0x2000, "22 01 02 03 04 05 06 07"));
            assertThat(tester.receive()).isEqualTo(nack(0x2000, A, 0x04));
            tester.send(diagnostic(A, 0x2001, "3E 00"));
            assertThat(tester.receive()).isEqualTo(nack(0x2001, A, 0x03));
        }
    }

    @Test
    @Tag("T15")
    void gidAndSyncStatusFollowTheState() {
        try (DoipServer server =
                        Servers.demo(builder -> builder.gid(Gid.NOT_SET).syncStatus(SyncStatus.INCOMPLETE));
                DoipTester tester = DoipTester.of(server)) {
            VehicleAnnouncement before = (VehicleAnnouncement) tester.udpRequest(new VehicleIdentificationRequest());
            assertThat(before.gid()).isEqualTo(Gid.NOT_SET);
            assertThat(before.syncStatus()).contains(SyncStatus.INCOMPLETE);
            server.synchronise(Gid.of("01:02:03:04:05:06"), SyncStatus.SYNCHRONISED);
            VehicleAnnouncement after = (VehicleAnnouncement) tester.udpRequest(new VehicleIdentificationRequest());
            assertThat(after.gid()).isEqualTo(Gid.of("01:02:03:04:05:06"));
            assertThat(after.syncStatus()).contains(SyncStatus.SYNCHRONISED);
        }
    }
}
