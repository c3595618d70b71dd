package io.doip4j.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.doip4j.core.Bytes;
import io.doip4j.core.LogicalAddress;
import io.doip4j.core.ProtocolVersion;
import io.doip4j.core.Vin;
import io.doip4j.core.codec.DatagramReader;
import io.doip4j.core.codec.DatagramResult;
import io.doip4j.core.codec.DoipEncoder;
import io.doip4j.core.codec.HeaderRules;
import io.doip4j.core.message.DiagnosticAck;
import io.doip4j.core.message.DiagnosticMessage;
import io.doip4j.core.message.VehicleAnnouncement;
import io.doip4j.core.message.VehicleIdentificationRequest;
import io.doip4j.server.DoipServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vehicle as a tester sees it: through real sockets, with the services that ServiceLoader finds. */
class DemoVehicleServerTest {
    private static final LogicalAddress TESTER = LogicalAddress.of(0x0E00);
    private static final LogicalAddress GATEWAY = LogicalAddress.of(0x1000);
    private static final LogicalAddress ECU = LogicalAddress.of(0x1001);
    private static final int GROUP = 0xE400;

    private final DoipServer server = start(DemoVehicle.create());

    private static DoipServer start(DemoVehicle vehicle) {
        return vehicle.server()
                .port(0)
                .identificationDelay(Duration.ZERO)
                .build()
                .startDaemon();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest(name = "{0}: {1} to {2} -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
            gateway's part number            | 0x1000 | 22 F1 87       | 62 F1 87 44 4F 49 50 34 4A 2D 47 41 54 45 57 41 59
            ECU's part number                | 0x1001 | 22 F1 87       | 62 F1 87 44 4F 49 50 34 4A 2D 42 4F 44 59
            gateway's serial number          | 0x1000 | 22 F1 8C       | 62 F1 8C 47 57 30 30 30 30 30 30 30 31
            ECU's serial number              | 0x1001 | 22 F1 8C       | 62 F1 8C 42 43 30 30 30 30 30 30 30 31
            gateway's VIN                    | 0x1000 | 22 F1 90       | 62 F1 90 57 56 57 5A 5A 5A 31 4A 5A 58 57 30 30 30 30 30 31
            ECU's VIN                        | 0x1001 | 22 F1 90       | 62 F1 90 57 56 57 5A 5A 5A 31 4A 5A 58 57 30 30 30 30 30 31
            only the ECU has a voltage       | 0x1000 | 22 01 20       | 7F 22 31
            and not in the default session   | 0x1001 | 22 01 20       | 7F 22 31
            unknown is left out              | 0x1000 | 22 F1 86 AA AA | 62 F1 86 01
            no identifier                    | 0x1000 | 22             | 7F 22 13
            half an identifier               | 0x1000 | 22 F1          | 7F 22 13
            one identifier and a half        | 0x1000 | 22 F1 90 F1    | 7F 22 13
            P2 and P2*                       | 0x1000 | 10 03          | 50 03 00 32 01 F4
            no such session                  | 0x1000 | 10 04 00       | 7F 10 12
            no session                       | 0x1000 | 10             | 7F 10 13
            too long                         | 0x1000 | 10 03 00       | 7F 10 13
            tester present                   | 0x1001 | 3E 00          | 7E 00
            no such sub-function             | 0x1001 | 3E 01          | 7F 3E 12
            too long                         | 0x1001 | 3E 00 00       | 7F 3E 13
            reset of the ECU                 | 0x1001 | 11 03          | 51 03
            no such reset                    | 0x1001 | 11 04          | 7F 11 12
            reset too long                   | 0x1001 | 11 01 00       | 7F 11 13
            data that cannot be written      | 0x1001 | 2E F1 90 00    | 7F 2E 31
            no such service                  | 0x1001 | BA 00          | 7F BA 11
            """)
    void answers(String reason, int target, String request, String response) throws IOException {
        try (PlainTester tester = PlainTester.connect(server)) {
            assertThat(tester.request(target, request)).as(reason).isEqualTo(Bytes.hex(response));
        }
    }

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @CsvSource(delimiter = '|', textBlock = """
            suppressed                       | 0x1000 | 3E 80
            suppressed session change        | 0x1000 | 10 83
            suppressed for the group         | 0xE400 | 3E 80
            unknown session in the group     | 0xE400 | 10 04
            unknown identifier in the group  | 0xE400 | 22 AA AA
            unknown service in the group     | 0xE400 | 2E F1 90 00
            """)
    void staysSilent(String reason, int target, String request) throws IOException {
        try (PlainTester tester = PlainTester.connect(server)) {
            assertThat(tester.responses(target, request)).as(reason).isEmpty();
        }
    }

    @Test
    void gatewayAndEcuAnswerTheGroupFromTheirOwnAddresses() throws IOException {
        Bytes session = Bytes.hex("62 F1 86 01");
        try (PlainTester tester = PlainTester.connect(server)) {
            assertThat(tester.responses(GROUP, "22 F1 86"))
                    .containsExactlyInAnyOrder(
                            new DiagnosticMessage(GATEWAY, TESTER, session),
                            new DiagnosticMessage(ECU, TESTER, session));
        }
    }

    @Test
    void whoDoesNotKnowAnIdentifierIsSilentInTheGroup() throws IOException {
        try (PlainTester tester = PlainTester.connect(server)) {
            tester.request(ECU.value(), "10 03");

            assertThat(tester.responses(GROUP, "22 01 20"))
                    .containsExactly(new DiagnosticMessage(ECU, TESTER, Bytes.hex("62 01 20 7B")));
        }
    }

    @Test
    void activeSessionFollowsTheSession() throws IOException {
        try (PlainTester tester = PlainTester.connect(server)) {
            assertThat(tester.request("10 03")).isEqualTo(Bytes.hex("50 03 00 32 01 F4"));
            assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 03"));
            assertThat(tester.request(ECU.value(), "22 F1 86"))
                    .as("every ECU has its own session")
                    .isEqualTo(Bytes.hex("62 F1 86 01"));
        }
    }

    @Test
    void resetOfTheGatewayIsAnsweredAndThenEndsTheConnection() throws IOException {
        DiagnosticMessage reset = new DiagnosticMessage(TESTER, GATEWAY, Bytes.hex("11 01"));
        try (PlainTester tester = PlainTester.connect(server)) {
            tester.send(reset);

            assertThat(tester.receive()).isInstanceOf(DiagnosticAck.class);
            assertThat(tester.receive()).isEqualTo(reset.reply(Bytes.hex("51 01")));
            tester.expectEnd();
        }
        try (PlainTester tester = PlainTester.connect(server)) {
            assertThat(tester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
        }
    }

    @Test
    void resetOfTheEcuEndsItsSessionButNotTheConnection() throws IOException {
        try (PlainTester tester = PlainTester.connect(server)) {
            tester.request(ECU.value(), "10 03");

            assertThat(tester.request(ECU.value(), "11 01")).isEqualTo(Bytes.hex("51 01"));
            assertThat(tester.request(ECU.value(), "22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
        }
    }

    @Test
    void vehicleOfOnesOwn() throws IOException {
        DemoVehicle vehicle = DemoVehicle.create()
                .withVin("TESTVIN0000000001")
                .withLogicalAddress(0x2000)
                .withFunctionalAddresses(0xE401, 0xE402);
        Bytes vin = Bytes.hex("62 F1 90").plus(Bytes.ascii("TESTVIN0000000001"));
        try (DoipServer own = start(vehicle);
                PlainTester tester = PlainTester.connect(own)) {
            assertThat(tester.request(0x2000, "22 F1 90")).isEqualTo(vin);
            assertThat(tester.request(0x2001, "22 F1 90")).isEqualTo(vin);
            for (int group : List.of(0xE401, 0xE402)) {
                assertThat(tester.responses(group, "3E 00")).hasSize(2);
            }
            VehicleAnnouncement identification = identification(own);
            assertThat(identification.vin()).isEqualTo(Vin.of("TESTVIN0000000001"));
            assertThat(identification.logicalAddress()).isEqualTo(LogicalAddress.of(0x2000));
        }
    }

    @Test
    void serversOfOneVehicleShareNothing() throws IOException {
        try (DoipServer other = start(DemoVehicle.create());
                PlainTester tester = PlainTester.connect(server);
                PlainTester otherTester = PlainTester.connect(other)) {
            tester.request("10 03");

            assertThat(otherTester.request("22 F1 86")).isEqualTo(Bytes.hex("62 F1 86 01"));
        }
    }

    private static VehicleAnnouncement identification(DoipServer server) throws IOException {
        byte[] request = DoipEncoder.encode(ProtocolVersion.ISO_2019, new VehicleIdentificationRequest())
                .toArray();
        DatagramPacket answer = new DatagramPacket(new byte[64], 64);
        try (DatagramSocket socket = udpSocket()) {
            socket.send(new DatagramPacket(request, request.length, server.udpAddress()));
            socket.receive(answer);
        }
        DatagramResult result = new DatagramReader(HeaderRules.tester(64))
                .read(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
        return (VehicleAnnouncement) ((DatagramResult.Message) result).message();
    }

    private static DatagramSocket udpSocket() throws SocketException {
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(5000);
        return socket;
    }
}
