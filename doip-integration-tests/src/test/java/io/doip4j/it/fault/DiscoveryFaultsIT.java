package io.doip4j.it.fault;

import static io.doip4j.it.fault.Bench.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.doip4j.core.Bytes;
import io.doip4j.core.Vin;
import io.doip4j.core.message.PayloadType;
import io.doip4j.vehicle.fault.ActiveFault;
import io.doip4j.vehicle.fault.DiscoveryFaults;
import io.doip4j.vehicle.fault.Fault;
import io.doip4j.vehicle.fault.WireFaults;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of what is sent by UDP, as it arrives: datagram by datagram. */
class DiscoveryFaultsIT {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final String VIN = Bytes.ascii("TESTVIN0000000001").toHex();
    private static final String OTHER_VIN = Bytes.ascii("OTHERVIN000000002").toHex();
    private static final String REST = "10 00 02 00 00 00 10 00 02 00 00 00 00 01 00 00";
    private static final String IDENTIFICATION = frame(0x0004, VIN + " " + REST);
    private static final String STATUS = frame(0x4002, "00 10 00 00 1E 84 80");
    private static final String POWER_MODE = frame(0x4004, "01");

    private static Bench bench() {
        return new Bench(builder -> builder.vin("TESTVIN0000000001"));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(DiscoveryFaults.identificationMissing(), 0x0001, List.of()),
                arguments(DiscoveryFaults.identificationLate(SHORT), 0x0001, List.of(IDENTIFICATION)),
                arguments(DiscoveryFaults.identificationTwice(), 0x0001, List.of(IDENTIFICATION, IDENTIFICATION)),
                arguments(
                        DiscoveryFaults.identificationVin(Vin.of("OTHERVIN000000002")),
                        0x0001,
                        List.of(frame(0x0004, OTHER_VIN + " " + REST))),
                arguments(DiscoveryFaults.identificationMalformed(), 0x0001, List.of(frame(0x0004, VIN + " 10 00 02"))),
                arguments(DiscoveryFaults.entityStatusMissing(), 0x4001, List.of()),
                arguments(DiscoveryFaults.entityStatusMalformed(), 0x4001, List.of(frame(0x4002, "00 10"))),
                arguments(DiscoveryFaults.powerMode(0x00), 0x4003, List.of(frame(0x4004, "00"))),
                arguments(DiscoveryFaults.powerModeMissing(), 0x4003, List.of()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answerIsStruck(Fault fault, int request, List<String> arrive) {
        try (Bench bench = bench()) {
            ActiveFault struck = bench.faults.on(fault).once();
            long begin = System.nanoTime();
            bench.tester.udpSend(Bytes.hex(frame(request, "")));
            expect(bench, arrive);
            if (fault.toString().contains("Late")) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(SHORT);
            }
            assertThat(struck.count()).isEqualTo(1);

            bench.tester.udpSend(Bytes.hex(frame(request, "")));
            expect(bench, List.of(request == 0x0001 ? IDENTIFICATION : request == 0x4001 ? STATUS : POWER_MODE));
        }
    }

    /** Datagrams to one socket come in order here: what did not come before this answer was not sent. */
    private static void expect(Bench bench, List<String> datagrams) {
        for (String datagram : datagrams) {
            assertThat(bench.tester.udpReceive()).isEqualTo(Bytes.hex(datagram));
        }
        bench.tester.udpSend(Bytes.hex(frame(0x4003, "")));
        assertThat(bench.tester.udpReceive()).isEqualTo(Bytes.hex(POWER_MODE));
    }

    static Stream<Arguments> onWire() {
        return Stream.of(
                arguments(WireFaults.lost(), List.of()),
                arguments(WireFaults.late(SHORT), List.of(STATUS)),
                arguments(WireFaults.overtaken(SHORT), List.of(STATUS)),
                arguments(WireFaults.duplicated(), List.of(STATUS, STATUS)),
                arguments(WireFaults.headerNack(0x02), List.of(frame(0x0000, "02"))),
                arguments(WireFaults.wrongInverseVersion(), List.of("03 FD" + STATUS.substring(6))),
                arguments(WireFaults.lengthTooLong(1), List.of("03 FC 40 02 00 00 00 08 00 10 00 00 1E 84 80")),
                arguments(WireFaults.precededBy(0x4242, Bytes.EMPTY), List.of(frame(0x4242, ""), STATUS)),
                arguments(WireFaults.garbageBefore(Bytes.hex("DE AD")), List.of("DE AD", STATUS)),
                arguments(WireFaults.garbageInstead(Bytes.hex("DE AD")), List.of("DE AD")));
    }

    @ParameterizedTest
    @MethodSource("onWire")
    void datagramIsStruckOnTheWire(Fault fault, List<String> arrive) {
        try (Bench bench = bench()) {
            bench.faults.on(fault).ofType(PayloadType.ENTITY_STATUS_RESPONSE).once();
            bench.tester.udpSend(Bytes.hex(frame(0x4001, "")));
            expect(bench, arrive);
        }
    }

    @Test
    void faultsOfConnectionsLeaveDatagramsAlone() {
        try (Bench bench = bench()) {
            for (Fault fault : List.of(
                    WireFaults.split(2, SHORT),
                    WireFaults.byteByByte(SHORT),
                    WireFaults.coalesced(SHORT),
                    WireFaults.truncated(4),
                    WireFaults.closedInstead(),
                    WireFaults.closedAfter(),
                    WireFaults.resetInstead(),
                    WireFaults.resetAfter(),
                    WireFaults.halfOpen())) {
                bench.faults.on(fault).always();
            }
            bench.tester.udpSend(Bytes.hex(frame(0x4001, "")));
            expect(bench, List.of(STATUS));
        }
    }

    static Stream<Arguments> announcements() {
        return Stream.of(
                arguments(DiscoveryFaults.announcementMissing(), 1),
                arguments(DiscoveryFaults.announcementTwice(), 3),
                arguments(DiscoveryFaults.announcementLate(SHORT), 2));
    }

    @ParameterizedTest
    @MethodSource("announcements")
    void announcementIsStruckAndNoAnswer(Fault fault, int arrive) throws IOException {
        try (Bench bench = bench();
                DatagramSocket heard = new DatagramSocket(new InetSocketAddress(loopback(), 0))) {
            heard.setSoTimeout(10_000);
            ActiveFault struck = bench.faults.on(fault).once();
            bench.tester.udpSend(Bytes.hex(frame(0x0001, "")));
            expect(bench, List.of(IDENTIFICATION));
            assertThat(struck.count()).isZero();
            bench.server
                    .triggerVehicleAnnouncement(loopback(), 2, Duration.ZERO, heard.getLocalPort(), Bytes.hex("00 00"))
                    .toCompletableFuture()
                    .join();

            for (int i = 0; i < arrive; i++) {
                assertThat(next(heard)).isEqualTo(Bytes.hex(IDENTIFICATION));
            }
            assertThat(struck.count()).isEqualTo(1);
            // Nothing more: the last word is another one.
            bench.server
                    .triggerVehicleAnnouncement(loopback(), 1, Duration.ZERO, heard.getLocalPort(), Bytes.hex("10 00"))
                    .toCompletableFuture()
                    .join();
            assertThat(next(heard).slice(39, 2)).isEqualTo(Bytes.hex("10 00"));
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    private static Bytes next(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
        socket.receive(packet);
        return Bytes.copyOf(packet.getData()).slice(0, packet.getLength());
    }
}
