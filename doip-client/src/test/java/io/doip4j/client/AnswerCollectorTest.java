package io.doip4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.message.FurtherAction;
import io.doip4j.core.message.SyncStatus;
import io.doip4j.core.message.VehicleAnnouncement;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vehicles out of datagrams (ISO 13400-2, vehicle announcement and identification response). */
class AnswerCollectorTest {
    private static final Vin VIN = Vin.of("WVWZZZ1JZXW000001");
    private static final Gid GROUP = Gid.of("AA:BB:CC:DD:EE:FF");

    private final AnswerCollector collector = new AnswerCollector();

    private static VehicleAnnouncement entity(Vin vin, Gid gid, int number) {
        return new VehicleAnnouncement(
                vin,
                LogicalAddress.of(0x1000 + number),
                Eid.of(String.format("02:00:00:00:10:%02X", number)),
                gid,
                FurtherAction.of(0),
                Optional.of(SyncStatus.SYNCHRONISED));
    }

    private void receive(VehicleAnnouncement announcement, int host) {
        receive(DoipEncoder.encode(ProtocolVersion.ISO_2019, announcement), host, 13400);
    }

    private void receive(Bytes datagram, int host, int port) {
        collector.datagram(datagram.asBuffer(), at(host, port), 13400, "eth0", said -> true);
    }

    private static InetSocketAddress at(int host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) host}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneEntityIsOneVehicleHoweverOftenItSpeaks() {
        receive(entity(VIN, GROUP, 1), 1);
        receive(entity(VIN, GROUP, 1), 1);
        receive(entity(VIN, GROUP, 1), 1);

        assertThat(collector.vehicles()).hasSize(1);
        DiscoveredVehicle vehicle = collector.vehicles().get(0);
        assertThat(vehicle.vin()).contains(VIN);
        assertThat(vehicle.gid()).contains(GROUP);
        assertThat(vehicle.entities()).hasSize(1);
        assertThat(vehicle.entity().address()).isEqualTo(at(1, 0).getAddress());
        assertThat(vehicle.entity().networkInterface()).isEqualTo("eth0");
        assertThat(vehicle.isSynchronised()).isTrue();
    }

    @Test
    void sameVinIsOneVehicleAndOtherVinAnother() {
        receive(entity(VIN, Gid.NOT_SET, 1), 1);
        receive(entity(Vin.of("WVWZZZ1JZXW000002"), Gid.NOT_SET, 2), 2);
        receive(entity(VIN, Gid.NOT_SET, 3), 3);

        assertThat(collector.vehicles())
                .extracting(vehicle -> vehicle.entities().size())
                .containsExactly(2, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "FF"})
    void withoutVinTheGroupCountsAndWithoutBothEveryEntityIsOnItsOwn(String filler) {
        Vin none = new Vin(Bytes.hex(filler.repeat(17)));
        Gid noGroup = new Gid(Bytes.hex(filler.repeat(6)));
        receive(entity(none, GROUP, 1), 1);
        receive(entity(none, noGroup, 2), 2);
        receive(entity(none, GROUP, 3), 3);
        receive(entity(none, noGroup, 4), 4);

        assertThat(collector.vehicles())
                .extracting(vehicle -> vehicle.entities().size())
                .containsExactly(2, 1, 1);
        assertThat(collector.vehicles())
                .allSatisfy(vehicle -> assertThat(vehicle.vin()).isEmpty());
    }

    @Test
    void memberWithoutVinBelongsToTheVehicleWithItsGroup() {
        receive(entity(Vin.NOT_SET, GROUP, 1), 1);
        receive(entity(VIN, GROUP, 2), 2);

        assertThat(collector.vehicles()).hasSize(1);
        assertThat(collector.vehicles().get(0).vin()).contains(VIN);
        assertThat(collector.vehicles().get(0).entities()).hasSize(2);
    }

    @Test
    void lastWordOfAnEntityCounts() {
        VehicleAnnouncement before = new VehicleAnnouncement(
                VIN,
                LogicalAddress.of(0x1000),
                Eid.of("02:00:00:00:10:00"),
                Gid.NOT_SET,
                FurtherAction.of(0),
                Optional.of(SyncStatus.INCOMPLETE));
        receive(before, 1);
        assertThat(collector.vehicles().get(0).isSynchronised()).isFalse();

        receive(
                new VehicleAnnouncement(
                        VIN,
                        before.logicalAddress(),
                        before.eid(),
                        GROUP,
                        FurtherAction.of(0),
                        Optional.of(SyncStatus.SYNCHRONISED)),
                1);

        assertThat(collector.vehicles()).hasSize(1);
        assertThat(collector.vehicles().get(0).isSynchronised()).isTrue();
    }

    @Test
    @Tag("T114")
    void announcementsOf32And33BytesWithUnknownCodesAreDecoded() {
        String fields = VIN.bytes().toHex() + "10 00 02 00 00 00 10 00 AA BB CC DD EE FF";
        receive(Bytes.hex("02 FD 00 04 00 00 00 20" + fields + "E7"), 1, 13400);
        receive(Bytes.hex("7F 80 00 04 00 00 00 21" + fields + "0F" + "42"), 2, 13400);

        List<DiscoveredEntity> found = collector.vehicles().get(0).entities();
        assertThat(found).hasSize(2);
        assertThat(found.get(0).announcement().syncStatus()).isEmpty();
        assertThat(found.get(0).announcement().furtherAction()).isEqualTo(FurtherAction.of(0xE7));
        assertThat(found.get(0).protocolVersion()).isEqualTo(ProtocolVersion.ISO_2012);
        assertThat(found.get(1).announcement().syncStatus()).contains(SyncStatus.of(0x42));
    }

    @Test
    @Tag("T117")
    void answerFromAnySourcePortIsTaken() {
        receive(DoipEncoder.encode(ProtocolVersion.ISO_2019, entity(VIN, GROUP, 1)), 1, 50000);

        assertThat(collector.vehicles()).hasSize(1);
        assertThat(collector.vehicles().get(0).entity().port()).isEqualTo(13400);
    }

    @Test
    void badDatagramsAreIgnoredAndTheNextOneIsRead() {
        Random random = new Random(4711);
        Bytes good = DoipEncoder.encode(ProtocolVersion.ISO_2019, entity(VIN, GROUP, 1));
        for (int i = 0; i < 2000; i++) {
            byte[] bad = i % 2 == 0 ? new byte[random.nextInt(80)] : good.toArray();
            if (i % 2 == 0) {
                random.nextBytes(bad);
            } else {
                bad[random.nextInt(8)] ^= (byte) (1 + random.nextInt(255));
            }
            receive(Bytes.wrap(bad), 1, 13400);
        }
        receive(Bytes.EMPTY, 1, 13400);
        receive(Bytes.hex("03 FC 00 00 00 00 00 01 00"), 1, 13400);

        receive(good, 2, 13400);

        assertThat(collector.vehicles()).isNotEmpty();
        assertThat(collector.hasAnswerOf(at(2, 0).getAddress())).isTrue();
    }
}
