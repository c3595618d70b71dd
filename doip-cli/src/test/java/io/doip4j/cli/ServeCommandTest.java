package io.doip4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.Eid;
import io.doip4j.core.Gid;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.EntityStatusRequest;
import io.doip4j.core.message.EntityStatusResponse;
import io.doip4j.core.message.RoutingActivationCode;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the options do to the vehicle. */
@Timeout(60)
class ServeCommandTest {
    private static final RoutingActivationCode DENIED = RoutingActivationCode.UNKNOWN_SOURCE_ADDRESS;

    @Test
    void withoutOptionsItIsTheDemoVehicle() throws Exception {
        try (Serving serving = Serving.with("--port", "0", "--no-identification-delay");
                Tester tester = new Tester(serving.tcp())) {
            assertThat(serving.tcp().getAddress().isLoopbackAddress()).isTrue();
            VehicleAnnouncement announcement =
                    (VehicleAnnouncement) Tester.ask(serving.udp(), new VehicleIdentificationRequest())
                            .message();
            assertThat(announcement.vin()).isEqualTo(Vin.of("WVWZZZ1JZXW000001"));
            assertThat(announcement.logicalAddress()).isEqualTo(LogicalAddress.of(0x1000));
            assertThat(tester.activate(Tester.ADDRESS)).isEqualTo(RoutingActivationCode.ACTIVATED);
            Bytes vin = Bytes.hex("62 F1 90 57 56 57 5A 5A 5A 31 4A 5A 58 57 30 30 30 30 30 31");
            assertThat(tester.uds(0x1000, "22 F1 90")).isEqualTo(vin);
            assertThat(tester.uds(0x1001, "22 F1 90")).isEqualTo(vin);
        }
    }

    @Test
    void theDemoVehicleCanBeAskedFor() throws Exception {
        try (Serving serving = Serving.with("--port=0", "--vehicle=demo");
                Tester tester = new Tester(serving.tcp())) {
            tester.activate(Tester.ADDRESS);
            assertThat(tester.uds(0x1001, "22 F1 87").from(3)).isEqualTo(Bytes.ascii("DOIP4J-BODY"));
        }
    }

    @Test
    void theReferenceEcuIsAnotherVehicle() throws Exception {
        try (Serving serving = Serving.with("--port=0", "--vehicle=reference", "--no-identification-delay");
                Tester tester = new Tester(serving.tcp())) {
            VehicleAnnouncement announcement =
                    (VehicleAnnouncement) Tester.ask(serving.udp(), new VehicleIdentificationRequest())
                            .message();
            assertThat(announcement.vin()).isEqualTo(Vin.of("WVWZZZ1JZXW000001"));
            assertThat(announcement.logicalAddress()).isEqualTo(LogicalAddress.of(0x1000));
            tester.activate(Tester.ADDRESS);
            assertThat(tester.uds(0x1000, "10 03")).isEqualTo(Bytes.hex("50 03 00 32 01 F4"));
            assertThat(tester.uds(0x1000, "22 01 20")).isEqualTo(Bytes.hex("62 01 20 01"));
            assertThat(tester.uds(0xE400, "22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 03"));
        }
    }

    @Test
    void identityIsConfigurable() throws Exception {
        try (Serving serving = Serving.with(
                        "--port=0",
                        "--no-identification-delay",
                        "--vin=TESTVIN0000000001",
                        "--eid=010203040506",
                        "--gid=0A-0B-0C-0D-0E-0F",
                        "--logical-address=0x1010",
                        "--functional=0xE401",
                        "--functional=0xE402");
                Tester tester = new Tester(serving.tcp())) {
            VehicleAnnouncement announcement =
                    (VehicleAnnouncement) Tester.ask(serving.udp(), new VehicleIdentificationRequest())
                            .message();
            assertThat(announcement.vin()).isEqualTo(Vin.of("TESTVIN0000000001"));
            assertThat(announcement.eid()).isEqualTo(Eid.of("01:02:03:04:05:06"));
            assertThat(announcement.gid()).isEqualTo(Gid.of("0A:0B:0C:0D:0E:0F"));
            assertThat(announcement.logicalAddress()).isEqualTo(LogicalAddress.of(0x1010));

            tester.activate(Tester.ADDRESS);
            assertThat(tester.uds(0x1010, "22 F1 90").from(3)).isEqualTo(Bytes.ascii("TESTVIN0000000001"));
            assertThat(tester.uds(0xE401, "3E 00")).isEqualTo(Bytes.hex("7E 00"));
            tester.receive(); // the second ECU
            assertThat(tester.uds(0xE402, "3E 00")).isEqualTo(Bytes.hex("7E 00"));
        }
    }

    @Test
    void limitsAreConfigurable() throws Exception {
        try (Serving serving = Serving.with("--port", "0", "--max-sockets", "300", "--max-data-size", "0x1000")) {
            EntityStatusResponse status = (EntityStatusResponse)
                    Tester.ask(serving.udp(), new EntityStatusRequest()).message();
            assertThat(status.maxSockets()).isEqualTo(255);
            assertThat(status.maxDataSize()).isEqualTo(OptionalLong.of(4096));
        }
    }

    @Test
    void knownTestersAreAListOfAddressesAndRanges() throws Exception {
        try (Serving serving = Serving.with("--port=0", "--known-testers=0x0E80,0x0F00-0x0F0F", "--known-testers=1")) {
            assertThat(activation(serving, 0x0E80)).isEqualTo(RoutingActivationCode.ACTIVATED);
            assertThat(activation(serving, 0x0F0F)).isEqualTo(RoutingActivationCode.ACTIVATED);
            assertThat(activation(serving, 0x0001)).isEqualTo(RoutingActivationCode.ACTIVATED);
            assertThat(activation(serving, 0x0E81)).isEqualTo(DENIED);
        }
    }

    @Test
    void anyTesterIsEveryoneButTheVehicleItself() throws Exception {
        try (Serving serving = Serving.with("--port=0", "--known-testers=any")) {
            assertThat(activation(serving, 0x4711)).isEqualTo(RoutingActivationCode.ACTIVATED);
            assertThat(activation(serving, 0x1001)).isEqualTo(DENIED);
        }
    }

    private static RoutingActivationCode activation(Serving serving, int source) throws Exception {
        try (Tester tester = new Tester(serving.tcp())) {
            return tester.activate(LogicalAddress.of(source));
        }
    }

    @Test
    void inactiveConnectionsAreClosed() throws Exception {
        try (Serving serving = Serving.with("--port=0", "--initial-inactivity=50ms", "--general-inactivity=60");
                Tester silent = new Tester(serving.tcp());
                Tester active = new Tester(serving.tcp())) {
            active.activate(Tester.ADDRESS);
            assertThat(silent.isEnded()).isTrue();
            assertThat(active.isEnded()).isTrue();
        }
    }

    @Test
    void announcesWhereAndHowItIsTold() throws Exception {
        try (DatagramSocket listener = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Serving serving = Serving.with(
                        "--port=0",
                        "--announce-to=127.0.0.1:" + listener.getLocalPort(),
                        "--announce-count=2",
                        "--announce-interval=1ms",
                        "--protocol-version=2")) {
            assertThat(serving.ready()).startsWith("ready tcp=");
            for (int i = 0; i < 2; i++) {
                DatagramResult.Message announcement = Tester.receive(listener);
                assertThat(announcement.version()).isEqualTo(ProtocolVersion.ISO_2012);
                assertThat(announcement.message()).isInstanceOf(VehicleAnnouncement.class);
            }
        }
    }

    @Test
    void ackOwnSegmentAnswersTheSame() throws Exception {
        try (Serving serving = Serving.with("--port=0", "--ack-own-segment");
                Tester tester = new Tester(serving.tcp())) {
            tester.activate(Tester.ADDRESS);
            assertThat(tester.uds(0x1000, "3E 00")).isEqualTo(Bytes.hex("7E 00"));
        }
    }

    @Test
    void bindsEveryAddressAndSaysTheFirst() throws Exception {
        try (Serving serving = Serving.with("--port=0", "--bind=127.0.0.1", "--bind=127.0.0.2")) {
            assertThat(serving.ready()).matches("ready tcp=127\\.0\\.0\\.1:(\\d+) udp=127\\.0\\.0\\.1:\\1");
            try (Tester tester =
                    new Tester(new InetSocketAddress("127.0.0.2", serving.tcp().getPort()))) {
                assertThat(tester.activate(Tester.ADDRESS)).isEqualTo(RoutingActivationCode.ACTIVATED);
            }
        }
    }

    @Test
    void everyProcessBeginsAfresh() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Serving serving = Serving.with("--port=0");
                    Tester tester = new Tester(serving.tcp())) {
                tester.activate(Tester.ADDRESS);
                assertThat(tester.uds(0x1000, "22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
                tester.uds(0x1000, "10 03");
                assertThat(tester.uds(0x1000, "22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 03"));
            }
        }
    }

    @Test
    void answersOfTheVehicleComeFromTheAddressedEcu() throws Exception {
        try (Serving serving = Serving.with("--port=0");
                Tester tester = new Tester(serving.tcp())) {
            tester.activate(Tester.ADDRESS);
            tester.send(new DiagnosticMessage(Tester.ADDRESS, LogicalAddress.of(0x1001), Bytes.hex("22 F1 87")));
            tester.receive(); // acknowledge
            assertThat(((DiagnosticMessage) tester.receive()).source()).isEqualTo(LogicalAddress.of(0x1001));
        }
    }

    @Test
    void aPortInUseIsOneSentenceAndExitCode1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Serving.Failure failure = Serving.failing("--port", Integer.toString(taken.getLocalPort()));
            assertThat(failure.code()).isEqualTo(1);
            assertThat(failure.err())
                    .startsWith("doip serve: ")
                    .contains("127.0.0.1", Integer.toString(taken.getLocalPort()))
                    .hasLineCount(1);
        }
    }

    @Test
    void trafficIsWrittenIntoAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("vehicle.pcapng");
        try (Serving serving = Serving.with("--port=0", "--pcap", file.toString());
                Tester tester = new Tester(serving.tcp())) {
            tester.activate(Tester.ADDRESS);
            tester.uds(0x1001, "22 F1 87");
        }
        Bytes content = Bytes.copyOf(Files.readAllBytes(file));
        assertThat(content.u32(0)).as("section header").isEqualTo(0x0A0D0D0AL);
        assertThat(content.toHex()).contains("62 F1 87 44 4F 49 50 34 4A 2D 42 4F 44 59");
    }

    @Test
    void aCaptureFileThatCannotBeOpenedIsOneSentenceAndExitCode1(@TempDir Path folder) {
        Serving.Failure failure = Serving.failing("--port=0", "--pcap", folder.toString());
        assertThat(failure.code()).isEqualTo(1);
        assertThat(failure.err())
                .startsWith("doip serve: cannot write " + folder)
                .hasLineCount(1);
    }
}
