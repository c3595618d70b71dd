package io.doip4j.it.client;

import static io.doip4j.it.client.Vehicles.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doip4j.client.DiscoveredEntity;
import io.doip4j.client.DiscoveredVehicle;
import io.doip4j.client.DoipConnection;
import io.doip4j.client.EntityQuery;
import io.doip4j.client.VehicleDiscovery;
import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.NodeType;
import io.doip4j.core.message.PowerMode;
import io.doip4j.server.DoipServer;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Discovery, entity status and power mode of a server of this project. */
@Timeout(60)
class DiscoveryClientIT {
    private static final Vin VIN = Vin.of("WVWZZZ1JZXW000001");
    private static final Duration SHORT = Duration.ofMillis(300);

    private static VehicleDiscovery at(DoipServer server) {
        return VehicleDiscovery.at(server.udpAddress().getAddress()).port(server.port());
    }

    @Test
    void findsTheVehicleAtAnAddressAndConnectsToIt() {
        try (DoipServer server = Vehicles.demo(builder -> builder)) {
            List<DiscoveredVehicle> found = at(server).discover();

            assertThat(found).hasSize(1);
            assertThat(found.get(0).vin()).contains(VIN);
            assertThat(found.get(0).entity().announcement().logicalAddress()).isEqualTo(GATEWAY);
            try (DoipConnection connection = found.get(0).entity().connection().connect()) {
                assertThat(connection.entityAddress()).contains(GATEWAY);
            }
            assertThat(found.get(0).entity().query().powerMode()).isEqualTo(PowerMode.READY);
        }
    }

    @Test
    void findsTheVehicleOverIpv6() throws Exception {
        InetAddress address = Vehicles.ipv6();
        try (DoipServer server = Vehicles.demo(builder -> builder.bind(address))) {
            List<DiscoveredVehicle> found = at(server).discover();

            assertThat(found).hasSize(1);
            try (DoipConnection connection = found.get(0).entity().connection().connect()) {
                assertThat(connection.isOpen()).isTrue();
                assertThat(connection.powerMode()).isEqualTo(PowerMode.READY);
            }
        }
    }

    @Test
    void findsByVinAndByEidAndNobodyElse() {
        Eid eid = Eid.of("02:00:00:00:10:00");
        try (DoipServer server = Vehicles.demo(builder -> builder.eid(eid))) {
            assertThat(at(server).vin(VIN).discover()).hasSize(1);
            assertThat(at(server).eid(eid).discover()).hasSize(1);
            assertThat(at(server)
                            .vin(Vin.of("WVWZZZ1JZXW000002"))
                            .timeout(SHORT)
                            .discover())
                    .isEmpty();
            assertThat(at(server)
                            .eid(Eid.of("02:00:00:00:10:01"))
                            .timeout(SHORT)
                            .discover())
                    .isEmpty();
        }
    }

    @Test
    void findsTheVehicleOnTheLoopbackInterface() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        try (DoipServer server = Vehicles.demo(builder -> builder)) {
            List<DiscoveredVehicle> found = VehicleDiscovery.on(loopback)
                    .port(server.port())
                    .timeout(SHORT)
                    .discover();

            assertThat(found).hasSize(1);
            assertThat(found.get(0).entity().networkInterface()).isEqualTo(loopback.getName());
        }
    }

    /** The host hears its own broadcasts and multicasts. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsTheVehicleByBroadcastAndByMulticast(boolean ipv6) throws Exception {
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .filter(DiscoveryClientIT::isOutside)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> ipv6 ? address.isLinkLocalAddress() : address instanceof Inet4Address)
                .filter(address -> ipv6 == (address instanceof Inet6Address))
                .findFirst();
        assumeTrue(outside.isPresent(), "this machine is in no network");
        try (DoipServer server = Vehicles.demo(builder -> builder.bind(outside.get()))) {
            List<DiscoveredEntity> found =
                    VehicleDiscovery.everywhere().port(server.port()).timeout(SHORT).discover().stream()
                            .flatMap(vehicle -> vehicle.entities().stream())
                            .toList();

            assertThat(found).extracting(DiscoveredEntity::address).contains(outside.get());
            assertThat(found)
                    .extracting(DiscoveredEntity::networkInterface)
                    .contains(NetworkInterface.getByInetAddress(outside.get()).getName());
        }
    }

    private static boolean isOutside(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback() && network.supportsMulticast();
        } catch (SocketException e) {
            return false;
        }
    }

    @Test
    void hearsAnnouncements() throws Exception {
        int port = freePort();
        try (DoipServer server = Vehicles.demo(builder -> builder)) {
            var search = VehicleDiscovery.silent()
                    .port(port)
                    .timeout(Duration.ofSeconds(2))
                    .discoverAsync()
                    .toCompletableFuture();
            // Nobody tells when the search has begun to listen
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                server.triggerVehicleAnnouncement(
                        InetAddress.getLoopbackAddress(), 1, Duration.ZERO, port, Bytes.of(0));
                return search.isDone();
            });
            assertThat(search.get()).hasSize(1);
            assertThat(search.get().get(0).entities()).hasSize(1);
        }
    }

    private static int freePort() throws SocketException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x02, 0x03})
    @Tag("T114")
    void asksForStatusAndPowerModeInEitherVersion(int version) {
        try (DoipServer server =
                Vehicles.demo(builder -> builder.maxSockets(3).maxDataSize(4096).powerMode(() -> PowerMode.of(0x7F)))) {
            EntityQuery query = EntityQuery.to(server.udpAddress()).protocolVersion(ProtocolVersion.of(version));
            EntityStatusResponse status = query.entityStatus();
            assertThat(status.nodeType()).isEqualTo(NodeType.GATEWAY);
            assertThat(status.maxSockets()).isEqualTo(3);
            assertThat(status.openSockets()).isZero();
            assertThat(status.maxDataSize()).hasValue(4096);
            assertThat(query.powerMode()).isEqualTo(PowerMode.of(0x7F));
        }
    }
}
