package io.doip4j.it;

import static io.doip4j.it.Wire.assertNoDatagramIsOnItsWay;
import static io.doip4j.it.Wire.frame;
import static io.doip4j.it.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.DoipMessage;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.FurtherAction;
import io.doip4j.core.message.NodeType;
import io.doip4j.core.message.PowerMode;
import io.doip4j.core.message.PowerModeRequest;
import io.doip4j.core.message.PowerModeResponse;
import io.doip4j.core.message.SyncStatus;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.core.message.VehicleIdentificationRequestWithEid;
import io.doip4j.core.message.VehicleIdentificationRequestWithVin;
import io.doip4j.server.DoipServer;
import io.doip4j.testkit.DoipServerHandle;
import io.doip4j.testkit.DoipServerTest;
import io.doip4j.testkit.DoipTester;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests by UDP that are in order: acceptance list, "UDP / discovery". */
@DoipServerTest
class DiscoveryIT {
    private static final String VIN = "WVWZZZ1JZXW000001";
    private static final VehicleAnnouncement DEMO = new VehicleAnnouncement(
            Vin.of(VIN),
            LogicalAddress.of(0x1000),
            Eid.of("02:00:00:00:10:00"),
            Gid.of("02:00:00:00:00:01"),
            FurtherAction.NONE,
            Optional.of(SyncStatus.SYNCHRONISED));

    @ParameterizedTest
    @ValueSource(strings = {Servers.IPV4, Servers.IPV6})
    @Tag("T5")
    void answersTheWildcardVersionInItsOwn(String host) {
        try (DoipServer server = Servers.demo(builder -> builder.bind(Servers.available(host)));
                DoipTester tester = DoipTester.of(server).protocolVersion(ProtocolVersion.WILDCARD)) {
            assertThat(tester.udpRequest(new VehicleIdentificationRequest())).isEqualTo(DEMO);
            assertThat(tester.receivedVersion()).isEqualTo(ProtocolVersion.ISO_2019);
        }
    }

    @Test
    @Tag("T5")
    void answersWithinTheRandomDelay() {
        try (DoipServer server = Servers.demo(builder -> builder.identificationDelay(Duration.ofMillis(500)));
                DoipTester tester = DoipTester.of(server)) {
            long begin = System.nanoTime();
            assertThat(tester.udpRequest(new VehicleIdentificationRequest())).isEqualTo(DEMO);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(750));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x02, 0x03})
    @Tag("T6")
    void answersInTheVersionOfTheRequest(int version, DoipTester tester) {
        tester.protocolVersion(ProtocolVersion.of(version)).udpRequest(new VehicleIdentificationRequest());
        assertThat(tester.receivedVersion().value()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x04, 0x7E, 0x81})
    @Tag("T7")
    void identifiesItselfInEveryVersion(int version, DoipTester tester) {
        tester.protocolVersion(ProtocolVersion.of(version));
        assertThat(tester.udpRequest(new VehicleIdentificationRequest())).isEqualTo(DEMO);
        assertThat(tester.receivedVersion()).isEqualTo(ProtocolVersion.ISO_2019);
    }

    @Test
    @Tag("T9")
    void delaysVary() {
        try (DoipServer server = Servers.demo(builder -> builder.identificationDelay(Duration.ofMillis(50)));
                DoipTester tester = DoipTester.of(server)) {
            Set<Long> millis = new HashSet<>();
            for (int i = 0; i < 30; i++) {
                long begin = System.nanoTime();
                tester.udpRequest(new VehicleIdentificationRequest());
                millis.add((System.nanoTime() - begin) / 5_000_000);
            }
            assertThat(millis).hasSizeGreaterThan(3);
            assertNoDatagramIsOnItsWay(tester);
        }
    }

    @Test
    @Tag("T10")
    void answersItsOwnEidOnly(DoipTester tester) {
        tester.udpSend(request(new VehicleIdentificationRequestWithEid(Eid.of("02:00:00:00:10:01"))));
        assertNoDatagramIsOnItsWay(tester);
        assertThat(tester.udpRequest(new VehicleIdentificationRequestWithEid(DEMO.eid())))
                .isEqualTo(DEMO);
    }

    @Test
    @Tag("T12")
    void answersItsOwnVinOnly(DoipTester tester) {
        tester.udpSend(request(new VehicleIdentificationRequestWithVin(Vin.of("WVWZZZ1JZXW000002"))));
        assertNoDatagramIsOnItsWay(tester);
        tester.udpSend(request(new VehicleIdentificationRequestWithVin(Vin.of("wvwzzz1jzxw000001"))));
        assertNoDatagramIsOnItsWay(tester);
        assertThat(tester.udpRequest(new VehicleIdentificationRequestWithVin(DEMO.vin())))
                .isEqualTo(DEMO);
    }

    @Test
    @Tag("T13")
    void withoutVinItAnswersNoRequestByVin() {
        try (DoipServer server = Servers.plain(builder -> builder.vin(Vin.NOT_SET));
                DoipTester tester = DoipTester.of(server)) {
            tester.udpSend(frame(0x0003, "00".repeat(17)));
            assertNoDatagramIsOnItsWay(tester);
            tester.udpSend(frame(0x0003, "FF".repeat(17)));
            assertNoDatagramIsOnItsWay(tester);
            VehicleAnnouncement answer = (VehicleAnnouncement) tester.udpRequest(new VehicleIdentificationRequest());
            assertThat(answer.vin().isSet()).isFalse();
        }
    }

    @Test
    @Tag("T14")
    @Tag("T16")
    void saysWhatItIsToldToSay() {
        Eid eid = Eid.of("00:11:22:33:44:55");
        Gid gid = Gid.of("AA:BB:CC:DD:EE:FF");
        try (DoipServer server = Servers.plain(builder -> builder.vin("TESTVIN0000000001")
                        .logicalAddress(0x4711)
                        .eid(eid)
                        .gid(gid)
                        .furtherAction(FurtherAction.CENTRAL_SECURITY)
                        .withoutSyncStatus());
                DoipTester tester = DoipTester.of(server)) {
            assertThat(tester.udpRequest(new VehicleIdentificationRequest()))
                    .isEqualTo(new VehicleAnnouncement(
                            Vin.of("TESTVIN0000000001"),
                            LogicalAddress.of(0x4711),
                            eid,
                            gid,
                            FurtherAction.CENTRAL_SECURITY,
                            Optional.empty()));
            assertThat(tester.udpSend(frame(0x0001, "")).udpReceive().length()).isEqualTo(8 + 32);
        }
    }

    @Test
    @Tag("T17")
    void reportsThePowerModeOfTheMoment() {
        AtomicReference<PowerMode> mode = new AtomicReference<>(PowerMode.NOT_READY);
        try (DoipServer server = Servers.plain(builder -> builder.powerMode(mode::get));
                DoipTester tester = DoipTester.of(server)) {
            assertThat(tester.udpRequest(new PowerModeRequest())).isEqualTo(new PowerModeResponse(PowerMode.NOT_READY));
            mode.set(PowerMode.READY);
            assertThat(tester.udpRequest(new PowerModeRequest())).isEqualTo(new PowerModeResponse(PowerMode.READY));
        }
    }

    @Test
    @Tag("T18")
    @Tag("T19")
    void reportsItsSockets() {
        try (DoipServer server = Servers.demo(builder -> builder.maxSockets(2));
                DoipTester tester = DoipTester.of(server)) {
            assertThat(tester.udpRequest(new EntityStatusRequest())).isEqualTo(status(0));
            // The connection is accepted before the datagram is read or in the same turn: both orders are possible.
            tester.connect();
            await().untilAsserted(() ->
                    assertThat(tester.udpRequest(new EntityStatusRequest())).isEqualTo(status(1)));
        }
    }

    private static EntityStatusResponse status(int openSockets) {
        return new EntityStatusResponse(NodeType.GATEWAY, 2, openSockets, OptionalLong.of(2_000_000));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 62000", "127.0.0.1, 1024"})
    @Tag("T32")
    void answersToAnySourcePort(String host, int port, DoipServerHandle server) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(Servers.at(host, port))) {
            socket.setSoTimeout(5_000);
            byte[] request = frame(0x4003, "").toArray();
            socket.send(new DatagramPacket(request, request.length, server.udpAddress()));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            socket.receive(answer);
            assertThat(Bytes.copyOf(answer.getData()).slice(0, answer.getLength()))
                    .isEqualTo(frame(0x4004, "01"));
        }
    }

    private static Bytes request(DoipMessage message) {
        return DoipEncoder.encode(ProtocolVersion.ISO_2019, message);
    }

    @Test
    void aHeaderAloneIsEnoughForARequestWithoutPayload(DoipTester tester) {
        assertThat(tester.udpSend(header(3, 0x4003, 0)).udpReceive()).isEqualTo(frame(0x4004, "01"));
    }
}
