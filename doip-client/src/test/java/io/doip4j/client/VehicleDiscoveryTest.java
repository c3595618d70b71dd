package io.doip4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.message.GenericNackCode;
import io.doip4j.core.message.NodeType;
import io.doip4j.core.message.PowerMode;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Discovery, entity status and power mode over UDP, on loopback. */
@Timeout(30)
class VehicleDiscoveryTest {
    private static final Vin VIN = Vin.of("WVWZZZ1JZXW000001");
    private static final String VIN_BYTES = VIN.bytes().toHex();
    private static final String ASK_ALL = "FF 00 00 01 00 00 00 00";
    private static final String ANSWER =
            "03 FC 00 04 00 00 00 21" + VIN_BYTES + "10 00 02 00 00 00 10 00 00 00 00 00 00 00 00 00";
    private static final String ASK_STATUS = "03 FC 40 01 00 00 00 00";
    private static final String ASK_POWER = "03 FC 40 03 00 00 00 00";
    private static final Duration SHORT = Duration.ofMillis(200);

    private static VehicleDiscovery at(FakeUdpEntity entity) {
        return VehicleDiscovery.at(entity.address().getAddress()).port(entity.port());
    }

    @Test
    void addressThatAnswersEndsTheSearchAtOnce() throws Exception {
        try (FakeUdpEntity entity = new FakeUdpEntity(false, Map.of(ASK_ALL, List.of(ANSWER)))) {
            List<DiscoveredVehicle> found =
                    at(entity).timeout(Duration.ofSeconds(20)).discover();

            assertThat(found).hasSize(1);
            DiscoveredEntity first = found.get(0).entity();
            assertThat(first.announcement().logicalAddress()).isEqualTo(LogicalAddress.of(0x1000));
            assertThat(first.sender()).isEqualTo(entity.address());
            assertThat(first.port()).isEqualTo(entity.port());
        }
    }

    @Test
    @Tag("T117")
    void answerFromAnotherPortIsTaken() throws Exception {
        try (FakeUdpEntity entity = new FakeUdpEntity(
                true, Map.of(ASK_ALL, List.of(ANSWER), ASK_POWER, List.of("03 FC 40 04 00 00 00 01 01")))) {
            assertThat(at(entity).discover()).hasSize(1);
            assertThat(EntityQuery.to(entity.address()).powerMode()).isEqualTo(PowerMode.READY);
        }
    }

    @Test
    void badDatagramsDoNotEndTheSearch() throws Exception {
        List<String> answers = List.of("", "00", "FF FF FF FF FF FF FF FF FF", "03 FC 00 04 FF FF FF FF", ANSWER);
        try (FakeUdpEntity entity = new FakeUdpEntity(false, Map.of(ASK_ALL, answers))) {
            assertThat(at(entity).discover()).hasSize(1);
        }
    }

    @Test
    void silenceIsAnEmptyList() throws Exception {
        try (FakeUdpEntity entity = new FakeUdpEntity(false, Map.of())) {
            long begin = System.nanoTime();
            assertThat(at(entity).timeout(SHORT).discover()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(SHORT);
        }
    }

    @Test
    void asksForOneVinOrOneEid() throws Exception {
        try (FakeUdpEntity entity = new FakeUdpEntity(
                false,
                Map.of(
                        "FF 00 00 03 00 00 00 11" + VIN_BYTES,
                        List.of(ANSWER.replace("57 56 57", "58 56 57"), ANSWER),
                        "02 FD 00 02 00 00 00 06 02 00 00 00 10 00",
                        List.of(ANSWER)))) {
            List<DiscoveredVehicle> byVin = at(entity).vin(VIN).discover();
            assertThat(byVin).hasSize(1);
            assertThat(byVin.get(0).vin()).contains(VIN);
            assertThat(at(entity)
                            .eid(Eid.of("02:00:00:00:10:00"))
                            .protocolVersion(ProtocolVersion.ISO_2012)
                            .discover())
                    .hasSize(1);
        }
    }

    @Test
    void searchWithoutBlocking() throws Exception {
        try (FakeUdpEntity entity = new FakeUdpEntity(false, Map.of(ASK_ALL, List.of(ANSWER)))) {
            assertThat(at(entity).discoverAsync().toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .hasSize(1);
        }
    }

    @Test
    void announcementIsHeardWithoutAsking() throws Exception {
        int port = freePort();
        CompletableFuture<List<DiscoveredVehicle>> search = VehicleDiscovery.silent()
                .port(port)
                .timeout(Duration.ofSeconds(2))
                .discoverAsync()
                .toCompletableFuture();
        byte[] announcement = Bytes.hex(ANSWER).toArray();
        try (DatagramSocket entity = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            // Nobody tells when the search has begun to listen
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                entity.send(new DatagramPacket(
                        announcement,
                        announcement.length,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
                return search.isDone();
            });
        }
        assertThat(search.get()).hasSize(1);
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void interruptEndsTheSearch() throws Exception {
        try (FakeUdpEntity entity = new FakeUdpEntity(false, Map.of())) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    at(entity).timeout(Duration.ofSeconds(20)).discover();
                } catch (DoipInterruptedException e) {
                    thrown.complete(e);
                }
            });
            thread.start();
            assertThat(entity.received.poll(10, TimeUnit.SECONDS)).isNotNull();
            thread.interrupt();
            assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(DoipInterruptedException.class);
            thread.join();
        }
    }

    @Test
    @Tag("T114")
    void entityStatusOf3And7BytesWithUnknownCodesIsDecoded() throws Exception {
        try (FakeUdpEntity entity = new FakeUdpEntity(
                false,
                Map.of(
                        ASK_STATUS,
                        List.of("03 FC 40 02 00 00 00 03 7F 04 01"),
                        "02 FD 40 01 00 00 00 00",
                        List.of("02 FD 40 02 00 00 00 07 00 04 01 FF FF FF FF")))) {
            EntityQuery query = EntityQuery.to(entity.address());
            assertThat(query.entityStatus().nodeType()).isEqualTo(NodeType.of(0x7F));
            assertThat(query.entityStatus().maxDataSize()).isEmpty();
            assertThat(query.protocolVersion(ProtocolVersion.ISO_2012)
                            .entityStatusAsync()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS)
                            .maxDataSize())
                    .hasValue(0xFFFF_FFFFL);
        }
    }

    @Test
    @Tag("T114")
    void unknownPowerModeIsKept() throws Exception {
        try (FakeUdpEntity entity = new FakeUdpEntity(
                false, Map.of(ASK_POWER, List.of("00", "03 FC 00 01 00 00 00 00", "03 FC 40 04 00 00 00 01 A5")))) {
            assertThat(EntityQuery.to(entity.address()).powerMode()).isEqualTo(PowerMode.of(0xA5));
        }
    }

    @Test
    void refusedQuestionIsToldWithItsCodeAndSilenceIsATimeout() throws Exception {
        try (FakeUdpEntity entity =
                new FakeUdpEntity(false, Map.of(ASK_STATUS, List.of("03 FC 00 00 00 00 00 01 01")))) {
            EntityQuery query = EntityQuery.to(entity.address()).timeout(SHORT);
            assertThatExceptionOfType(HeaderNackException.class)
                    .isThrownBy(query::entityStatus)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(GenericNackCode.UNKNOWN_PAYLOAD_TYPE));
            assertThatExceptionOfType(DoipTimeoutException.class)
                    .isThrownBy(query::powerMode)
                    .withMessageContaining("power mode");
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(
                            () -> query.powerModeAsync().toCompletableFuture().join())
                    .withCauseInstanceOf(DoipTimeoutException.class);
        }
    }

    @Test
    void wrongUseIsRefusedWithASentence() {
        InetAddress here = InetAddress.getLoopbackAddress();
        assertThatIllegalArgumentException().isThrownBy(VehicleDiscovery::at).withMessageContaining("at least one");
        assertThatIllegalArgumentException().isThrownBy(VehicleDiscovery::on).withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VehicleDiscovery.at(here).port(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VehicleDiscovery.at(here).timeout(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntityQuery.to(here).timeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntityQuery.to(InetSocketAddress.createUnresolved("nowhere", 13400)));
    }
}
